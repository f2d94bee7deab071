import { dirname } from 'node:path';
import { openGit, type Git } from '../git.ts';
import type { Copier } from '../oci/copy.ts';
import { ruleSettings, type RuleSettings } from '../manifest/rules/settings.ts';
import type { Context } from './context.ts';
import { allowedPaths, type Paths } from './folders.ts';
import { COPIES_AT_ONCE } from './images.ts';
import { readManifests, type ManifestFile } from './manifests.ts';
import { openRemote, type Remote } from './remote.ts';
import { openStores, type Stores } from './stores.ts';

/** What every job about manifests starts with. */
export interface Session {
  readonly context: Context;
  readonly settings: RuleSettings;
  readonly paths: Paths;
  readonly git: Git;
  readonly remote: Remote;
  readonly stores: Stores;
  readonly files: readonly ManifestFile[];
  /** Copies images, and knows of all of a run what is where. */
  readonly copier: () => Promise<Copier>;
}

/** Opens a session and reads the manifests, `asTheyLie` for who writes them. Throws what the rules' settings, the paths and the manifests throw. */
export async function openSession(context: Context, { asTheyLie = false }: { readonly asTheyLie?: boolean } = {}): Promise<Session> {
  const settings = ruleSettings(context.options.profile, context.options.rules);
  const paths = await allowedPaths(context);
  const remote = openRemote(context);
  const files = await readManifests(context, paths, remote, asTheyLie);
  // The repository of the manifests, which need not be checked out at the top of the workspace.
  const git = openGit(dirname(files[0]?.file ?? context.workspace), context.env);
  let copier: Promise<Copier> | undefined;
  return {
    context,
    settings,
    paths,
    git,
    remote,
    stores: openStores(context, paths),
    files,
    copier: () => (copier ??= import('../oci/copy.ts').then(({ createCopier }) => createCopier({ concurrency: COPIES_AT_ONCE }))),
  };
}
