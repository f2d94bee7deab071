import type { CertificateIdentity } from '../sign/identity.ts';
import type { Context } from './context.ts';

/** Whom a certificate for this run would name. */
export interface OwnIdentity {
  readonly san: string;
  readonly issuer: string;
}

/** Says whether certificates name this run, and asks GitHub who that is only when it has to be known. */
export interface Ourselves {
  readonly ask: () => Promise<OwnIdentity>;
  /** Whether a certificate that a CA of the trusted root issued is by this run's workflow. */
  readonly isBy: (identity: CertificateIdentity) => Promise<boolean>;
}

/** This run, as certificates would name it. */
export function ourselves(context: Context): Ourselves {
  let asked: Promise<OwnIdentity> | undefined;
  const ask = (): Promise<OwnIdentity> => (asked ??= ownIdentity(context));
  return {
    ask,
    isBy: async (identity) => {
      if (isThisWorkflow(context, identity)) return true;
      const us = await ask();
      return identity.san === us.san && identity.issuer === us.issuer;
    },
  };
}

/**
 * Whether a certificate was given to the very workflow file that this run was started from, in this repository, at this commit and ref: that is known without a token (fulcio's
 * docs/oid-info.md; GITHUB_WORKFLOW_REF). Where one workflow calls another, the certificate names the called one, which no variable of a run does: then a token has to say.
 */
function isThisWorkflow({ event }: Context, { san, workflow, repository, commit, ref }: CertificateIdentity): boolean {
  if (event?.workflowRef === undefined) return false;
  const { serverUrl, repository: own, workflowRef } = event;
  return san === `${serverUrl}/${workflowRef}` && workflow === san && repository === `${serverUrl}/${own.owner}/${own.name}` && commit === event.sha && ref === event.ref;
}

/** Who a certificate for this run would name: GitHub's token says it (fulcio's docs/oidc.md, "GitHub"). */
async function ownIdentity(context: Context): Promise<OwnIdentity> {
  const token = await context.idToken('sigstore');
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const claim = (name: string): string => String(Object.entries(claims ?? {}).find(([key]) => key === name)?.[1] ?? '');
  return { san: `${context.event?.serverUrl ?? 'https://github.com'}/${claim('job_workflow_ref')}`, issuer: claim('iss') };
}
