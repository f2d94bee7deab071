import { openClient, type Client } from '../../src/github/client.ts';
import { readEvent, type Event } from '../../src/github/event.ts';
import { startGitHub, type GitHub, type GitHubOptions, type PullOptions } from '../harness/github.ts';

/** A GitHub with an open pull request, and what a run on it has: its event, and a client that waits without waiting. */
export interface Opened {
  readonly github: GitHub;
  readonly event: () => Event;
  readonly client: Client;
  /** Milliseconds of every wait. */
  readonly waits: number[];
}

export async function open(options: GitHubOptions = {}, pull: PullOptions = {}): Promise<Opened> {
  const github = await startGitHub(options);
  github.openPull(pull);
  const event = (): Event =>
    readEvent({
      name: 'pull_request',
      payload: github.payload(7),
      ref: 'refs/pull/7/merge',
      sha: 'c'.repeat(40),
      repository: github.env['GITHUB_REPOSITORY'] ?? '',
      actor: 'octocat',
      apiUrl: github.env['GITHUB_API_URL'],
    });
  const waits: number[] = [];
  const client = await openClient(event(), github.token, async (ms) => waits.push(ms));
  return { github, event, client, waits };
}
