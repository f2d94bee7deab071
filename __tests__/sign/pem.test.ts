import { expect, test } from '@jest/globals';
import { decodePem } from '../../src/sign/pem.ts';

const BLOCK = '-----BEGIN A-----\nAAECAwQF\n-----END A-----\n';
const OTHER = '-----BEGIN B-----\n////\n-----END B-----\n';

test.each<[string, string]>([
  ['alone', BLOCK],
  ['without a line break at its end', BLOCK.trimEnd()],
  ['with the line ends of Windows', BLOCK.replaceAll('\n', '\r\n')],
  ['with blanks at the ends of its lines', BLOCK.replaceAll('\n', ' \t\n')],
  ['with blanks in its base64', BLOCK.replace('AAEC', 'AA\n EC\n\n')],
  ['with headers', BLOCK.replace('\n', '\nProc-Type: 4\nOther: x\n\n')],
  ['behind text and before another block', `Certificate:\n    Data:\n${BLOCK}${OTHER}`],
  ['behind a BEGIN without an END', `-----BEGIN A-----\n${BLOCK}`],
  ['behind a block that is broken', `${OTHER.replace('////', '///')}${BLOCK}`],
  ['behind an indented block', `  ${OTHER}${BLOCK}`],
])('a block %s is read as Go reads it', (_, text) => {
  expect(decodePem(text)).toEqual({ label: 'A', bytes: Buffer.from([0, 1, 2, 3, 4, 5]) });
});

test.each<[string, string]>([
  ['of no text', ''],
  ['behind a byte order mark', `\u{feff}${BLOCK}`],
  ['that is indented', `  ${BLOCK}`],
  ['with text before it in its line', `x ${BLOCK}`],
  ['with text behind its END', `${BLOCK.trimEnd()} x\n`],
  ['with an indented END', BLOCK.replace('\n-----END', '\n -----END')],
  ['in one line', BLOCK.split('\n').join(' ')],
  ['with the line ends of an old Macintosh', BLOCK.replaceAll('\n', '\r')],
  ['with half a line end of Windows at its end', `${BLOCK.trimEnd()}\r`],
  ['with another label at its end', BLOCK.replace('END A', 'END B')],
  ['with base64 that is cut short', BLOCK.replace('QF', 'Q')],
  ['with what is no base64', BLOCK.replace('AAEC', 'AA_C')],
  ['with a header and no line behind it', '-----BEGIN A-----\nk: v\n-----END A-----\n'],
])('a block %s is none', (_, text) => {
  expect(decodePem(text)).toBeUndefined();
});

test('a long text of many ends is read in one go', () => {
  expect(decodePem('x\n-----END '.repeat(100_000))).toBeUndefined();
  expect(decodePem(`${' '.repeat(1_000_000)}x\n${BLOCK}`)).toMatchObject({ label: 'A' });
});
