import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { annotationsOf } from '../../src/review/annotations.ts';
import { hostileReport } from './hostile.ts';
import { manifest, problem, report } from './reports.ts';

function some(number: number, severity: 'error' | 'warning'): ReturnType<typeof problem>[] {
  return Array.from({ length: number }, () => problem('r', severity, 'm'));
}

test('a problem at its line and columns, with rule and target as title', () => {
  expect(annotationsOf(report([manifest({ path: 'a/m.yaml', problems: [problem('service-name', 'error', 'Not a name.')] })]))).toEqual([
    {
      level: 'error',
      message: 'Not a name.',
      properties: { title: 'service-name (ran)', file: 'a/m.yaml', startLine: 12, endLine: 12, startColumn: 19, endColumn: 22 },
    },
  ]);
});

test('across lines GitHub takes no columns; a system field has no target', () => {
  const [annotation] = annotationsOf(report([manifest({ problems: [problem('storage-size', 'warning', 'm', { endLine: 14, endColumn: 3, target: null })] })]));
  expect(annotation?.properties).toEqual({ title: 'storage-size', file: 'manifest.yaml', startLine: 12, endLine: 14 });
});

test('errors first, and in each level what the change touches first', () => {
  const changes = [{ target: 'ran', field: 'version', before: '1', after: '2' }];
  const problems = [
    problem('w-old', 'warning', 'm', { target: 'cu' }),
    problem('w-new', 'warning', 'm', { target: 'ran' }),
    problem('e-old', 'error', 'm', { target: 'cu' }),
    problem('notice', 'notice', 'm'),
    problem('e-new', 'error', 'm', { target: 'ran' }),
  ];
  expect(annotationsOf(report([manifest({ changes, problems })])).map(({ properties }) => properties.title.split(' ')[0])).toEqual(['e-new', 'e-old', 'w-new', 'w-old', 'notice']);
});

test('ten of each level, of all manifests together, and the last says how many are left', () => {
  const all = annotationsOf(report([manifest({ problems: [...some(8, 'error'), ...some(10, 'warning')] }), manifest({ problems: some(7, 'error') })]));
  const errors = all.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(10);
  expect(errors.at(-1)).toEqual({ level: 'error', message: 'and 6 errors more in the job summary', properties: { title: '6 more' } });
  expect(all.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual(Array.from({ length: 10 }, () => 'm'));
});

test('an example to copy has its lines', () => {
  const [annotation] = annotationsOf(report([manifest({ problems: [problem('hostfs', 'error', 'Write it:\n- {a: b\u001b}') ] })]));
  expect(annotation?.message).toBe('Write it:\n- {a: b\\u{1b}}');
});

test('property: nothing hidden, bounded', () => {
  fc.assert(
    fc.property(hostileReport, ({ report: hostile }) => {
      for (const { message, properties } of annotationsOf(hostile)) {
        for (const line of message.split('\n')) expect(line).toMatch(/^[^\p{C}]{0,1000}$/u);
        expect(message.split('\n').length).toBeLessThanOrEqual(40);
        expect(properties.title).toMatch(/^[^\p{C}]{0,200}$/u);
      }
    }),
  );
});
