import { Failure } from '../failure.ts';
import type { Client } from '../github/client.ts';
import type { Context } from './context.ts';

/** The repository on GitHub, asked through the API for what git does not hold here. The client is loaded when it is first asked. */
export interface Remote {
  /** undefined without a token: on the command line, and where none was given. */
  client(): Promise<Client | undefined>;
  /** A file at a commit; undefined when it is not there. Throws `unavailable` when nobody can be asked. */
  file(commit: string, path: string): Promise<Buffer | undefined>;
  /** The best common ancestor; undefined when nobody can be asked, or there is none. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
}

/** The repository of this run's event. */
export function openRemote(context: Context): Remote {
  const { event, options, log } = context;
  let opened: Promise<Client> | undefined;
  const client = async (): Promise<Client | undefined> => {
    if (event === undefined || options.githubToken === undefined) return undefined;
    const { openClient } = await import('../github/client.ts');
    opened ??= openClient(event, options.githubToken);
    return opened;
  };
  return {
    client,
    async file(commit, path) {
      const github = await client();
      if (github !== undefined) return (await import('../github/client.ts')).readFileAt(github, commit, path);
      throw new Failure('unavailable', 'commit', `git has no commit ${commit.slice(0, 12)} here, and without a token GitHub cannot be asked for ${path} at it.`, {
        cure: 'Check out with fetch-depth: 0, or leave the input github-token at its default.',
      });
    },
    async mergeBase(base, head) {
      try {
        const github = await client();
        return github === undefined ? undefined : (await (await import('../github/client.ts')).compareCommits(github, base, head))?.mergeBase;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        log.debug(`merge base: ${error.message}`);
        return undefined;
      }
    },
  };
}
