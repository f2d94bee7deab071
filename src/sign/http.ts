import { causes } from '../failure.ts';
import { header, type Headers } from '../oci/answer.ts';
import { readBody } from '../oci/body.ts';
import { Overdue, TIMEOUTS } from '../oci/conversation.ts';
import { createTransport } from '../oci/http.ts';
import type { Environment } from '../oci/proxy.ts';
import { retryAfter } from '../oci/retry.ts';
import { visible } from '../visible.ts';
import { ServiceError } from './persist.ts';

export interface PostOptions {
  readonly contentType: string;
  readonly accept: string;
  readonly body: string | Buffer;
}

/** Posts to a signing service and gives the body of its 2xx answer. Throws a ServiceError for everything else. */
export type Post = (url: string, options: PostOptions) => Promise<Buffer>;

/** No certificate, log entry or timestamp comes near it. */
const ANSWER_LIMIT = 1024 * 1024;
/** However long a service asks to be left alone. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Posts to signing services, each request with `timeoutMs`. Redirects are never followed: what is posted to Fulcio holds an identity token, which is for
 * the host that was printed and for no other. Proxies and authorities are those of the environment (HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS).
 */
export function createPost(env: Environment, timeoutMs: number): Post {
  const transport = createTransport({ env, timeouts: TIMEOUTS, userAgent: 'manifest-action' });
  return async (url, options) => {
    let answer: { readonly status: number; readonly headers: Headers };
    let body: Buffer;
    try {
      const exchanged = await transport.exchange({
        method: 'POST', url: new URL(url), reach: 'loopback', body: Buffer.from(options.body), until: performance.now() + timeoutMs,
        headers: { 'content-type': options.contentType, accept: options.accept },
      });
      answer = exchanged;
      body = await readBody(exchanged, ANSWER_LIMIT, new URL(url).host, timeoutMs);
    } catch (error) {
      throw new ServiceError(error instanceof Overdue ? `no answer within ${timeoutMs / 1000} s` : causes(error).join(': '), 0);
    }
    if (answer.status >= 200 && answer.status < 300) return body;
    const said = messageIn(body, header(answer, 'content-type') ?? '');
    const moved = answer.status >= 300 && answer.status < 400 ? ' it redirects, which is not followed' : '';
    const after = retryAfter(header(answer, 'retry-after'));
    throw new ServiceError(`(${answer.status})${moved} ${said}`.trim(), answer.status, { retryAfterMs: after === undefined ? undefined : Math.min(after, LONGEST_WAIT_MS) });
  };
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
