import { describe, expect, test } from '@jest/globals';
import { causes, Failure } from '../../src/failure.ts';
import { unreachable } from '../../src/oci/answer.ts';

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe('a request that got no answer', () => {
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', 'EPROTO', 'ECONNTIMEOUT', 'ERR_PROXY_TUNNEL', 'HPE_INVALID_CONSTANT', 'ERR_SSL_WRONG_VERSION_NUMBER', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'is unavailable: %s, itself or as a cause',
    (code) => {
      for (const error of [coded(code), new Error('outer', { cause: coded(code) })]) expect(unreachable(error, 'reading r.example/ran', 'r.example')).toMatchObject({ kind: 'unavailable' });
    },
  );

  test('is told once', () => {
    const failure = unreachable(new Error('fetch failed', { cause: coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9') }), 'reading r.example/ran', 'r.example');
    expect(causes(failure)).toEqual(['reading r.example/ran: r.example cannot be reached (fetch failed: connect ECONNREFUSED 127.0.0.1:9)']);
  });

  test.each([new TypeError("Cannot read properties of undefined (reading 'x')"), new RangeError('Invalid array length'), coded('ERR_INVALID_ARG_TYPE'), coded('UND_ERR_INVALID_ARG'), coded('ENOENT')])(
    'is no failure of the network where the network cannot have caused it, but thrown as it is: %s',
    (error) => {
      let thrown: unknown;
      try {
        unreachable(error, 'reading r.example/ran', 'r.example');
      } catch (defect) {
        thrown = defect;
      }
      expect(thrown).toBe(error);
    },
  );

  test('stays the Failure that it is', () => {
    const failure = new Failure('problem', 'source', 'no');
    expect(unreachable(failure, 'reading', 'r.example')).toBe(failure);
  });
});
