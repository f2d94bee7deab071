import { Failure, causes } from '../failure.ts';
import { visible } from '../visible.ts';
import { ServiceError, persist, type Persistence } from './persist.ts';
import { moment } from './moment.ts';

/** Fulcio takes a token for this audience alone. */
const AUDIENCE = 'sigstore';

export interface IdToken {
  readonly text: string;
  /** What the holder of the key signs to prove that it has it: the e-mail address, else the subject. */
  readonly subject: string;
  /** Issuer, audience and end, to be told when Fulcio refuses it. Nothing secret. */
  readonly description: string;
}

export interface IdTokenSource {
  /** Gives a token for the audience, as @actions/core's getIDToken. */
  readonly getIdToken: (audience: string) => Promise<string>;
  /** The run is a pull request from a fork, for which GitHub never issues a token. */
  readonly forkPullRequest?: boolean | undefined;
}

/** An identity token of this run. Throws `unavailable` Failures; the token is in no message. */
export async function requestIdToken(source: IdTokenSource, persistence: Persistence): Promise<IdToken> {
  const attempt = async (): Promise<string> => {
    try {
      return await source.getIdToken(AUDIENCE);
    } catch (error) {
      const told = causes(error).join(': ');
      throw new ServiceError(told === '' ? 'it gave no reason' : visible(told.trim(), 300), statusOf(told), { cause: undefined });
    }
  };
  const text = await persist('id-token', attempt, persistence, (_, told) =>
    source.forkPullRequest === true
      ? new Failure('unavailable', 'no-id-token', 'GitHub gives no id-token to a pull request from a fork', { cure: 'Sign where the code is yours: run publish when a tag is pushed.' })
      : new Failure('unavailable', 'no-id-token', `GitHub gave no id-token: ${told}`, {
          cure:
            'Add this to the job: permissions: {id-token: write, packages: write, contents: read}. A called workflow needs it in the workflow that calls it too. ' +
            'Pull requests from forks never get one.',
        }),
  );
  return parseToken(text);
}

/** The HTTP status in what @actions/core's OIDC client says; 0, which is tried again, for what sounds like a network; 401, which is not, for the rest. */
function statusOf(told: string): number {
  const status = /Error Code\s*:\s*(\d{3})/i.exec(told)?.[1] ?? /\b(?:HTTP|status)\s*:?\s*(\d{3})\b/i.exec(told)?.[1];
  if (status !== undefined) return Number(status);
  return /ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket|timeout/i.test(told) ? 0 : 401;
}

function refused(why: string): Failure {
  return new Failure('unavailable', 'bad-id-token', `The id-token ${why}`, { cure: 'See what gives the token: in GitHub Actions, the runner does.' });
}

function parseToken(text: string): IdToken {
  const parts = text.split('.');
  let claims: unknown;
  try {
    claims = parts.length === 3 ? JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')) : undefined;
  } catch {
    claims = undefined;
  }
  if (typeof claims !== 'object' || claims === null) throw refused('is not a JSON Web Token');
  const claim = (name: string): string | undefined => {
    const value: unknown = Object.entries(claims).find(([key]) => key === name)?.[1];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  };
  const email = claim('email');
  if (email !== undefined && claim('email_verified') !== 'true') throw refused('holds an e-mail address that its issuer did not verify');
  const subject = email ?? claim('sub');
  if (subject === undefined || subject === '') throw refused('names no subject');
  const end = Number(claim('exp'));
  const until = Number.isSafeInteger(end) && Math.abs(end) < 8e12 ? moment(new Date(end * 1000)) : 'no date';
  return { text, subject, description: `issuer ${visible(claim('iss') ?? 'none', 100)}, audience ${visible(claim('aud') ?? 'none', 100)}, valid until ${until}` };
}
