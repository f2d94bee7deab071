import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { causes, defect, EXIT_CODES, exitCode, Failure, type FailureKind } from '../src/failure.ts';

const KINDS = Object.keys(EXIT_CODES) as FailureKind[];

describe('the exit code of several failures', () => {
  it('is 0 for none, and for one its own', () => {
    expect(exitCode([])).toBe(0);
    expect(KINDS.map((kind) => exitCode([kind]))).toEqual(KINDS.map((kind) => EXIT_CODES[kind]));
    expect(EXIT_CODES).toEqual({ problem: 1, usage: 2, unavailable: 3 });
  });
  it('is 2 before 3 before 1, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...KINDS), { minLength: 1 }), (kinds) => {
        expect(exitCode(kinds)).toBe(kinds.includes('usage') ? 2 : kinds.includes('unavailable') ? 3 : 1);
      }),
    );
  });
});

describe('causes', () => {
  it('are the messages from the outside in, each once', () => {
    const error = new Error('outer', { cause: new Error('inner', { cause: new Error('outer', { cause: 'a text' }) }) });
    expect(causes(error)).toEqual(['outer', 'inner', 'a text']);
  });
  it('have the code of an error without a message', () => {
    expect(causes(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toEqual(['ECONNREFUSED']);
  });
  it('end, even where an error is its own cause', () => {
    const error = new Error('again');
    error.cause = error;
    expect(causes(error)).toEqual(['again']);
  });
  it('of anything that can be thrown are texts', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        for (const message of causes(thrown)) expect(typeof message).toBe('string');
      }),
    );
    expect([undefined, null, {}, 7].map(causes)).toEqual([[], [], [], []]);
  });
});

describe('a defect', () => {
  it('is what was thrown and is no Failure: nothing was checked', () => {
    const cause = new TypeError('x is not a function');
    expect(defect(cause)).toMatchObject({ kind: 'unavailable', code: 'defect', cause });
    expect(causes(defect(cause))).toEqual(['manifest-action has a defect', 'x is not a function']);
  });
  it('is never made of a Failure', () => {
    const failure = new Failure('usage', 'input', 'no');
    expect(defect(failure)).toBe(failure);
  });
});
