import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { isTransient, isTransientError, retryAfter, retrying } from '../../src/oci/retry.ts';

const NOW = Date.parse('2026-11-21T08:00:00Z');

const error = (code: string, cause?: unknown): Error => Object.assign(new Error(code, cause === undefined ? undefined : { cause }), { code });
const answer = (status: number): { status: number; headers: Record<string, string>; body: Buffer; url: URL } => ({ status, headers: {}, body: Buffer.alloc(0), url: new URL('http://x') });

describe('Retry-After', () => {
  test.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['0', 0],
    ['5', 5000],
    [' 120 ', 120_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['9'.repeat(30), undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['Sat, 21 Nov 2026 08:01:00 GMT', 60_000],
    ['Saturday, 21-Nov-26 08:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['Sat, 99 Nov 2026 07:00:00 GMT', undefined],
  ])('%j', (value, expected) => {
    expect(retryAfter(value, NOW)).toBe(expected);
  });
});

describe('what may be tried again', () => {
  test.each([408, 429, 500, 502, 503, 504, 507])('%i may', (status) => expect(isTransient(status)).toBe(true));
  test.each([200, 301, 400, 401, 403, 404, 405, 409, 412, 416, 501, 505])('%i may not', (status) => expect(isTransient(status)).toBe(false));

  test.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ECONNTIMEOUT', 'HPE_INVALID_CONSTANT'])('%s may', (code) => expect(isTransientError(error(code))).toBe(true));
  test.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO', 'EIO', 'ERR_INVALID_ARG_TYPE'])('%s may not', (code) => expect(isTransientError(error(code))).toBe(false));

  test('a cause counts, and a Failure never may', () => {
    expect(isTransientError(error('X', error('ECONNRESET')))).toBe(true);
    expect(isTransientError(error('UND_ERR_SOCKET', error('CERT_HAS_EXPIRED')))).toBe(false);
    expect(isTransientError(new Failure('unavailable', 'x', 'x', { cause: error('ECONNRESET') }))).toBe(false);
    expect(isTransientError('text')).toBe(false);
  });
});

describe('trying again', () => {
  test('waits longer each time, never twice the same, and gives the last answer', async () => {
    const waits: number[] = [];
    const policy = { deadlineMs: 60_000, baseMs: 4, attempts: 6, onRetry: ({ waitMs }: { waitMs: number }) => waits.push(waitMs) };
    expect((await retrying(policy, 'x', async () => answer(503))).status).toBe(503);
    expect(waits).toHaveLength(5);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(4 * 2 ** index * 0.5);
      expect(wait).toBeLessThanOrEqual(4 * 2 ** index * 1.5);
    }
    expect(new Set(waits).size).toBe(5);
  });

  test('ends at the deadline', async () => {
    const started = Date.now();
    let attempts = 0;
    await retrying({ deadlineMs: 100, baseMs: 40, attempts: 100 }, 'x', async () => {
      attempts++;
      return answer(500);
    });
    expect(attempts).toBeLessThan(5);
    expect(Date.now() - started).toBeLessThan(150);
  });
});
