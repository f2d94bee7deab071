import { openGit, type Git } from '../git.ts';
import { ruleSettings, type RuleSettings } from '../manifest/rules/settings.ts';
import type { Context } from './context.ts';
import { allowedPaths, type RealPath } from './folders.ts';
import { readManifests, type ManifestFile } from './manifests.ts';
import { openRemote, type Remote } from './remote.ts';
import { openStores, type Stores } from './stores.ts';

/** What every job about manifests starts with. */
export interface Session {
  readonly context: Context;
  readonly settings: RuleSettings;
  readonly realPath: RealPath;
  readonly git: Git;
  readonly remote: Remote;
  readonly stores: Stores;
  readonly files: readonly ManifestFile[];
}

/** Opens a session and reads the manifests. Throws what the rules' settings, the paths and the manifests throw: all of them `usage`. */
export async function openSession(context: Context): Promise<Session> {
  const settings = ruleSettings(context.options.profile, context.options.rules);
  const realPath = await allowedPaths(context);
  const git = openGit(context.workspace, context.env);
  const remote = openRemote(context);
  const files = await readManifests(context, realPath, git, remote);
  return { context, settings, realPath, git, remote, stores: openStores(context, realPath), files };
}
