import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { defect, Failure } from '../src/failure.ts';
import { words } from '../src/words.ts';

describe('a failure in words', () => {
  it('says what happened, what to do, and why', () => {
    const failure = new Failure('unavailable', 'http', 'The registry r.example did not answer', { cure: 'Try again later', cause: new Error('connect failed', { cause: new Error('ECONNREFUSED') }) });
    expect(words(failure)).toEqual({ headline: 'The registry r.example did not answer.', details: 'Try again later. Because: connect failed: ECONNREFUSED.' });
  });
  it('is never empty', () => {
    expect(words(new Failure('usage', 'input', ''))).toEqual({ headline: 'input.', details: '' });
  });
  it('is sentences, whose first word keeps its letters where it is a name', () => {
    expect(words(new Failure('unavailable', 'x', 'reading r.example/ran: no answer', { cure: 'try again' }))).toEqual({ headline: 'Reading r.example/ran: no answer.', details: 'Try again.' });
    expect(words(new Failure('unavailable', 'x', 'r.example/ran has no tag'))).toEqual({ headline: 'r.example/ran has no tag.', details: '' });
  });
  it('ends sentences once', () => {
    expect(words(new Failure('usage', 'input', 'Is it?', { cure: 'Write:' }))).toEqual({ headline: 'Is it?', details: 'Write:' });
  });
  it('is one line, in which nothing is hidden', () => {
    const shown = words(new Failure('problem', 'x', 'a\r\n::error::b\u001b[31m \u202eevil\u0000', { cure: 'c\u2028d', cause: new Error('e\u200bf') }));
    expect(shown).toEqual({ headline: 'A ::error::b\\u{1b}[31m \\u{202e}evil\\u{0}.', details: 'C d. Because: e\\u{200b}f.' });
  });
  it('of any texts has no control character and ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, cure, cause) => {
        const { headline, details } = words(new Failure('problem', 'code', message, { cure, cause: new Error(cause) }));
        // oxlint-disable-next-line no-control-regex -- these are what must not be there
        expect(headline + details).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect(headline.length).toBeLessThan(2100);
      }),
      { numRuns: 500 },
    );
  });
  it('never holds a stack', () => {
    const { headline, details } = words(defect(new TypeError('x is not a function')));
    expect(`${headline} ${details}`).toContain('x is not a function');
    expect(`${headline} ${details}`).not.toMatch(/\bat .*(?:\.ts|node:)/);
  });
});
