import { Failure, type FailureKind } from '../failure.ts';
import { MEDIA_TYPES } from './descriptor.ts';

/** How a document is spoken of when it is refused. */
export interface DocumentContext {
  /** What it is, for the message: `registry.example/os/ran:2.5`. */
  readonly where?: string;
  /** `problem` (default) for what is stored, `unavailable` when a server's word is all there is. */
  readonly kind?: FailureKind;
  /** The Content-Type that it came with. It decides nothing: it only tells a web page from a broken manifest. */
  readonly contentType?: string | undefined;
}

/** The fields that decide how a manifest is read. Go's decoder takes them in any case, so another spelling is a second meaning. */
const FIELDS = new Map(['schemaVersion', 'mediaType', 'config', 'layers', 'manifests', 'subject', 'artifactType', 'annotations', 'fsLayers', 'blobs'].map((name) => [name.toLowerCase(), name]));
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

/**
 * The media type of a manifest or an index, by its content: `mediaType`, else its structure (image-spec manifest.md, image-index.md).
 * Refuses what two readers could understand differently (CVE-2021-41190): `layers` beside `manifests`, duplicate keys, a `mediaType`
 * that the structure contradicts; and Docker's schema 1 by name, since its digest is not stable.
 * Throws Failure `not-a-manifest`, `ambiguous-document`, `schema-1` or `captive-portal` of the kind that `context` says.
 */
export function mediaTypeOf(bytes: Uint8Array, context: DocumentContext = {}): string {
  return mediaTypeOfDocument(parseDocument(bytes, context), context);
}

/** As `mediaTypeOf`, of a document that was parsed already. */
export function mediaTypeOfDocument(document: Readonly<Record<string, unknown>>, context: DocumentContext = {}): string {
  const { schemaVersion, mediaType } = document;
  const has = (name: string): boolean => Object.hasOwn(document, name);
  if (schemaVersion === 1 || has('fsLayers') || (typeof mediaType === 'string' && /v1\+(?:json|prettyjws)$/.test(mediaType) && mediaType.startsWith('application/vnd.docker.'))) {
    throw refuse(context, 'schema-1', 'is a Docker manifest of schema 1, which has no stable digest', 'Push the image again with a current docker or skopeo.');
  }
  if (mediaType !== undefined && (typeof mediaType !== 'string' || !MEDIA_TYPE.test(mediaType))) {
    throw refuse(context, 'not-a-manifest', 'has a mediaType that is none');
  }
  const image = has('layers') || has('config');
  const index = has('manifests');
  const isImage = mediaType === MEDIA_TYPES.manifest || mediaType === MEDIA_TYPES.dockerManifest;
  const isIndex = mediaType === MEDIA_TYPES.index || mediaType === MEDIA_TYPES.dockerList;
  if ((index && image) || (isImage && index) || (isIndex && image)) {
    throw refuse(context, 'ambiguous-document', 'can be read as an image and as an index', 'Ask whoever pushed it to push it again; no good tool writes that.');
  }
  if (schemaVersion !== undefined && schemaVersion !== 2) throw refuse(context, 'not-a-manifest', 'has a schemaVersion other than 2');
  if (mediaType !== undefined) return mediaType;
  if (schemaVersion === 2 && index) return MEDIA_TYPES.index;
  if (schemaVersion === 2 && image) return MEDIA_TYPES.manifest;
  throw refuse(context, 'not-a-manifest', 'is neither an image manifest nor an index');
}

/**
 * The JSON object in these bytes, read strictly: UTF-8, one object, no key twice anywhere, none of a manifest's fields in another
 * spelling. Throws Failure `not-a-manifest`, `ambiguous-document` or `captive-portal`.
 */
export function parseDocument(bytes: Uint8Array, context: DocumentContext = {}): Record<string, unknown> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    if (isWebPage(bytes, context.contentType)) throw webPage(context);
    throw refuse(context, 'not-a-manifest', 'is not JSON', undefined, error);
  }
  if (!isObject(value)) throw refuse(context, 'not-a-manifest', 'is no JSON object');
  const key = duplicateKey(text);
  if (key !== undefined) {
    throw refuse(context, 'ambiguous-document', `has the key ${JSON.stringify(key.slice(0, 60))} twice in one object`, 'Ask whoever pushed it to push it again; two readers would see two different documents.');
  }
  for (const name of Object.keys(value)) {
    const field = FIELDS.get(name.toLowerCase());
    if (field !== undefined && field !== name) throw refuse(context, 'ambiguous-document', `has the key ${JSON.stringify(name)}, which some readers take for ${JSON.stringify(field)}`);
  }
  return value;
}

/** Whether an answer is a web page: what a captive portal, a login page or a proxy gives where a registry should be. */
export function isWebPage(bytes: Uint8Array, contentType: string | undefined): boolean {
  if (/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')) return true;
  return /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
}

/** The failure of a web page in the place of a document. */
export function webPage(context: DocumentContext): Failure {
  return refuse({ ...context, kind: 'unavailable' }, 'captive-portal', 'is a web page: a captive portal, a login page or a proxy answered in the registry’s place', 'Open that host in a browser from this network, or set HTTPS_PROXY and NO_PROXY.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(context: DocumentContext, code: string, what: string, cure?: string, cause?: unknown): Failure {
  return new Failure(context.kind ?? 'problem', code, `${context.where ?? 'The document'} ${what}`, { cure, cause });
}

/** The first key that one object of this JSON text (which parses) has twice. JSON.parse keeps the last, other readers the first. */
function duplicateKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  const string = /"(?:[^"\\]|\\.)*"/y;
  const gap = /[ \t\r\n]*/y;
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      string.lastIndex = at;
      const literal = string.exec(text)?.[0] ?? '"';
      gap.lastIndex = at + literal.length;
      gap.exec(text);
      const keys = open.at(-1);
      if (keys !== undefined && text[gap.lastIndex] === ':') {
        const key = String(JSON.parse(literal));
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at += literal.length;
      continue;
    }
    at++;
  }
  return undefined;
}
