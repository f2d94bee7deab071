import { existsSync } from 'node:fs';
import type { Destination, Source } from '../oci/reference.ts';
import type { RegistryClient } from '../oci/registry.ts';
import type { Store } from '../oci/store.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';

/** Opens what references name, each once a run. Clients are loaded when first needed. */
export interface Stores {
  /** Where a source is read from. Throws when a layout's folder is missing or may not be used. */
  source(source: Source): Promise<Store>;
  /** The same place, to be read from. */
  place(destination: Destination): Promise<Store>;
  /** Where a release is written. A layout is made when there is none. */
  destination(destination: Destination): Promise<Store>;
  /** What the registries cost so far; zeros when none was asked. */
  usage(): { readonly requests: number; readonly received: number; readonly sent: number };
  close(): Promise<void>;
}

/** The stores of one run. `paths` decides which folders may be used. */
export function openStores(context: Context, paths: Paths): Stores {
  const { options, event } = context;
  const open = new Map<string, Promise<Store>>();
  const once = (key: string, make: () => Promise<Store>): Promise<Store> => {
    const known = open.get(key) ?? make();
    open.set(key, known);
    return known;
  };
  let client: Promise<RegistryClient> | undefined;
  let opened: RegistryClient | undefined;
  const registry = (): Promise<RegistryClient> => {
    client ??= (async () => {
      const { createRegistryClient } = await import('../oci/registry.ts');
      opened = createRegistryClient({
        env: context.env,
        workspace: context.inActions ? context.workspace : undefined,
        insecureRegistries: options.insecureRegistries,
        credentials: destinationCredentials(context),
        github:
          options.githubToken === undefined || event === undefined
            ? undefined
            : { token: options.githubToken, owner: event.repository.owner, actor: event.actor },
        onDebug: context.log.debug,
        onWarning: context.log.warning,
      });
      return opened;
    })();
    return client;
  };
  const opener: Pick<Stores, 'source'> = {
    source: (source) =>
      source.kind === 'registry'
        ? once(`${source.host}/${source.repository}`, async () => (await registry()).repository(source.host, source.repository))
        : once(`oci:${source.directory}`, async () => {
            const [{ openLayout }, directory] = await Promise.all([import('../oci/layout.ts'), paths.toRead(source.directory, `source oci:${source.directory}`)]);
            return openLayout(directory, { name: `oci:${source.directory}` });
          }),
  };
  return {
    ...opener,
    place: (destination) => opener.source(destination.kind === 'layout' ? { ...destination, reference: '' } : { ...destination, tag: undefined, digest: undefined, shortName: false }),
    destination: (destination) =>
      destination.kind === 'registry'
        ? once(`push ${destination.host}/${destination.repository}`, async () => (await registry()).repository(destination.host, destination.repository, { push: true }))
        : once(`push oci:${destination.directory}`, async () => {
            const [{ openLayout }, directory] = await Promise.all([import('../oci/layout.ts'), paths.toWrite(destination.directory, 'The input destination')]);
            const name = `oci:${destination.directory}`;
            // What only plans makes no folder.
            if (options.dryRun && !existsSync(directory)) return (await import('../oci/empty.ts')).emptyLayout(name);
            return openLayout(directory, { create: !options.dryRun, name });
          }),
    usage: () => opened?.usage() ?? { requests: 0, received: 0, sent: 0 },
    close: async () => {
      await opened?.close();
    },
  };
}

/** The registry inputs are for the destination's host alone (contract, "Inputs"). */
function destinationCredentials(context: Context): ReadonlyMap<string, { readonly username: string; readonly password: string }> {
  const { destination, reference, registryUsername, registryPassword } = context.options;
  if (registryUsername === undefined || registryPassword === undefined) return new Map();
  const named = destination ?? reference ?? '';
  if (named === '' || named.startsWith('oci:')) return new Map();
  const host = named.replace(/^docker:\/\//, '').split('/')[0] ?? '';
  return new Map([[host.toLowerCase(), { username: registryUsername, password: registryPassword }]]);
}
