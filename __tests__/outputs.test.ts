import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isOutput, OUTPUTS, safeOutput } from '../src/outputs.ts';

const NAMES = OUTPUTS.map(({ name }) => name);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\n', '\r', '$', '`', '#', 'a', '/', '\\', ':') }));

it('the outputs are those that were promised', () => {
  expect(NAMES).toEqual(['result', 'errors', 'warnings', 'pinned', 'system-manifest', 'digest', 'reference', 'tag', 'bundle', 'report', 'comment-url']);
  expect(NAMES.every(isOutput)).toBe(true);
  expect(isOutput('constructor')).toBe(false);
});

describe('an output is safe in a script', () => {
  it('whatever it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), text, (name, value) => {
        const safe = safeOutput(name, value);
        expect(safe).toHaveLength(value.length);
        expect(safe).toMatch(name === 'comment-url' ? /^[A-Za-z0-9@:/._+#-]*$/ : name === 'system-manifest' ? /^[A-Za-z0-9@:/._+\n-]*$/ : /^[A-Za-z0-9@:/._+-]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('and is left alone when it is safe', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.string({ unit: fc.constantFrom(...'aZ09@:/._+-'.split('')) }), (name, value) => {
        expect(safeOutput(name, value)).toBe(value);
      }),
    );
  });
});

describe('a path', () => {
  const folders = ['/home/a runner/_temp', '/home/a runner/checkout'];
  it('keeps what the runner’s own folder is called, and nothing after it', () => {
    expect(safeOutput('report', '/home/a runner/_temp/x y/$(id)', folders)).toBe('/home/a runner/_temp/x_y/__id_');
    expect(safeOutput('bundle', '/home/a runner/checkout/b', folders)).toBe('/home/a runner/checkout/b');
    expect(safeOutput('report', '/home/b runner/_temp', folders)).toBe('/home/b_runner/_temp');
    expect(safeOutput('report', 'x /home/a runner/_temp', folders)).toBe('x_/home/a_runner/_temp');
  });
  it('is one a line in system-manifest alone', () => {
    expect(safeOutput('system-manifest', '/home/a runner/_temp/a\n/home/a runner/checkout/b\n/c d', folders)).toBe('/home/a runner/_temp/a\n/home/a runner/checkout/b\n/c_d');
    expect(safeOutput('report', 'a\nb')).toBe('a_b');
  });
  it('of Windows has slashes, which Windows takes and a shell does not eat', () => {
    expect(safeOutput('report', 'D:\\a\\_temp\\manifest-action\\report.json', ['D:\\a\\_temp'])).toBe('D:\\a\\_temp/manifest-action/report.json');
  });
  it('does not keep a folder that is not known', () => {
    expect(safeOutput('report', 'a b', [''])).toBe('a_b');
  });
});
