import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PATIENCE, computing, tried } from '../harness/fuzz.ts';
import { parseChallenges } from '../../src/oci/challenge.ts';

/** Each challenge as `[scheme, parameters or token68]`. */
function read(header: string | string[] | undefined): unknown[] {
  return parseChallenges(header).map(({ scheme, parameters, token68 }) => [scheme, token68 ?? Object.fromEntries(parameters)]);
}

describe('challenges by RFC 9110', () => {
  const bearer = { realm: 'https://auth.example/token', service: 'registry.example', scope: 'repository:os/ran:pull,push' };
  test.each<[string, string | string[] | undefined, unknown[]]>([
    ['none', undefined, []],
    ['an empty one', '', []],
    ['what registries send', 'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:os/ran:pull,push"', [['bearer', bearer]]],
    ['any case and spaces', 'bEARER  Realm = "https://auth.example/token" ,\tSERVICE="registry.example", scope="repository:os/ran:pull,push"', [['bearer', bearer]]],
    ['several in one header', 'Basic realm="a, b", Bearer realm="https://x/t", service=s', [['basic', { realm: 'a, b' }], ['bearer', { realm: 'https://x/t', service: 's' }]]],
    ['several headers', ['Negotiate', 'Basic realm="x"'], [['negotiate', {}], ['basic', { realm: 'x' }]]],
    ['a token68 before another', 'Negotiate YWJj==, Basic realm=x', [['negotiate', 'YWJj=='], ['basic', { realm: 'x' }]]],
    ['a scheme alone', 'Basic', [['basic', {}]]],
    ['quoted pairs', String.raw`Basic realm="say \"hi\", \\o/"`, [['basic', { realm: String.raw`say "hi", \o/` }]]],
    ['empty list items', ',, Basic realm="x",, ,charset="UTF-8",', [['basic', { realm: 'x', charset: 'UTF-8' }]]],
    ['an unquoted address, as some registries send', 'Bearer realm=https://auth.example/token?a=b,service=x', [['bearer', { realm: 'https://auth.example/token?a=b', service: 'x' }]]],
    ['the first of a repeated parameter', 'Basic realm=one, realm=two', [['basic', { realm: 'one' }]]],
    ['what comes before garbage', 'Basic realm="x", \u0000\u0001, Bearer realm="y"', [['basic', { realm: 'x' }]]],
    ['an open quote', 'Basic realm="x', [['basic', {}]]],
    ['parameters without a scheme', 'realm="x"', []],
  ])('%s', (_name, header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  test('a header that is too long says nothing', () => {
    expect(read(`Basic realm="${'x'.repeat(20_000)}"`)).toEqual([]);
  });

  test('at most twenty are kept', () => {
    expect(read('Basic, '.repeat(100))).toHaveLength(20);
  });

  test('never throws, never hangs, touches no prototype', () => {
    const part = fc.constantFrom('Basic', 'Bearer', ' ', ',', '=', '"', '\\', 'realm', 'realm="x"', '__proto__="y"', 'constructor=z', '==', 'scope="a:b:c,d"', '\t');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''))), (text) => {
        const took = computing(() => {
          for (const { scheme, parameters } of parseChallenges(text)) {
            expect(scheme).toBe(scheme.toLowerCase());
            for (const [name, value] of parameters) expect(`${typeof value} ${name}`).toBe(`string ${name.toLowerCase()}`);
          }
        });
        expect(took).toBeLessThan(500);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      tried(2000),
    );
  }, PATIENCE);

  test('what is written is read again', () => {
    const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
    const value = fc.string({ maxLength: 30 }).filter((text) => !/[^\x20-\x7e]/.test(text));
    const challenge = fc.tuple(token, fc.uniqueArray(fc.tuple(token, value), { selector: ([name]) => name, minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 5 }), (list) => {
        const header = list.map(([scheme, parameters]) => `${scheme} ${parameters.map(([name, text]) => `${name}="${text.replace(/["\\]/g, String.raw`\$&`)}"`).join(', ')}`).join(', ');
        expect(read(header)).toEqual(list.map(([scheme, parameters]) => [scheme, Object.fromEntries(parameters)]));
      }),
      tried(100),
    );
  }, PATIENCE);
});
