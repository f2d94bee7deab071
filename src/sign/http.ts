import type { Dispatcher } from 'undici';
import { causes } from '../failure.ts';
import { visible } from '../visible.ts';
import { ServiceError } from './persist.ts';

export interface PostOptions {
  readonly contentType: string;
  readonly accept: string;
  readonly body: string | Buffer;
  readonly timeoutMs: number;
}

/** No certificate, log entry or timestamp comes near it. */
const ANSWER_LIMIT = 1024 * 1024;

let proxies: Dispatcher | undefined;

/**
 * Posts to a signing service and gives the body of its 2xx answer. Redirects are never followed: what is posted to Fulcio holds an identity token, which is for
 * the host that was printed and for no other. Proxies are those of the environment (HTTPS_PROXY, NO_PROXY). Throws a ServiceError for everything else.
 */
export async function post(url: string, options: PostOptions): Promise<Buffer> {
  const { EnvHttpProxyAgent, request } = await import('undici');
  proxies ??= new EnvHttpProxyAgent();
  const headers = { 'content-type': options.contentType, accept: options.accept, 'user-agent': 'manifest-action' };
  let answer: Dispatcher.ResponseData;
  let body: Buffer;
  try {
    answer = await request(url, { method: 'POST', headers, body: options.body, dispatcher: proxies, signal: AbortSignal.timeout(options.timeoutMs) });
    body = await limited(answer.body);
  } catch (error) {
    const [first = 'no answer', ...others] = causes(error);
    const timedOut = first.includes('due to timeout');
    throw new ServiceError(timedOut ? `no answer within ${options.timeoutMs / 1000} s` : [first, ...others].join(': '), 0);
  }
  if (answer.statusCode >= 200 && answer.statusCode < 300) return body;
  const said = messageIn(body, String(answer.headers['content-type'] ?? ''));
  const moved = answer.statusCode >= 300 && answer.statusCode < 400 ? ' it redirects, which is not followed' : '';
  throw new ServiceError(`(${answer.statusCode})${moved} ${said}`.trim(), answer.statusCode, { retryAfterMs: retryAfter(answer.headers['retry-after']) });
}

async function limited(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) throw new Error(`the answer is longer than ${ANSWER_LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What an error's body says: `message` of the JSON that sigstore's servers answer with, else its text. */
function messageIn(body: Buffer, contentType: string): string {
  const text = body.toString('utf8');
  if (contentType.includes('json')) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string') return visible(parsed.message.trim(), 300);
    } catch {
      // Said to be JSON and is not: the text will do.
    }
  }
  return contentType.includes('html') ? '' : visible(text.trim(), 300);
}

/** Retry-After in milliseconds, at most two minutes; seconds and dates both (RFC 9110 §10.2.3). */
function retryAfter(header: string | string[] | undefined): number | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 120_000);
}
