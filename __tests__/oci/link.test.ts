import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PATIENCE, computing, tried } from '../harness/fuzz.ts';
import { nextLink } from '../../src/oci/link.ts';

describe('the next page of a Link header (RFC 8288)', () => {
  test.each<[string, string | string[] | undefined, string | undefined]>([
    ['none', undefined, undefined],
    ['what registries send', '</v2/x/tags/list?n=2&last=b>; rel="next"', '/v2/x/tags/list?n=2&last=b'],
    ['unquoted and upper case', '</next>; REL=Next', '/next'],
    ['after others', '</a>; rel="prev", </b>; title="x, <y>; rel=next"; rel="next last"', '/b'],
    ['with a quoted comma before', '</a>; title="a, b", </c>;rel=next', '/c'],
    ['a word that only holds it', '</a>; rel="nextpage"', undefined],
    ['another parameter', '</a>; xrel=next', undefined],
    ['without an end', '</a; rel=next', undefined],
    ['in a second header', ['</a>; rel=prev', '</b>; rel=next'], '/b'],
  ])('%s', (_name, header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });

  test('never throws and never hangs', () => {
    const part = fc.constantFrom('<', '>', ';', ',', '"', '\\', 'rel=next', 'rel="next"', ' ', '/a', '=');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(part, { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
        const took = computing(() => {
          expect(['string', 'undefined']).toContain(typeof nextLink(text));
        });
        expect(took).toBeLessThan(500);
      }),
      tried(2000),
    );
    const took = computing(() => {
      nextLink('<">'.repeat(5000));
      nextLink(`<a>${'; rel'.repeat(3000)}`);
    });
    expect(took).toBeLessThan(1000);
  }, PATIENCE);
});
