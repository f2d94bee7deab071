import { afterEach, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { type Listening, listen } from '../harness/listen.ts';
import { PROJECT } from '../harness/runner.ts';
import { run } from '../harness/peers.ts';

const MIB = 1024 * 1024;
/** MiB of each of eight blobs. By hand: LAYER_MIB=256, for 2 GiB. */
const LAYER = Number(process.env['LAYER_MIB'] ?? 48);

const servers: Listening[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.stop()));
});

/** copying.ts and src/oci as JavaScript, as they are in the bundle: what strips types takes 25 MB itself. Gives the program's path. */
async function plainProgram(): Promise<string> {
  const root = temporaryFolder('copying');
  const oci = (await readdir(join(PROJECT, 'src/oci'))).map((name) => `src/oci/${name}`);
  for (const file of ['src/failure.ts', 'src/visible.ts', '__tests__/oci/copying.ts', ...oci]) {
    const text = stripTypeScriptTypes(await readFile(join(PROJECT, file), 'utf8')).replaceAll(/(from|import\() ?'(\.[^']*)\.ts'/g, "$1 '$2.js'");
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file.replace(/\.ts$/, '.js')), text);
  }
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await symlink(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
  return join(root, '__tests__/oci/copying.js');
}

test('blobs are copied from registry to registry under 150 MB resident, whatever their size', async () => {
  const piece = randomBytes(MIB);
  const blobs = Array.from({ length: 8 }, (_, index) => {
    const hash = createHash('sha256').update(Buffer.from([index]));
    for (let at = 0; at < LAYER; at++) hash.update(piece);
    return { index, mediaType: 'application/octet-stream', digest: `sha256:${hash.digest('hex')}`, size: LAYER * MIB + 1 };
  });
  const source = await listen(
    createServer((request, response) => {
      void (async () => {
        const blob = blobs.find(({ digest }) => request.url?.endsWith(digest));
        response.writeHead(200, { 'content-length': blob?.size });
        response.write(Buffer.from([blob?.index ?? 0]));
        for (let at = 0; at < LAYER && !response.destroyed; at++) if (!response.write(piece)) await once(response, 'drain');
        response.end();
      })();
    }),
  );
  let received = 0;
  const destination = await listen(
    createServer((request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.byteLength));
      request.on('end', () => response.writeHead(request.method === 'POST' ? 202 : 201, { location: '/session' }).end());
    }),
  );
  servers.push(source, destination);
  const { stdout, stderr } = await run(process.execPath, [await plainProgram(), source.host, destination.host, JSON.stringify(blobs)], { timeout: 120_000 });
  expect(stderr).toBe('');
  const { resident, requests, sent }: { resident: number; requests: number; sent: number } = JSON.parse(stdout);
  expect(received).toBe(8 * (LAYER * MIB + 1));
  expect({ requests, sent }).toEqual({ requests: 24, sent: received });
  expect(resident).toBeLessThan(150_000_000);
}, 150_000);

describe('an answer of a megabyte that comes byte by byte does not cost hundreds of them', () => {
  test.each([
    ['of a registry', 'manifest', 'not-a-manifest'],
    ['of a signing service', 'post', MIB],
  ])('%s', async (_name, what, came) => {
    const pieces = Buffer.from('1\r\nx\r\n'.repeat(1024));
    const server = await listen(
      createServer((request, response) => {
        request.resume();
        void (async () => {
          const { socket } = response;
          socket?.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
          for (let at = 0; at < MIB / 1024; at++) if (socket?.write(pieces) === false) await once(socket, 'drain');
          socket?.end('0\r\n\r\n');
        })();
      }),
    );
    servers.push(server);
    const { stdout, stderr } = await run(process.execPath, [join(PROJECT, '__tests__/oci/fragments.ts'), what, server.host], { timeout: 60_000 });
    expect(stderr).toBe('');
    const result: { came: unknown; grown: number } = JSON.parse(stdout);
    expect(result.came).toBe(came);
    expect(result.grown).toBeLessThan(200 * MIB);
  });
});
