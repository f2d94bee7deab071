import { existsSync } from 'node:fs';
import type { Archive } from '../oci/archive.ts';
import { formatDestination, layoutText, type Destination } from '../oci/reference.ts';
import type { RegistryClient } from '../oci/registry.ts';
import type { Store } from '../oci/store.ts';
import type { Context } from './context.ts';
import type { Paths } from './folders.ts';

/** Opens what references name, each once a run. Clients are loaded when first needed. */
export interface Stores {
  /** Where a source or a release is read from. Throws when a layout's folder or archive is missing or may not be used. */
  source(place: Destination): Promise<Store>;
  /** Where a release is written. A layout is made when there is none. Of what goes to an archive, `close` forgets what was not committed. */
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
  const archives: Archive[] = [];
  const archive = async (file: string, name: string, write: boolean): Promise<Store> => {
    const one = await (await import('../oci/archive.ts')).openArchive(file, { name, write });
    archives.push(one);
    return one;
  };
  const toRead = async (place: LocalPlace): Promise<Store> => {
    const name = formatDestination(place);
    const path = await paths.toRead(place.kind === 'archive' ? place.file : place.directory, `source ${name}`);
    return place.kind === 'archive' ? archive(path, name, false) : (await import('../oci/layout.ts')).openLayout(path, { name });
  };
  const toWrite = async (place: LocalPlace): Promise<Store> => {
    const name = formatDestination(place);
    const path = await paths.toWrite(place.kind === 'archive' ? place.file : place.directory, 'The input destination');
    // An archive is not touched before there is something to write.
    if (place.kind === 'archive') return archive(path, name, true);
    // What only plans makes no folder.
    if (options.dryRun && !existsSync(path)) return (await import('../oci/empty.ts')).emptyLayout(name);
    return (await import('../oci/layout.ts')).openLayout(path, { create: !options.dryRun, name });
  };
  return {
    source: (place) => once(formatDestination(place), async () => (place.kind === 'registry' ? (await registry()).repository(place.host, place.repository) : toRead(place))),
    destination: (place) =>
      once(`push ${formatDestination(place)}`, async () => (place.kind === 'registry' ? (await registry()).repository(place.host, place.repository, { push: true }) : toWrite(place))),
    usage: () => opened?.usage() ?? { requests: 0, received: 0, sent: 0 },
    close: async () => {
      await Promise.all(archives.map(async (one) => one.close()));
      await opened?.close();
    },
  };
}

/** A place that is in no registry. */
type LocalPlace = Exclude<Destination, { readonly kind: 'registry' }>;

/** The registry inputs are for the destination's host alone (contract, "Inputs"). */
function destinationCredentials(context: Context): ReadonlyMap<string, { readonly username: string; readonly password: string }> {
  const { destination, reference, registryUsername, registryPassword } = context.options;
  if (registryUsername === undefined || registryPassword === undefined) return new Map();
  const named = destination ?? reference ?? '';
  if (named === '' || layoutText(named) !== undefined) return new Map();
  const host = named.replace(/^docker:\/\//, '').split('/')[0] ?? '';
  return new Map([[host.toLowerCase(), { username: registryUsername, password: registryPassword }]]);
}
