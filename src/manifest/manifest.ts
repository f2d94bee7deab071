import type { YamlPath } from './problem.ts';

/** The forms of the import manifest: `list` is formats.md's RFC (mosb and mosctl read it), `dict` is issue 24's. */
export type Form = 'list' | 'dict';

/** JSON as it was written, for what the dict form passes through. Integers are numbers (safe ones) or bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One import manifest, whichever form it was written in. Pure data: positions are in the Document, found by `path`.
 * A field that was absent is undefined; list form's zero values ("" and 0) are made when install.json is compiled, not here.
 */
export interface Manifest {
  readonly form: Form;
  /** List form: the format's version, 1. Dict form: this system's version. */
  readonly version: bigint | undefined;
  readonly product: string | undefined;
  /** List form alone. */
  readonly updateType: string | undefined;
  /** Dict form alone. */
  readonly mediaType: string | undefined;
  readonly imageType: string | undefined;
  readonly storageType: string | undefined;
  /** undefined: absent; null: written as null. */
  readonly storage: readonly Volume[] | null | undefined;
  readonly targets: readonly Target[];
}

/** A volume of the device (formats.md `storage`). */
export interface Volume {
  readonly path: YamlPath;
  readonly label: string | undefined;
  readonly persistent: boolean | undefined;
  readonly nsgroup: string | undefined;
  /** MiB. */
  readonly size: bigint | undefined;
}

/** One service. */
export interface Target {
  /** `['targets', 0]` or `['targets', 'hostfs']`. */
  readonly path: YamlPath;
  /** The key that names the service: `service_name` in list form, the mapping's key in dict form. */
  readonly name: string;
  /** Where the image comes from: `source` in list form, `url` in dict form; '' when absent. */
  readonly source: string;
  /** The path of that value. */
  readonly sourcePath: YamlPath;
  readonly version: string | undefined;
  /** undefined when it is absent, null or empty: then nothing is stated. */
  readonly digest: string | undefined;
  /** Bytes of the image manifest. */
  readonly size: bigint | undefined;
  readonly serviceType: string | undefined;
  readonly nsgroup: string | undefined;
  readonly network: Network | undefined;
  readonly storage: readonly Mount[] | null | undefined;
  /** Dict form: `network`, `nsgroup`, `mounts` and `storage` exactly as written, which is how the system manifest keeps them. */
  readonly verbatim: { readonly [key: string]: Json } | undefined;
  /** It, its source, or some of its keys come from an alias or a merge key, so it cannot be pinned in place (contract, "Where pin writes"). */
  readonly aliased: boolean;
}

export interface Network {
  readonly type: string | undefined;
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
  readonly ports: readonly Port[] | null | undefined;
}

export interface Port {
  readonly path: YamlPath;
  readonly host: bigint | undefined;
  readonly container: bigint | undefined;
}

/** Where a volume is mounted in a service. */
export interface Mount {
  readonly path: YamlPath;
  readonly dest: string | undefined;
  readonly label: string | undefined;
}

/** What a source turned out to be: the platform's OCI image manifest. `size` is that manifest's length in bytes. */
export interface Resolution {
  readonly digest: string;
  readonly size: number;
  /** The index that it was picked from, as far as the source names one. */
  readonly indexDigest?: string | undefined;
}

/** Resolutions by target name; a name that is absent could not be resolved. */
export type Resolutions = ReadonlyMap<string, Resolution>;
