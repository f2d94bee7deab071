import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Failure } from '../../src/failure.ts';
import { TAR_END, listTar, tarHeader, tarPadding } from '../../src/oci/tar.ts';
import { removeFolder, temporaryFolder } from '../harness/daemon.ts';
import { PATIENCE, tried } from '../harness/fuzz.ts';
import { run } from '../harness/peers.ts';
import { failure } from './sample.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('tar');
});
afterAll(() => removeFolder(folder));

/** A header with bytes changed, and its sum made right again. */
function altered(header: Buffer, ...changes: readonly (readonly [at: number, text: string])[]): Buffer {
  for (const [at, text] of [...changes, [148, '        '] as const]) header.write(text, at, 'latin1');
  header.write(`${header.reduce((total, byte) => total + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** A member of any kind, with its content. */
function member(name: string, content: string | Buffer = '', type = '0', ...changes: readonly (readonly [at: number, text: string])[]): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([altered(tarHeader(name, bytes.byteLength), [156, type], ...changes), bytes, tarPadding(bytes.byteLength)]);
}

/** A pax header with one record. */
function pax(key: string, value: string, type = 'x'): Buffer {
  const rest = ` ${key}=${value}\n`;
  const length = [1, 2, 3].map((digits) => digits + rest.length).find((whole) => String(whole).length + rest.length === whole);
  return member('pax', `${length}${rest}`, type);
}

/** GNU's long name of what follows. */
const long = (name: string, type = 'L'): Buffer => member('././@LongLink', `${name}\0`, type, [257, 'ustar  \0']);

/** The files of an archive and their content. */
async function list(...members: readonly Buffer[]): Promise<Record<string, string>> {
  const bytes = Buffer.concat([...members, TAR_END]);
  const path = join(folder, 'it.tar');
  await writeFile(path, bytes);
  const handle = await open(path);
  try {
    const files = await listTar(handle, bytes.byteLength, 'it');
    return Object.fromEntries([...files.values()].map(({ name, start, size }) => [name, bytes.toString('latin1', start, start + size)]));
  } finally {
    await handle.close();
  }
}

const INDEX = member('index.json', 'B');
const STAR = [508, 'tar\0'] as const;

test.each<[string, readonly Buffer[], string]>([
  ...['1', '2', '3', '4', '5', '6'].map((type): [string, Buffer[], string] => [`a member of type ${type} with content`, [member('x', INDEX, type)], 'has content']),
  ['a folder of before ustar with content', [member('x/', INDEX, '\0')], 'has content'],
  ['a folder to which pax gives content', [pax('size', '1024'), member('x', '', '5'), INDEX], 'has content'],
  ['a link whose content pax takes back', [pax('size', '0'), member('x', INDEX, '1')], 'has content'],
  ['a file whose name ends in a slash', [member('x/', 'A')], 'a file or a folder'],
  ['a contiguous file whose name ends in a slash', [member('x/', '', '7')], 'a file or a folder'],
  ['a file whose long name ends in a slash', [pax('path', 'x/'), member('y', 'A')], 'a file or a folder'],
  ['a folder of before ustar whose long name is a file’s', [pax('path', 'x'), member('y/', '', '\0')], 'a file or a folder'],
  ['a name for all that follows', [pax('path', 'index.json', 'g'), member('x', 'A')], 'gives all that follows it one name or size'],
  ['a size for all that follows', [pax('size', '1', 'g'), INDEX], 'gives all that follows it one name or size'],
  ['sparse files from here on', [pax('GNU.sparse.major', '1', 'g'), INDEX], 'is damaged'],
  ['a sparse file', [pax('GNU.sparse.name', 'index.json'), member('x', 'A')], 'is damaged'],
  ['a pax name before one of GNU', [pax('path', 'index.json'), long('other.json'), member('x', 'A')], 'a second one'],
  ['a pax name after one of GNU', [long('other.json'), pax('path', 'index.json'), member('x', 'A')], 'a second one'],
  ['a pax size before a name of GNU', [pax('size', '1024'), long('other.json'), member('x', 'A')], 'a second one'],
  ['two pax names', [pax('path', 'index.json'), pax('path', 'other.json'), member('x', 'A')], 'a second one'],
  ['two names of GNU', [long('index.json'), long('other.json'), member('x', 'A')], 'a second one'],
  ['a header for all between a name and its member', [pax('path', 'index.json'), pax('comment', 'x', 'g'), member('x', 'A')], 'a second one'],
  ['an empty pax name', [pax('path', ''), INDEX], 'is damaged'],
  ['a name of no letters', [member('', 'A')], 'has no name'],
  ['a name of dots alone', [member('./.', 'A')], 'has no name'],
  ['pax as Solaris had it', [pax('path', 'index.json', 'X'), member('x', 'A')], 'is of a kind'],
  ['a kind that nobody knows', [member('index.json', 'A', 'Z')], 'is of a kind'],
  ['half a name where GNU has times', [member('index.json', 'A', '0', [257, 'ustar  \0'], [345, 'other'])], 'a name that tools read in their own ways'],
  ['half a name before ustar', [member('index.json', 'A', '0', [257, '\0'.repeat(8)], [345, 'other'])], 'a name that tools read in their own ways'],
  ['half a name where star has times', [member('index.json', 'A', '0', [345, 'other'], STAR)], 'a name that tools read in their own ways'],
  ['the first half of a name alone', [member('', '', '\0', [345, 'index.json'])], 'a name that tools read in their own ways'],
  ['a file beneath a link', [member('x', '', '2', [157, '.']), member('x/index.json', 'B')], '"x/index.json" lies beneath what is no folder'],
  ['a link beneath a link', [member('x', '', '2', [157, '.']), member('x-y', 'A'), member('x/y/index.json', '', '1', [157, 'x-y'])], 'lies beneath what is no folder'],
  ['a file beneath a file', [member('x', 'A'), member('x/y', 'B')], 'lies beneath what is no folder'],
])('an archive with %s is refused, since tools unpack it in their own ways', async (_, members, message) => {
  const refused = await failure(list(member('index.json.sig', 'A'), ...members));
  expect(refused).toMatchObject({ kind: 'problem', code: 'layout', cure: expect.stringContaining('skopeo') as unknown });
  expect(refused.message).toContain(message);
});

test('an archive may have what all tools read alike', async () => {
  expect(
    await list(
      pax('comment', 'made by git', 'g'),
      member('x', '', '5'), member('y/', '', '\0'), member('x/link', '', '2', [157, 'file']), member('xy', 'A'), member('x/hard', '', '1', [157, 'xy']),
      long('x/target', 'K'), long('x/long'), member('x/lo', 'B'), pax('path', 'x/pax'), member('x/pa', 'C'), pax('size', '1'), member('x/size', 'D'),
      member('z', 'E', '0', [345, 'x/y']), member('old', 'F', '\0'), member('contiguous', 'G', '7'),
    ),
  ).toEqual({ xy: 'A', 'x/long': 'B', 'x/pax': 'C', 'x/size': 'D', 'x/y/z': 'E', old: 'F', contiguous: 'G' });
});

test('of what is taken, GNU tar lists the same files with the same sizes', async () => {
  const name = fc.constantFrom('a', 'b', 'c/d', 'c', 'e/', './f', 'index.json');
  const content = fc.constantFrom('', 'x', 'x'.repeat(512), INDEX);
  const change = fc.constantFrom<readonly [number, string]>([257, 'ustar  \0'], [257, '\0'.repeat(8)], [345, 'p'], STAR, [124, '\0'.repeat(12)], [124, '00000001000 ']);
  const type = fc.oneof({ weight: 3, arbitrary: fc.constant('0') }, fc.constantFrom('\0', '1', '2', '5', '6', '7', 'X', 'V', 'Z'));
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(name, content, type, fc.array(change, { maxLength: 1 })).map(([told, text, kind, changes]) => member(told, text, kind, ...changes)) },
    fc.tuple(fc.constantFrom('path', 'size', 'comment', 'linkpath'), fc.constantFrom('a', 'q', 'r/', '', '0', '1', '1024'), fc.constantFrom('x', 'x', 'g')).map((record) => pax(...record)),
    fc.tuple(fc.constantFrom('a', 'l', 'm/'), fc.constantFrom('L', 'L', 'K')).map((record) => long(...record)),
  );
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), async (pieces) => {
      let files: Record<string, string>;
      try {
        files = await list(...pieces);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        seen.refused++;
        return;
      }
      const { status, stdout } = await run('tar', ['-tvf', join(folder, 'it.tar')], { env: { LC_ALL: 'C' } });
      if (status !== 0) return;
      seen.taken++;
      const listed = stdout.split('\n').flatMap((line) => {
        const [, size, path] = /^[-C]\S+ \S+ +(\d+) \S+ \S+ (.*)$/.exec(line) ?? [];
        return path === undefined ? [] : [[path.split('/').filter((part) => part !== '.').join('/'), Number(size)]];
      });
      expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.length])));
    }),
    tried(400),
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(50);
}, PATIENCE);
