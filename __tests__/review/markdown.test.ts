import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { COMMENT_BYTES, renderReport } from '../../src/review/markdown.ts';
import { describeWith, requirePeer, run } from '../harness/peers.ts';
import { renderTerminal } from '../../src/review/terminal.ts';
import type { Change } from '../../src/review/report.ts';
import { hostileReport, hostileText, OUR_URL } from './hostile.ts';
import { digest, listed, manifest, problem, report, SAMPLES, target } from './reports.ts';

const lines = (markdown: string): string[] => markdown.split('\n');

/** What is wrong with markdown of ours: fences left open, markup or links that are not ours, tables whose rows differ. Empty: nothing. */
function faults(markdown: string): string[] {
  const found: string[] = [];
  let fence: string | undefined;
  let columns = 0;
  let open = 0;
  for (const line of lines(markdown)) {
    if (/[^\P{C}\ufe0f]/u.test(line)) found.push(`hidden: ${JSON.stringify(line)}`);
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
      else if (line.trimStart().startsWith(fence.trimStart())) found.push(`fence: ${line}`);
      continue;
    }
    const begins = /^((?: {2})?`{3,})[a-z]*$/.exec(line);
    if (begins !== null) {
      fence = begins[1];
      continue;
    }
    const bare = line.replaceAll(/`[^`]+`/g, '§');
    const cells = bare.startsWith('|') ? bare.split('|').length : 0;
    if (cells > 0 && columns > 0 && cells !== columns) found.push(`columns: ${line}`);
    columns = cells;
    open += (bare.match(/<details>/g) ?? []).length - (bare.match(/<\/details>/g) ?? []).length;
    const ours = bare
      .replace(/^(?:#{3,4} |- )/, '')
      .replace(/^<details><summary>[A-Za-z0-9, ]+<\/summary>$|^<\/details>$/, '')
      .replaceAll('<br>', ' ')
      .replaceAll(/\[(?:§|the run)\]\(https:\/\/ours\.example\/[^\s()]*\)/g, '§')
      .replaceAll(/\*\*[^*]*\*\*|\*[A-Za-z ]+\*/g, ' ')
      .replaceAll(/^\|(?: --- \|)+$/g, '');
    const rest = ours.replaceAll(/[A-Za-z0-9 ,.;:()!?’'“”‘…–—→§|-]|\p{Emoji_Presentation}|[⚠ℹ]\ufe0f/gu, '');
    if (rest !== '') found.push(`markup ${JSON.stringify(rest)}: ${line}`);
    if (/(?:www\.|[0-9a-f]{7}|GH-\d|:\w+:|^\s*(?:\d+\.|[-+>]) )/.test(ours)) found.push(`words: ${line}`);
  }
  if (fence !== undefined) found.push('a fence is open');
  if (open !== 0) found.push('details are open');
  return found;
}

/** The first line of such a report. */
function first(...[manifests, fields]: Parameters<typeof report>): string {
  return lines(renderReport(report(manifests, fields)))[0] ?? '';
}

/** The rows of the field `size` among changes of these fields. */
function sizes(...fields: string[]): string[] {
  const changes = fields.map((field) => ({ target: 'ran', field, before: null, after: '1' }));
  return lines(renderReport(report([manifest({ changes })]))).filter((line) => line.includes('`size`'));
}

/** A report in which the target ran floats, and how it is pinned. */
function floating(severity: 'error' | 'warning'): string {
  const pins = [{ path: 'manifest.yaml', manifest: 'manifest.yaml', targets: ['ran'], first: 1, last: 1, lines: ['x'], inDiff: true, suggested: true }];
  return renderReport(report([manifest({ targets: [target('ran', { floating: true })], problems: [problem('floating-reference', severity, 'm')] })]), { pins });
}

/** So many floating targets, none of them in the diff. */
function floatingMany(number: number): string {
  const each = Array.from({ length: number }, (_, index) => index);
  const pins = each.map((index) => ({ path: 'manifest.yaml', manifest: 'manifest.yaml', targets: [`t${index}`], first: index + 1, last: index + 1, lines: [`line ${index}`], inDiff: false, suggested: false }));
  return renderReport(report([manifest({ targets: each.map((index) => target(`t${index}`, { floating: true })) })]), { pins });
}

/** So many targets, each with a change and an error. */
function many(number: number): ReturnType<typeof report> {
  const each = Array.from({ length: number }, (_, index) => index);
  return report([
    manifest({
      targets: each.map((index) => target(`t${index}`)),
      changes: each.map((index) => ({ target: `t${index}`, field: 'digest', before: digest('a'), after: digest(`t${index}`) })),
      problems: each.map((index) => problem('digest', 'error', `Number ${index} is wrong.`)),
    }),
  ]);
}

/** What the rendered page is made of: its elements, and where its links lead. */
async function rendered(markdown: string): Promise<{ readonly tags: Set<string>; readonly links: string[]; readonly cells: number[] }> {
  const args = ['--unsafe', '-e', 'table', '-e', 'autolink', '-e', 'strikethrough', '-e', 'tasklist'];
  const { stdout, status } = await run(requirePeer('cmark-gfm'), args, { input: markdown });
  expect(status).toBe(0);
  return {
    tags: new Set([...stdout.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag ?? '')),
    links: [...stdout.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url ?? ''),
    cells: [...stdout.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => (row ?? '').match(/<t[dh][ >]/g)?.length ?? 0),
  };
}

test('the check of the tests finds what it is for', () => {
  for (const bad of ['<img>', '[a](https://evil.example)', '@octocat', '| `a` | b |\n| `a` |', '`a', '```\n', '<details><summary>a</summary>', '\u202e', '#1', 'https://evil.example', '**a* `', '- 1. a', 'c0ffee1']) {
    expect(faults(bad)).not.toEqual([]);
  }
  expect(faults('### ✅ `a|b<img>` [`x`](https://ours.example/x#L1)\n\n| a | `b` |\n| --- | --- |\n| **`a`** | – |')).toEqual([]);
});

test('property: whatever the texts, the markup, links and columns are ours alone, at every size', () => {
  fc.assert(
    fc.property(hostileReport, fc.constantFrom(COMMENT_BYTES, 4000, 1500, 400), ({ report: hostile, context }, budget) => {
      const markdown = renderReport(hostile, { ...context, budget });
      expect(faults(markdown)).toEqual([]);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
    }),
    { numRuns: 500 },
  );
});

describeWith(['cmark-gfm'], 'as GitHub’s own renderer reads it', () => {
  const OURS = new Set(['h3', 'h4', 'p', 'ul', 'li', 'a', 'code', 'pre', 'strong', 'em', 'br', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary']);

  test('property: no element, no link and no cell that is not ours', async () => {
    await fc.assert(
      fc.asyncProperty(hostileReport, async ({ report: hostile, context }) => {
        const { tags, links, cells } = await rendered(renderReport(hostile, context));
        expect([...tags].filter((tag) => !OURS.has(tag))).toEqual([]);
        expect(links.filter((url) => !url.startsWith(`${OUR_URL}/`))).toEqual([]);
        expect(cells.filter((number) => number !== 4)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the samples', async () => {
    for (const { report: each, context } of Object.values(SAMPLES)) {
      const { tags, links } = await rendered(renderReport(each, context));
      expect([...tags].filter((tag) => !OURS.has(tag))).toEqual([]);
      expect(links.filter((url) => !url.startsWith('https://github.example/'))).toEqual([]);
    }
  });
});

describe('the first line', () => {
  test.each([
    ['### ✅ Nothing changes on the device', manifest()],
    ['### ✅ 5 targets, nothing to compare with', manifest({ base: null })],
    ['### ⚠️ 1 warning; nothing changes on the device', manifest({ problems: [problem('r', 'warning', 'm')] })],
    ['### ✅ Nothing changes on the device', manifest({ problems: [problem('r', 'notice', 'm')] })],
    ['### ❌ `manifest.yaml` could not be read: 1 error', manifest({ form: null, targets: [], problems: [problem('syntax', 'error', 'm')] })],
    ['### ✅ The system changes (`version`)', manifest({ changes: [{ target: null, field: 'version', before: '1', after: '2' }] })],
  ])('%s', (expected, one) => {
    expect(first([one])).toBe(expected);
  });

  test('a run that failed for another reason than a problem does not look passed', () => {
    expect(first([manifest()], { result: 'failed' })).toBe('### ❌ Not everything could be done; nothing changes on the device');
  });

  test('many names become a number', () => {
    const changes = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ target: name, field: 'version', before: '1', after: '2' }));
    expect(first([manifest({ changes })])).toBe('### ✅ 5 of 5 targets change (`a`, `b`, `c`, 2 more)');
  });

  test('of a publication that failed', () => {
    const published = { reference: 'r', tag: '1', images: [], referrers: [] };
    expect(first([manifest({ problems: [problem('read-back', 'error', 'm')] })], { published })).toBe('### ❌ 1 error; nothing changes on the device');
  });
});

describe('a change that is too long for its cell', () => {
  /** The cells Before and After of the one change. */
  const cells = (change: Change): string[] => (lines(renderReport(report([manifest({ changes: [change] })]))).find((line) => line.startsWith('| **')) ?? '').split(' | ').slice(2).map((cell) => cell.replace(/ \|$/, ''));
  const ports = (eleventh: number): string[] => Array.from({ length: 20 }, (_, index) => `${8000 + index} → ${index === 10 ? eleventh : 8000 + index}`);

  test('of a list shows the items that differ, in the middle too', () => {
    expect(cells(listed('ran', 'network.ports', ports(8010), ports(22)))).toEqual(['`8010 → 8010`<br>19 as on the other side', '`8010 → 22`<br>19 as on the other side']);
    expect(cells(listed('ran', 'network.ports', ports(8010).slice(1), ports(8010)))).toEqual(['19 as on the other side', '`8000 → 8000`<br>19 as on the other side']);
    expect(cells(listed('ran', 'network.ports', null, ports(1)))[1]).toBe(`${ports(1).slice(0, 10).map((port) => `\`${port}\``).join('<br>')}<br>10 more`);
  });

  test('of a list in another order shows where the order begins to differ', () => {
    const [was = '', is = ''] = cells(listed('ran', 'network.ports', ports(1), [...ports(1).slice(0, 18), ...ports(1).slice(18).toReversed()]));
    expect(was).toContain('8018 → 8018');
    expect(was).not.toBe(is);
  });

  test('of a text shows from where it begins to differ', () => {
    const [start, end] = ['a'.repeat(150), 'b'.repeat(150)];
    expect(cells({ target: 'ran', field: 'nsgroup', before: `${start}one${end}`, after: `${start}two${end}` })).toEqual([`\`…${'a'.repeat(10)}one${'b'.repeat(10)}…\``, `\`…${'a'.repeat(10)}two${'b'.repeat(10)}…\``]);
  });

  test('is never the same text twice', () => {
    const [zeros, ones] = [`sha256:${'a'.repeat(12)}${'0'.repeat(52)}`, `sha256:${'a'.repeat(12)}${'1'.repeat(52)}`];
    expect(cells({ target: 'ran', field: 'digest', before: zeros, after: ones })).toEqual([`\`${zeros}\``, `\`${ones}\``]);
    expect(cells({ target: 'ran', field: 'version', before: '\u200b', after: '\\u{200b}' })).toEqual(['`\\u{200b}`', '`\\u{200b}`, which is not the same text']);
    fc.assert(
      fc.property(fc.tuple(hostileText, hostileText, hostileText, hostileText), fc.nat(200), fc.boolean(), ([head, before, after, tail], times, list) => {
        fc.pre(before !== after);
        const [was, is] = [before, after].map((text) => `${head.repeat(times)}${text}${tail.repeat(times)}`);
        const change = list ? listed('ran', 'storage', [head, was ?? ''], [head, is ?? '']) : { target: 'ran', field: 'nsgroup', before: was ?? '', after: is ?? '' };
        const [left, right] = cells(change);
        expect(left).not.toBe(right);
      }),
    );
  });

  test('of a new target has each of its parts, whatever the others hold', () => {
    const fake = `version 1.0.0, fs-only, docker://registry.example/os/docs:1.0, ${digest('x')}, network none${'a'.repeat(500)}`;
    const [, after = ''] = cells(listed('docs', 'target', null, [fake, 'container', 'docker://registry.example/evil:1', digest('evil'), 'network host', `nsgroup ${'-'.repeat(320)}`]));
    const parts = after.split('<br>');
    expect(parts).toHaveLength(6);
    expect(parts[0]).toMatch(/^`version 1\.0\.0, fs-only.*…a+`$/);
    expect(parts.slice(1, 5)).toEqual(['`container`', '`docker://registry.example/evil:1`', `\`${digest('evil').slice(0, 19)}…\``, '`network host`']);
  });
});

test.each([
  ['too long', `{"version":1,${'"service_name":"ran",'.repeat(60)}}`],
  ['not to be seen', 'source: a # \u202e'],
  ['a tab', 'source: a\t# b'],
])('a line to write that cannot be shown whole (%s) is not shown in part: pasted, it would lose something', (_, line) => {
  const pin = { path: 'manifest.yaml', manifest: 'manifest.yaml', targets: ['ran'], first: 1, last: 1, lines: [line], inDiff: false, suggested: false };
  const other = { ...pin, targets: ['cu'], first: 2, last: 2, lines: ['source: b'] };
  const one = report([manifest({ targets: [target('ran', { floating: true }), target('cu', { floating: true })] })]);
  const markdown = renderReport(one, { pins: [pin, other] });
  expect(markdown).toContain('- `cu`: run `manifest-action pin`, or write what follows.\n- `ran`: run `manifest-action pin`.\n');
  expect(markdown).toContain('```yaml\nsource: b\n```');
  expect(markdown).not.toContain('manifest.yaml:1`');
  const text = renderTerminal(one, { pins: [pin, other] });
  expect(text).toContain('manifest.yaml:1: run manifest-action pin\nmanifest.yaml:2: this line becomes\n    source: b\n');
});

test('a size that came with its digest is no row of its own', () => {
  expect(sizes('size', 'digest')).toEqual([]);
  expect(sizes('size')).toHaveLength(1);
});

test('an error that a target floats stays a line, a warning is told with its cure', () => {
  expect(floating('warning')).not.toContain('`floating-reference`');
  expect(floating('warning')).toContain('`ran`: accept the suggestion');
  expect(floating('error')).toContain('`floating-reference`');
});

test('a target that lacks its size alone is not called floating', () => {
  const pins = [{ path: 'manifest.yaml', manifest: 'manifest.yaml', targets: ['ran'], first: 1, last: 1, lines: ['x'], inDiff: true, suggested: false }];
  const markdown = renderReport(report([manifest()]), { pins });
  expect(markdown).toContain('📌 **Pinned without a size:** `ran`.');
  expect(markdown).not.toContain('Not pinned');
});

test('what stopped the job is the second line', () => {
  const markdown = renderReport(report([manifest()], { result: 'failed' }), { failure: 'Committing the pins: GitHub refused.' });
  expect(lines(markdown).slice(0, 3)).toEqual(['### ❌ Not everything could be done; nothing changes on the device', '', '❌ Committing the pins: GitHub refused.']);
});

test('more lines to write than a reader wants are folded', () => {
  expect(floatingMany(2)).not.toContain('The lines to write');
  expect(floatingMany(2)).toContain('line 1');
  expect(floatingMany(30)).toContain('<summary>The lines to write</summary>');
  expect(floatingMany(30)).toContain('`t9`, 20 more.');
  expect(floatingMany(30)).toContain('line 29');
});

describe('the size', () => {
  const runUrl = 'https://github.example/run';

  test('everything, as long as it fits', () => {
    const markdown = renderReport(many(100), { runUrl });
    expect(markdown).toContain(digest('t99'));
    expect(markdown).not.toContain(runUrl);
  });

  test('without details', () => {
    const markdown = renderReport(many(300), { runUrl });
    expect(markdown).toContain('| **`t299`** |');
    expect(markdown).not.toContain(digest('t299'));
    expect(markdown).toContain(`[the run](${runUrl})`);
  });

  test('the first of each', () => {
    const markdown = renderReport(many(3000), { runUrl });
    expect(markdown).toContain('| **`t19`** |');
    expect(markdown).not.toContain('| **`t20`** |');
    expect(markdown).toContain('and 2980 changes more');
    expect(markdown).toContain('and 2990 errors more');
  });

  test('numbers, for more manifests than anybody reads, and a cut at a line’s end', () => {
    const manifests = Array.from({ length: 200 }, (_, index) => manifest({ path: `device-${index}/manifest.yaml`, problems: Array.from({ length: 20 }, () => problem('r', 'error', 'Something long. '.repeat(30))) }));
    const counts = renderReport(report(manifests), { runUrl });
    expect(counts).toContain('#### `device-199/manifest.yaml`: ❌ 20 errors');
    expect(counts).not.toContain('Something');
    const cut = renderReport(report(manifests), { runUrl, budget: 1000 });
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1000);
    expect(lines(cut).filter((line) => line.startsWith('####')).every((line) => line.endsWith('nothing changes on the device'))).toBe(true);
    expect(cut).toMatch(/^### ❌ 200 manifests: 4000 errors; .*\n[^]*…and more that does not fit here\.\n$/);
  });

  test('a summary has room for more than a comment', () => {
    expect(renderReport(many(300), { budget: 1024 * 1024 })).toContain(digest('t299'));
  });
});

test('the command is one that a shell reads as it is meant', () => {
  const markdown = renderReport(report([manifest()]), { command: ['check', "it's $(here).yaml", 'a b'] });
  expect(markdown).toContain(String.raw`manifest-action check 'it'\''s $(here).yaml' 'a b'`);
});
