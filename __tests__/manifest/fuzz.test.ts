import { expect, test } from '@jest/globals';
import { applyEdits, pinEdits } from '../../src/manifest/pin.ts';
import { readManifest } from '../../src/manifest/read.ts';
import type { YamlPath } from '../../src/manifest/problem.ts';
import { vectors } from '../vectors/outcomes.ts';

const SEED = Math.trunc(Number(process.env['MANIFEST_ACTION_SEED'] ?? Math.random() * 2 ** 31));
/** Milliseconds; a longer run by hand: MANIFEST_ACTION_FUZZ=600000. */
const DURATION = Number(process.env['MANIFEST_ACTION_FUZZ'] ?? 5000);
const SLOWEST = 5000;

const PIECES = [
  ' ', '  ', '\t', '\n', '\r\n', '\r', ':', ': ', '- ', '? ', '#', ' #', '"', "'", '[', ']', '{', '}', ',', '&a ', '*a', '!!str ', '|', '>-', '|+', '|2', '%', '@', '`',
  '---\n', '...\n', '<<: *a\n', '~', 'null', '0x10', '010', '1_0', '1e3', 'yes', '2001-01-01', '1:30', '\\', '\\n', '\\u2028', '\\ud800', 'é', '\u{1f600}', '""', '\n\n', '\n    ',
  '__proto__: ', 'constructor: ', 'network:', 'targets:', 'url: x:y\n', '\u0000', '\u00a0', '\ufeff', '\u0085', '\u2028', '\u202e', '{a: 1}', '[a: b]', 'digest:\n', 'size: ~\n', '-9', '99999999999999999999',
];
const DICT = Buffer.from('version: 2\nproduct: p\nstorage: [{label: a, size: 1}]\ntargets:\n  hostfs: {url: "oci://a:b:c", version: 1.10, network: {type: host}, mounts: []}\n  ran:\n    url: docker://h/ran:1\n    nsgroup: ""\n');

/** mulberry32: small, and the same everywhere for a seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(
  `random changes of manifests: never anything but problems inside the file (seed ${SEED})`,
  () => {
    const next = random(SEED);
    const below = (limit: number): number => Math.floor(next() * limit);
    const seeds = [...vectors().map(({ bytes }) => bytes), DICT, DICT, DICT].filter(({ byteLength }) => byteLength < 4000);
    const mutated = (): Buffer => {
      let bytes = seeds[below(seeds.length)]!;
      for (let count = 1 + below(4); count > 0; count--) {
        const at = below(bytes.byteLength + 1);
        const end = next() < 0.5 ? at : Math.min(bytes.byteLength, at + below(12));
        const other = seeds[below(seeds.length)]!;
        const from = below(other.byteLength + 1);
        const inserted = next() < 0.7 ? Buffer.from(PIECES[below(PIECES.length)]!) : next() < 0.5 ? other.subarray(from, from + below(80)) : Buffer.from([below(256)]);
        bytes = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(end)]);
      }
      return bytes;
    };
    const end = performance.now() + DURATION;
    let [runs, read, slowest] = [0, 0, 0];
    while (performance.now() < end) {
      const bytes = mutated();
      const shown = JSON.stringify(bytes.toString('latin1'));
      const start = performance.now();
      let reading;
      try {
        reading = readManifest(bytes);
      } catch (error) {
        throw new Error(`threw for ${shown}`, { cause: error });
      }
      slowest = Math.max(slowest, performance.now() - start);
      runs++;
      const { document, manifest, problems } = reading;
      const lines = document?.text.split('\n') ?? [''];
      for (const { line, column, endLine, endColumn, message } of problems) {
        const inside = line >= 1 && column >= 1 && endLine >= line && (endLine > line || endColumn >= column) && endLine <= lines.length && endColumn <= lines[endLine - 1]!.length + 1;
        if (document !== undefined && !inside) throw new Error(`${line}:${column}-${endLine}:${endColumn} is not inside ${shown}`);
        // oxlint-disable-next-line no-control-regex
        if (/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/.test(message)) throw new Error(`a hidden character in ${JSON.stringify(message)} for ${shown}`);
      }
      if (manifest === undefined) {
        if (problems.length === 0) throw new Error(`refused without a word: ${shown}`);
        continue;
      }
      read++;
      for (const path of [[], ['targets'], ...manifest.targets.flatMap(({ path: at, sourcePath }): YamlPath[] => [at, sourcePath, [...at, 'nothing', 0]])]) {
        const { line, endLine } = document!.locate(path);
        if (line < 1 || endLine > lines.length) throw new Error(`${path.join('.')} is not inside ${shown}`);
      }
      if (runs % 8 === 0) {
        const pins = new Map(manifest.targets.map(({ name }) => [name, { digest: `sha256:${'a'.repeat(64)}`, size: 1 }]));
        const { edits } = pinEdits(document!, manifest, pins);
        if (readManifest(applyEdits(bytes, edits)).manifest === undefined) throw new Error(`pinning broke ${shown}`);
      }
    }
    expect(({} as Record<string, unknown>)['url']).toBeUndefined();
    process.stdout.write(`fuzz: ${runs} manifests, ${read} read, slowest ${slowest.toFixed(0)} ms, seed ${SEED}\n`);
    expect(slowest).toBeLessThan(SLOWEST);
    expect(read).toBeGreaterThan(0);
  },
  DURATION + 60_000,
);
