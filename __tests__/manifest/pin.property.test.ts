import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { applyEdits, pinEdits } from '../../src/manifest/pin.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { type Style, type Written, render, styles, written } from './rendering.ts';

const SEED = Math.trunc(Number(process.env['MANIFEST_ACTION_SEED'] ?? Math.random() * 2 ** 31));

const value = (text: unknown): string => JSON.stringify(text, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : (each ?? null)));

test(`pin, then parse: the same manifest plus digest and size, and no other byte (seed ${SEED})`, () => {
  let pinned = 0;
  fc.assert(
    fc.property(written, styles, (manifest: Written, style: Style) => {
      const before = Buffer.from(render(manifest, style));
      const reading = readManifest(before);
      expect(reading.problems).toEqual([]);
      const pins = new Map(manifest.targets.map(({ name }, index) => [name, { digest: `sha256:${String(index % 10).repeat(64)}`, size: 500 + index }]));
      const { edits, refused } = pinEdits(reading.document!, reading.manifest!, pins);
      expect(refused).toEqual([]);
      const after = applyEdits(before, edits);

      const again = readManifest(after);
      expect(again.problems).toEqual([]);
      const wanted = {
        ...reading.manifest!,
        targets: reading.manifest!.targets.map((target) => ({
          ...target,
          digest: target.digest ?? (target.source.includes('@sha256:') ? undefined : pins.get(target.name)!.digest),
          size: target.size ?? (target.digest === undefined || target.digest === pins.get(target.name)!.digest ? BigInt(pins.get(target.name)!.size) : undefined),
        })),
      };
      expect(value(again.manifest)).toBe(value(wanted));
      expect(pinEdits(again.document!, again.manifest!, pins).edits).toEqual([]);

      // Taking out what was written gives the file as it was, and what was written is digest and size alone.
      let text = after.toString().replace(/^\ufeff/, '');
      for (const { offset, insert, deleteLength } of edits.toReversed()) {
        const start = offset + edits.filter((each) => each.offset < offset).reduce((sum, each) => sum + each.insert.length - each.deleteLength, 0);
        expect(text.slice(start, start + insert.length)).toBe(insert);
        expect(insert).toMatch(/^(?:,? ?(?:\r?\n *)?(?:"?(?:digest|size)"?)?:? ?"?(?:sha256:\d{64}|\d+)"?)+$/);
        text = text.slice(0, start) + reading.document!.text.slice(offset, offset + deleteLength) + text.slice(start + insert.length);
      }
      expect(text).toBe(reading.document!.text);
      pinned += edits.length;
    }),
    { seed: SEED, numRuns: 400 },
  );
  expect(pinned).toBeGreaterThan(100);
});
