import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { MEDIA_TYPES } from './descriptor.ts';
import { type DocumentOptions, type JsonObject, field, isMediaType, misspelledKey, parseDocument } from './document.ts';

/** How a document is spoken of when it is refused. */
export interface DocumentContext extends Pick<DocumentOptions, 'kind' | 'limit'> {
  /** What it is, for the message: `registry.example/os/ran:2.5`. */
  readonly where?: string;
  /** The Content-Type that it came with. It decides nothing: it only tells a web page from a broken manifest. */
  readonly contentType?: string | undefined;
}

/** What a manifest or an index of any kind may have at its top. */
export const MANIFEST_KEYS = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'subject', 'annotations', 'fsLayers', 'signatures', 'blobs'];

/**
 * The media type of a manifest or an index, by its content: `mediaType`, else its structure (image-spec manifest.md, image-index.md).
 * Refuses what two readers could understand differently (CVE-2021-41190): `layers` beside `manifests`, duplicate keys, a `mediaType`
 * that the structure contradicts; and Docker's schema 1 by name, since its digest is not stable.
 * Throws Failure `not-a-manifest`, `ambiguous-document`, `schema-1` or `captive-portal` of the kind that `context` says.
 */
export function mediaTypeOf(bytes: Uint8Array, context: DocumentContext = {}): string {
  return mediaTypeOfDocument(readDocument(bytes, context), context);
}

/** As `mediaTypeOf`, of a document that was parsed already. */
export function mediaTypeOfDocument(document: JsonObject, context: DocumentContext = {}): string {
  const odd = misspelledKey(document, MANIFEST_KEYS);
  if (odd !== undefined) throw refuse(context, 'ambiguous-document', `has the key ${quoted(odd)}, which some readers take for another`, 'Ask whoever pushed it to push it again.');
  const mediaType = field(document, 'mediaType');
  const schemaVersion = field(document, 'schemaVersion');
  const has = (name: string): boolean => field(document, name) !== undefined;
  if (schemaVersion === 1 || has('fsLayers') || (typeof mediaType === 'string' && /^application\/vnd\.docker\..*v1\+(?:json|prettyjws)$/.test(mediaType))) {
    throw refuse(context, 'schema-1', 'is a Docker manifest of schema 1, which has no stable digest', 'Push the image again with a current docker or skopeo.');
  }
  if (mediaType !== undefined && (typeof mediaType !== 'string' || !isMediaType(mediaType))) throw refuse(context, 'not-a-manifest', 'has a mediaType that is none');
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

/** As `parseDocument`, of what a server may have given a web page for. Throws Failure `not-a-manifest` or `captive-portal` of the kind that `context` says. */
export function readDocument(bytes: Uint8Array, context: DocumentContext = {}): JsonObject {
  try {
    return parseDocument(bytes, context.where ?? 'the document', { code: 'not-a-manifest', kind: context.kind, limit: context.limit });
  } catch (error) {
    throw isWebPage(bytes, context.contentType) ? webPage(context) : error;
  }
}

/** Whether an answer is a web page: what a captive portal, a login page or a proxy gives where a registry should be. */
export function isWebPage(bytes: Uint8Array, contentType: string | undefined): boolean {
  if (/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')) return true;
  return /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'));
}

/** The failure of a web page in the place of a document. */
export function webPage(context: DocumentContext): Failure {
  return refuse(
    { ...context, kind: 'unavailable' },
    'captive-portal',
    'is a web page: a captive portal, a login page or a proxy answered in the registry’s place',
    'Open that host in a browser from this network, or set HTTPS_PROXY and NO_PROXY.',
  );
}

function refuse(context: DocumentContext, code: string, what: string, cure?: string): Failure {
  return new Failure(context.kind ?? 'problem', code, `${context.where ?? 'the document'} ${what}`, { cure });
}
