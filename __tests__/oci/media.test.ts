import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PATIENCE, computing, tried } from '../harness/fuzz.ts';
import { Failure } from '../../src/failure.ts';
import { MEDIA_TYPES } from '../../src/oci/descriptor.ts';
import { mediaTypeOf } from '../../src/oci/media.ts';

const of = (document: unknown): string => mediaTypeOf(Buffer.from(JSON.stringify(document)));

/** The kind and code of the refusal of a text. */
function refusal(text: string | Uint8Array, context = {}): string {
  try {
    return mediaTypeOf(Buffer.from(text), context);
  } catch (error) {
    if (error instanceof Failure) return `${error.kind} ${error.code}`;
    throw error;
  }
}

describe('the media type of a document', () => {
  test.each<[unknown, string]>([
    [{ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: {}, layers: [] }, MEDIA_TYPES.manifest],
    [{ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [] }, MEDIA_TYPES.index],
    [{ schemaVersion: 2, mediaType: MEDIA_TYPES.dockerManifest, config: {}, layers: [] }, MEDIA_TYPES.dockerManifest],
    [{ schemaVersion: 2, mediaType: MEDIA_TYPES.dockerList, manifests: [] }, MEDIA_TYPES.dockerList],
    [{ schemaVersion: 2, config: {}, layers: [] }, MEDIA_TYPES.manifest],
    [{ schemaVersion: 2, manifests: [] }, MEDIA_TYPES.index],
    [{ mediaType: 'application/vnd.oci.artifact.manifest.v1+json', blobs: [] }, 'application/vnd.oci.artifact.manifest.v1+json'],
    [{ schemaVersion: 2, manifests: [], annotations: { layers: 'x', a: 'b', A: 'c' } }, MEDIA_TYPES.index],
  ])('%j', (document, expected) => {
    expect(of(document)).toBe(expected);
  });

  test.each<[string, string]>([
    ['{"schemaVersion":1,"fsLayers":[]}', 'problem schema-1'],
    ['{"schemaVersion":2,"fsLayers":[],"layers":[]}', 'problem schema-1'],
    ['{"mediaType":"application/vnd.docker.distribution.manifest.v1+prettyjws"}', 'problem schema-1'],
    ['{"schemaVersion":2,"layers":[],"manifests":[]}', 'problem ambiguous-document'],
    ['{"schemaVersion":2,"config":{},"manifests":null}', 'problem ambiguous-document'],
    [`{"schemaVersion":2,"mediaType":"${MEDIA_TYPES.dockerList}","config":{}}`, 'problem ambiguous-document'],
    ['{"schemaVersion":2,"layers":[],"LAYERS":[]}', 'problem ambiguous-document'],
    ['{"schemaVersion":2,"layers":[],"manife\u017fts":[]}', 'problem ambiguous-document'],
    ['{"schemaVersion":2,"layers":[],"layers":[]}', 'problem not-a-manifest'],
    ['{"schemaVersion":2,"mediaType":1}', 'problem not-a-manifest'],
    ['{"schemaVersion":2,"mediaType":"text"}', 'problem not-a-manifest'],
    ['{"schemaVersion":"2","layers":[]}', 'problem not-a-manifest'],
    ['{"layers":[]}', 'problem not-a-manifest'],
    ['{}', 'problem not-a-manifest'],
    ['null', 'problem not-a-manifest'],
    ['<!DOCTYPE HTML>', 'unavailable captive-portal'],
  ])('%s is refused', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  test('the kind is the caller’s', () => {
    expect(refusal('{}', { kind: 'unavailable' })).toBe('unavailable not-a-manifest');
    expect(refusal('x', { kind: 'unavailable' })).toBe('unavailable not-a-manifest');
    expect(refusal(Buffer.from([0xff, 0xfe]), { kind: 'unavailable' })).toBe('unavailable not-a-manifest');
  });

  test('any bytes are a media type or a refusal, at once, and touch no prototype', () => {
    const key = fc.constantFrom('schemaVersion', 'mediaType', 'layers', 'manifests', 'config', 'Layers', '__proto__', 'constructor', 'toString', 'fsLayers');
    const value = fc.oneof(fc.constantFrom<unknown>(1, 2, [], {}, null, MEDIA_TYPES.index, MEDIA_TYPES.manifest, 'x'), fc.jsonValue());
    const object = fc.array(fc.tuple(key, value), { maxLength: 6 }).map((entries) => `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`);
    fc.assert(
      fc.property(fc.oneof(object, fc.json(), fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 200 })), (text) => {
        const took = computing(() => {
          expect(refusal(text)).toMatch(/^[a-z]+\/\S+$|^(?:problem|unavailable) [a-z1-]+$|^[^ ]+\/[^ ]+$/);
        });
        expect(took).toBeLessThan(500);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      tried(3000),
    );
  }, PATIENCE);

  test('deep and long documents take no long time', () => {
    const took = computing(() => {
      for (const text of ['['.repeat(1e6), '{"a":'.repeat(1e5), `{"a":"${'\\"'.repeat(1e6)}"}`, `{${Array.from({ length: 1e5 }, (_, at) => `"${at}":0`).join(',')}}`]) expect(refusal(text)).toBe('problem not-a-manifest');
    });
    expect(took).toBeLessThan(2000);
  });
});
