import { afterEach, describe, expect, test } from '@jest/globals';
import { hasAttestation, storeAttestation } from '../../src/github/attestation.ts';
import { rejectionOf } from './failing.ts';
import { open, type Opened } from './opened.ts';

const [DIGEST, TYPE] = [`sha256:${'1'.repeat(64)}`, 'https://slsa.dev/provenance/v1'];

interface Bundle {
  readonly dsseEnvelope: { readonly payload: string; readonly signatures: readonly { readonly sig: string }[] };
}

/** As much of a bundle as the list goes by. */
function bundle(sig: string, predicateType = TYPE, digest = DIGEST): Bundle {
  const statement = { predicateType, subject: [{ digest: { sha256: digest.slice('sha256:'.length) } }] };
  return { dsseEnvelope: { payload: Buffer.from(JSON.stringify(statement)).toString('base64'), signatures: [{ sig }] } };
}

let opened: Opened | undefined;
afterEach(async () => {
  await opened?.github.stop();
  opened = undefined;
});

async function start(): Promise<Opened> {
  opened = await open({ permissions: { attestations: 'write' } });
  return opened;
}

describe('whether an attestation is stored', () => {
  test('its signature says, and no other’s', async () => {
    const { client } = await start();
    for (const other of [bundle('b'), bundle('a', 'https://spdx.dev/Document'), bundle('a', TYPE, `sha256:${'2'.repeat(64)}`)]) await storeAttestation(client, other);
    expect(await hasAttestation(client, DIGEST, TYPE, bundle('a'))).toBe(false);
    await storeAttestation(client, bundle('a'));
    expect(await hasAttestation(client, DIGEST, TYPE, bundle('a'))).toBe(true);
  });

  test.each([
    ['is told by a list without bundles', 200, { attestations: [{ bundle_url: 'https://example.com/1', repository_id: 74 }] }, true],
    ['is not the case in an empty list', 200, { attestations: [] }, false],
    ['is not the case where nothing is found', 404, { message: 'Not Found' }, false],
  ])('%s', async (_, status, body, expected) => {
    const { client, github } = await start();
    github.failNext(/^GET .*\/attestations\/sha256/u, status, body);
    expect(await hasAttestation(client, DIGEST, TYPE, bundle('a'))).toBe(expected);
  });

  test('is not taken for no when it could not be asked', async () => {
    const { client, github } = await start();
    github.failNext(/^GET .*\/attestations\/sha256/u, 403, { message: 'Resource not accessible by integration' });
    expect(await rejectionOf(hasAttestation(client, DIGEST, TYPE, bundle('a')))).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('attestations: write') });
  });
});
