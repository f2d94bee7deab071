import type { Fields } from '../json.ts';

/** An answer of the API. A body that is a list is paged, unless `headers` say otherwise. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Below `/repos/OWNER/NAME`: the method, the path, and what it does with the path's groups, JSON, query and raw body. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (groups: readonly string[], body: Fields, query: URLSearchParams, raw: Buffer) => Reply;
}

/** What GitHub refuses, in its words. */
export class Refused extends Error {
  readonly status: number;
  readonly answer: unknown;

  constructor(status: number, message: string, errors?: readonly unknown[]) {
    super(`refused: ${status} ${message}`);
    this.status = status;
    this.answer = { message, ...(errors === undefined ? {} : { errors }), documentation_url: 'https://docs.github.com/rest', status: String(status) };
  }
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** The value, or 404. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refused(404, 'Not Found');
  return value;
}

export function forbidden(): Refused {
  return new Refused(403, 'Resource not accessible by integration');
}

/** 422 with a field that is wrong. */
export function invalid(resource: string, field: string, code: string, message?: string): Refused {
  return new Refused(422, 'Validation Failed', [{ resource, field, code, ...(message === undefined ? {} : { message }) }]);
}

/** 422 with a sentence. */
export function unprocessable(sentence: string): Refused {
  return new Refused(422, 'Unprocessable Entity', [sentence]);
}

/** One page of a list (30 items unless `per_page` says, 100 at most), with GitHub's Link header. */
export function paged(reply: Reply, url: URL): Reply {
  if (!Array.isArray(reply.body)) return reply;
  const size = Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 30)));
  const number = Math.max(1, Number(url.searchParams.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(reply.body.length / size));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  const before = number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : [];
  const after = number < last ? [link(number + 1, 'next'), link(last, 'last')] : [];
  const links = [...before, ...after].join(', ');
  return { ...reply, body: reply.body.slice((number - 1) * size, number * size), headers: links === '' ? {} : { link: links } };
}
