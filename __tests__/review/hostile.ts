import * as fc from 'fast-check';
import type { RenderContext } from '../../src/review/markdown.ts';
import type { Report } from '../../src/review/report.ts';
import { HOSTILE, manifest, problem, report, target } from './reports.ts';

const NASTY = [
  HOSTILE, '`', '``', '```', '`````', '|', '\\', '\\|', '\\\\|', '\\`', '<br>', '<!--', '-->', '</summary>', '<img src=x onerror=y>', '[a](https://evil.example)', '![a](//evil.example)',
  'https://evil.example', 'www.evil.example', 'a@evil.example', '@octocat', '@acme/team', '#1', 'acme/device#1', 'GH-1', 'c0ffee1', ':tada:', '**', '__', '~~', '$x$', '&lt;',
  '\n', '\r\n', '\n\n# x\n', '\n```\n', '\n  ```\n', '\n- ```\n', '\n  - a\n', '\n1. a', '\n1) a', '\n+ a', '\n===\n', '\n| a | b |\n| --- | --- |\n', '~~~', '\u2028', '\u0000', '\u001b[31m', '\u202e', '\u200b', '\ufeff', '\u00ad', '\u2800', '\u3164', '\ud800', '\u{e0041}', '1. ', '- ', '> ', '    ', '\t', '| --- |', '"', '"a', 'é', '水',
] as const;

/** A text that means harm: nasty pieces, words, and whatever else, one after another. */
export const hostileText = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('a', ' ', 'ran')), { maxLength: 8 }).map((parts) => parts.join(''));

const texts = fc.array(hostileText, { maxLength: 3 });
const optional = fc.option(hostileText, { nil: null });

/** A report in which every text that a manifest or a server can set is hostile. */
export const hostileReport: fc.Arbitrary<{ readonly report: Report; readonly context: RenderContext }> = fc
  .record({
    path: hostileText,
    base: optional,
    changes: fc.array(fc.record({ target: optional, field: fc.oneof(hostileText, fc.constantFrom('target', 'digest', 'version', 'storage')), before: optional, after: optional, parts: fc.option(fc.record({ before: texts, after: texts }), { nil: undefined }) }), { maxLength: 5 }),
    problems: fc.array(fc.tuple(hostileText, hostileText, fc.constantFrom('error', 'warning', 'notice')), { maxLength: 4 }),
    targets: fc.array(fc.tuple(hostileText, hostileText), { maxLength: 3 }),
    lines: fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    steps: fc.option(fc.array(fc.tuple(hostileText, hostileText), { maxLength: 3 }), { nil: undefined }),
    published: fc.option(fc.tuple(hostileText, hostileText, hostileText), { nil: undefined }),
    twice: fc.boolean(),
    suggested: fc.boolean(),
  })
  .map(({ path, base, changes, problems, targets, lines, steps, published, twice, suggested }) => {
    const one = manifest({
      path,
      base,
      changes: changes.map(({ parts, ...change }) => ({ ...change, ...(parts && { parts }) })),
      problems: problems.map(([rule, message, severity]) => problem(rule, severity, message)),
      targets: targets.map(([name, source]) => target(name, { source })),
    });
    const [reference, tag, name] = published ?? [];
    return {
      report: report(twice ? [one, manifest()] : [one], {
        ...(steps === undefined ? {} : { steps: steps.map(([id, message]) => ({ id, ok: null, message })) }),
        ...(reference === undefined || tag === undefined || name === undefined
          ? {}
          : {
              published: {
                reference,
                tag,
                images: [{ name, reference, digest: reference, size: 1, written: true }],
                referrers: [{ artifactType: name, digest: reference, size: 1, written: false }],
              },
            }),
      }),
      context: {
        at: { serverUrl: OUR_URL, repository: 'acme/device', sha: 'b'.repeat(40) },
        runUrl: `${OUR_URL}/run`,
        rulesUrl: `${OUR_URL}/rules`,
        command: ['check', path],
        pins: [{ path, manifest: path, targets: targets.map(([each]) => each), first: 1, last: 1, lines, inDiff: true, suggested }],
      },
    };
  });

export const OUR_URL = 'https://ours.example';
