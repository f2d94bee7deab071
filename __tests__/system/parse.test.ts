import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseSystemManifest, SYSTEM_MEDIA_TYPES } from '../../src/system/parse.ts';

const { list, dict } = SYSTEM_MEDIA_TYPES;
const digest = `sha256:${'a'.repeat(64)}`;
const parse = (value: unknown, mediaType: string = list): unknown => parseSystemManifest(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), mediaType);
const good = { version: 1, product: 'p', targets: [{ service_name: 'ran', digest, size: 878 }] };

describe('a system manifest', () => {
  it('in list form says its product, the format’s version, and its images in order', () => {
    expect(parse({ ...good, targets: [...good.targets, { service_name: 'b', digest, size: 0, more: true }] })).toEqual({
      form: 'list',
      product: 'p',
      version: 1n,
      images: [
        { name: 'ran', digest, size: 878 },
        { name: 'b', digest, size: 0 },
      ],
    });
  });
  it('in list form may have no targets: Go writes null for none', () => {
    expect(parse({ ...good, targets: null })).toMatchObject({ images: [] });
  });
  it('in dict form says the system’s version', () => {
    expect(parse({ version: 200, product: 'p', targets: { ran: { digest, size: 1 } } }, dict)).toEqual({ form: 'dict', product: 'p', version: 200n, images: [{ name: 'ran', digest, size: 1 }] });
  });

  it.each([
    ['past 2^53', '{"product":"p","targets":{},"version":9007199254740993}', 9_007_199_254_740_993n],
    ['the largest', '{"version" : 18446744073709551615 ,"product":"p","targets":{}}', 18_446_744_073_709_551_615n],
    ['beside others of that name, deeper and in strings', '{"a":[{"version":9007199254740995}],"version":9007199254740997,"product":"\\",\\"version\\":9007199254740999,{[","targets":{},"z":{"version":9007199254740995}}', 9_007_199_254_740_997n],
    ['under an escaped key', '{"product":"p","targets":{},"\\u0076ersion":9007199254740993}', 9_007_199_254_740_993n],
    ['beside a value of that name', '{"version":9007199254740993,"product":"version","targets":{},"other":9007199254740995}', 9_007_199_254_740_993n],
    ['twice: the last, as JSON.parse has it', '{"version":9007199254740993,"product":"p","targets":{},"version":9007199254740995}', 9_007_199_254_740_995n],
  ])('has a version that is read to its last digit: %s', (_, text, version) => {
    expect(parse(text, dict)).toMatchObject({ version });
  });
  it('has any version that an import manifest can have', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.jsonValue(), (version, other) => {
      expect(parse(`{"a":${JSON.stringify(other)},"product":"p","targets":{},"version":${version}}`, dict)).toMatchObject({ version });
    }));
  });

  it.each<{ readonly what: string; readonly value: unknown; readonly mediaType?: string }>([
    { what: 'is not JSON in UTF-8', value: '{' },
    { what: 'is not a JSON object', value: '[]' },
    { what: 'is not a JSON object', value: 'null' },
    { what: 'has no product', value: { ...good, product: 1 } },
    { what: 'has no version', value: { ...good, version: '1' } },
    { what: 'has no version', value: '{"product":"p","version":18446744073709551616,"targets":[]}' },
    { what: 'has no version', value: '{"product":"p","version":-9007199254740993,"targets":[]}' },
    { what: 'has no version', value: '{"product":"p","version":9007199254740993.0,"targets":[]}' },
    { what: 'has no version', value: '{"product":"p","version":1e30,"targets":[]}' },
    { what: 'has no version', value: '{"product":"p","version":"9007199254740993","targets":[]}' },
    { what: 'has no version', value: '{"product":"p","targets":[],"storage":{"version":9007199254740993}}' },
    { what: 'has no version', value: { ...good, version: 1.5 } },
    { what: 'has targets that are no list', value: { ...good, targets: {} } },
    { what: 'has no targets', value: { ...good, targets: [] }, mediaType: dict },
    { what: 'has no targets', value: { ...good, targets: null }, mediaType: dict },
    { what: 'has a target without a name', value: { ...good, targets: [null] } },
    { what: 'has a target without a name', value: { ...good, targets: [{ digest, size: 1 }] } },
    { what: 'has a target without a name', value: { ...good, targets: { ran: 1 } }, mediaType: dict },
    { what: 'has no digest for "ran"', value: { ...good, targets: [{ service_name: 'ran', digest: 'sha256:A', size: 1 }] } },
    { what: 'has no digest for "ran"', value: { ...good, targets: [{ service_name: 'ran', digest: `sha512:${'a'.repeat(128)}`, size: 1 }] } },
    { what: 'has no size for "ran"', value: { ...good, targets: [{ service_name: 'ran', digest, size: -1 }] } },
    { what: 'has no size for "ran"', value: { ...good, targets: [{ service_name: 'ran', digest, size: '1' }] } },
  ])('that $what is refused: $value', ({ what, value, mediaType }) => {
    expect(() => parse(value, mediaType)).toThrow(expect.objectContaining({ name: 'Failure', kind: 'problem', code: 'system-manifest', message: `The system manifest ${what}.` }));
  });
  it('that is not UTF-8 is refused', () => {
    expect(() => parseSystemManifest(Buffer.from([0x7b, 0xff, 0x7d]), list)).toThrow('is not JSON in UTF-8');
  });
  it('of any JSON is read or refused in words', () => {
    const target = fc.record({ service_name: fc.oneof(fc.string(), fc.jsonValue()), digest: fc.constantFrom<unknown>(digest, '', null), size: fc.oneof(fc.nat(), fc.jsonValue()) }, { requiredKeys: [] });
    const value = fc.oneof(fc.jsonValue(), fc.record({ version: fc.oneof(fc.nat(), fc.jsonValue()), product: fc.constantFrom<unknown>('p', null), targets: fc.oneof(fc.array(target), fc.dictionary(fc.string(), target), fc.jsonValue()) }));
    fc.assert(
      fc.property(value, fc.constantFrom(list, dict), (json, mediaType) => {
        try {
          parse(JSON.stringify(json), mediaType);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Failure', code: 'system-manifest' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
