import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';
import { type Descriptor, MEDIA_TYPES, digestOf, isDigest } from './descriptor.ts';
import { type JsonObject, field, isMediaType, isObject, misspelledKey, parseDocument } from './document.ts';
import { MANIFEST_KEYS } from './media.ts';

/** An OCI image manifest (image-spec manifest.md): one image for one platform, or an artifact. */
export interface ImageManifest {
  readonly artifactType: string | undefined;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

/** An OCI image index (image-spec image-index.md). */
export interface ImageIndex {
  readonly artifactType: string | undefined;
  readonly manifests: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>>;
}

const DESCRIPTOR_KEYS = ['mediaType', 'digest', 'size', 'urls', 'annotations', 'data', 'platform', 'artifactType'];

/**
 * The bytes as an OCI image manifest. Every field that is used is checked, and every document that two readers could take differently is refused: `layers`
 * beside `manifests`, keys that differ by case alone, another mediaType inside. `urls` of a layer are ignored: content comes from the store alone.
 * Throws a `problem` Failure `image-manifest` that names `where`.
 */
export function parseManifest(bytes: Uint8Array, where: string): ImageManifest {
  const document = versioned(bytes, where, MEDIA_TYPES.manifest, ['manifests']);
  const layers = field(document, 'layers');
  // Tools in Go write null for a list that is empty.
  if (layers !== null && !Array.isArray(layers)) throw wrong(where, '"layers" is not a list');
  return {
    artifactType: optionalMediaType(document, 'artifactType', where),
    config: parseDescriptor(field(document, 'config'), `${where}: config`),
    layers: (layers ?? []).map((layer: unknown, at: number) => parseDescriptor(layer, `${where}: layers[${at}]`)),
    ...shared(document, where),
  };
}

/** The bytes as an OCI image index, as strictly as `parseManifest`. `code` is the Failure's. */
export function parseIndex(bytes: Uint8Array, where: string, options: { readonly code?: string; readonly limit?: number } = {}): ImageIndex {
  const document = versioned(bytes, where, MEDIA_TYPES.index, ['layers', 'config'], options);
  const manifests = field(document, 'manifests');
  if (manifests !== null && !Array.isArray(manifests)) throw wrong(where, '"manifests" is not a list', options.code);
  return {
    artifactType: optionalMediaType(document, 'artifactType', where),
    manifests: (manifests ?? []).map((entry: unknown, at: number) => parseDescriptor(entry, `${where}: manifests[${at}]`, options.code)),
    ...shared(document, where),
  };
}

/** What is in a document as a descriptor (image-spec descriptor.md §Properties). Throws a `problem` Failure `code`, by default `image-manifest`. */
export function parseDescriptor(value: unknown, where: string, code = 'image-manifest'): Descriptor {
  if (!isObject(value)) throw wrong(where, 'it is not a descriptor', code);
  const odd = misspelledKey(value, DESCRIPTOR_KEYS);
  if (odd !== undefined) throw wrong(where, `the key ${quoted(odd)} differs from the specification's by its case, so that some readers take it and some do not`, code);
  const [mediaType, digest, size] = [field(value, 'mediaType'), field(value, 'digest'), field(value, 'size')];
  if (typeof mediaType !== 'string' || !isMediaType(mediaType)) throw wrong(where, '"mediaType" is not a media type', code);
  if (typeof digest !== 'string' || !isDigest(digest)) {
    throw wrong(where, `"digest" ${typeof digest === 'string' ? quoted(digest) : 'is missing or'} is not sha256: and 64 lower case hexadecimal digits`, code);
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw wrong(where, '"size" is not a whole number of bytes', code);
  const platform = field(value, 'platform');
  if (platform !== undefined && platform !== null && !isObject(platform)) throw wrong(where, '"platform" is not an object', code);
  const artifactType = optionalMediaType(value, 'artifactType', where, code);
  const annotations = field(value, 'annotations');
  const data = field(value, 'data');
  if (data !== undefined && !holds(data, digest, size)) throw wrong(where, '"data" is not the content that "digest" and "size" say', code);
  return {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined || annotations === null ? {} : { annotations: parseAnnotations(annotations, where, code) }),
    ...(isObject(platform) ? { platform } : {}),
    ...(typeof data === 'string' ? { data } : {}),
  };
}

function holds(data: unknown, digest: string, size: number): boolean {
  if (typeof data !== 'string') return false;
  const bytes = Buffer.from(data, 'base64');
  return bytes.toString('base64') === data && bytes.byteLength === size && digestOf(bytes) === digest;
}

function versioned(bytes: Uint8Array, where: string, mediaType: string, foreign: readonly string[], options: { readonly code?: string; readonly limit?: number } = {}): JsonObject {
  const document = parseDocument(bytes, where, options);
  const odd = misspelledKey(document, MANIFEST_KEYS);
  if (odd !== undefined) throw wrong(where, `the key ${quoted(odd)} differs from the specification's by its case, so that some readers take it and some do not`, options.code);
  if (field(document, 'schemaVersion') !== 2) throw wrong(where, '"schemaVersion" is not 2', options.code);
  const stated = field(document, 'mediaType');
  if (stated !== undefined && stated !== mediaType) throw wrong(where, `"mediaType" is ${typeof stated === 'string' ? quoted(stated) : 'no text'} and not ${mediaType}`, options.code);
  const other = foreign.find((name) => Object.hasOwn(document, name));
  if (other !== undefined) throw wrong(where, `the document is ambiguous: it has ${quoted(other)}, which ${mediaType} has not`, options.code);
  return document;
}

function shared(document: JsonObject, where: string): { readonly subject: Descriptor | undefined; readonly annotations: Readonly<Record<string, string>> } {
  const subject = field(document, 'subject');
  return {
    subject: subject === undefined || subject === null ? undefined : parseDescriptor(subject, `${where}: subject`),
    annotations: parseAnnotations(field(document, 'annotations') ?? {}, where),
  };
}

function parseAnnotations(value: unknown, where: string, code?: string): Readonly<Record<string, string>> {
  if (!isObject(value)) throw wrong(where, '"annotations" is not an object', code);
  // Without a prototype, so that an annotation named __proto__ is only that.
  const annotations: Record<string, string> = Object.create(null);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw wrong(where, `the annotation ${quoted(key)} is not text`, code);
    annotations[key] = text;
  }
  return annotations;
}

function optionalMediaType(object: JsonObject, name: string, where: string, code?: string): string | undefined {
  const value = field(object, name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !isMediaType(value)) throw wrong(where, `${quoted(name)} is not a media type`, code);
  return value;
}

function wrong(where: string, reason: string, code = 'image-manifest'): Failure {
  return new Failure('problem', code, `${where}: ${reason}`, { cure: 'Write it again with the tool that made it: crane, regctl, skopeo and buildx all write what the image specification says.' });
}
