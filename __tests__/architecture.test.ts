import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT } from './harness/runner.ts';

const PAGE = readFileSync(join(PROJECT, 'ARCHITECTURE.md'), 'utf8');
const FILES = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
/** The folder of a file in src, or its own name at the top. */
const partOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, ''));
const PARTS = [...new Set(FILES.map(partOf))].toSorted();
/** Whose types, and whose alone, anybody may name. */
const SHARED = ['inputs', 'outputs'];

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const IMPORTS: readonly Import[] = FILES.flatMap((from) => {
  const text = readFileSync(join(PROJECT, 'src', from), 'utf8');
  const fixed = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)].map(([, type, specifier = '']) => ({ from, specifier, typeOnly: type !== undefined }));
  const lazy = [...text.matchAll(/import\('([^']+)'\)/g)].map(([, specifier = '']) => ({ from, specifier, typeOnly: false }));
  return [...fixed, ...lazy];
});

const internal = IMPORTS.filter(({ specifier }) => specifier.startsWith('.')).map((each) => ({
  ...each,
  part: partOf(each.from),
  to: partOf(posix.join(posix.dirname(each.from), each.specifier)),
}));

/** The page's table: who may import what. */
function allowed(): Map<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  for (const [, names = '', may = ''] of PAGE.matchAll(/^\| (`src\/[^|]+) \|[^|]+\| ([^|]+) \|$/gm)) {
    const named = [...may.matchAll(/`(\w+)`/g)].map(([, each = '']) => each);
    for (const [, name = ''] of names.matchAll(/`src\/(\w+)(?:\/|\.ts)`/g)) {
      const others = PARTS.filter((part) => part !== name);
      const below = others.filter((part) => !['main', 'action', 'cli'].includes(part));
      rows.set(name, may.startsWith('anything but') ? others.filter((part) => !named.includes(part) && part !== 'main') : may === 'everything below' ? below : named);
    }
  }
  return rows;
}

describe('ARCHITECTURE.md', () => {
  const rows = allowed();

  test('has a row for everything in src, and no other', () => {
    expect([...rows.keys()].toSorted()).toEqual(PARTS);
  });

  test.each(PARTS)('src/%s imports what the page says', (part) => {
    const may = [...(rows.get(part) ?? []), 'failure', 'visible', part];
    const wrong = internal.filter((each) => each.part === part && !may.includes(each.to) && !(each.typeOnly && (SHARED.includes(each.to) || rows.get(part)?.length === 0)));
    expect(wrong.map(({ from, specifier }) => `${from}: ${specifier}`)).toEqual([]);
  });

  test('what it says a folder may import is imported there', () => {
    const used = new Set(internal.map(({ part, to }) => `${part} ${to}`));
    const unused = [...rows].filter(([part]) => !['action', 'cli', 'jobs'].includes(part)).flatMap(([part, may]) => may.map((to) => `${part} ${to}`)).filter((pair) => !used.has(pair) && !pair.endsWith(' failure'));
    expect(unused).toEqual([]);
  });

  test('names files that are there', () => {
    const named = [...PAGE.matchAll(/`((?:src|scripts|__tests__|\.ci|docs|examples|bench|schema)\/[\w./-]*)`/g)].map(([, path = '']) => path.replace(/\/$/, ''));
    expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});

describe('the core', () => {
  test.each(['manifest', 'system', 'review'])('src/%s does no I/O', (part) => {
    const modules = IMPORTS.filter(({ from, specifier }) => partOf(from) === part && !specifier.startsWith('.')).map(({ specifier }) => specifier);
    // Without I/O: addresses and paths as text.
    expect([...new Set(modules)].filter((name) => !['node:buffer', 'node:net', 'node:path', 'yaml', 'picomatch'].includes(name))).toEqual([]);
  });

  test('only main, action and cli touch the environment, exit codes and @actions/core', () => {
    const touching = FILES.filter((path) => /\bprocess\.(?:env|exit|exitCode|argv|cwd)\b|(?:import\(|from )'@actions\/core'/.test(readFileSync(join(PROJECT, 'src', path), 'utf8')));
    expect(touching.filter((path) => !['main.ts', 'action.ts', 'cli.ts'].includes(path))).toEqual([]);
  });
});
