import type { TrustMaterial } from '@sigstore/verify';
import { Failure } from '../failure.ts';
import type { Persistence } from './persist.ts';
import { tufTargets, type TufOptions } from './tuf.ts';

/** A trusted root, ready to verify with. */
export interface Trust {
  readonly material: TrustMaterial;
  /**
   * It knows no log of either kind, only CAs and timestamp authorities, as GitHub's root for private repositories does: then a timestamp is what there is to ask for.
   * A root that lacks only one kind of log is a public one with a hole, and asks for both.
   */
  readonly withoutLogs: boolean;
  /** Its JSON, to hand it to other programs. */
  readonly json: unknown;
}

/** The trust that a trusted root's parsed JSON gives. Throws a `usage` Failure when it is none. */
export async function parseTrust(json: unknown): Promise<Trust> {
  const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([import('@sigstore/protobuf-specs'), import('@sigstore/verify')]);
  try {
    if (typeof json !== 'object' || json === null || !('mediaType' in json) || !String(json.mediaType).startsWith('application/vnd.dev.sigstore.trustedroot')) {
      throw new TypeError('its mediaType is not that of a trusted root');
    }
    const root = TrustedRoot.fromJSON(json);
    const material = toTrustMaterial(root);
    if (material.certificateAuthorities.length === 0 && material.tlogs.length === 0) throw new TypeError('it trusts nobody');
    return { material, withoutLogs: material.tlogs.length === 0 && material.ctlogs.length === 0, json };
  } catch (cause) {
    throw new Failure('usage', 'trusted-root', "sigstore-trusted-root: it can't be read as a trusted root", {
      cure: 'Give a trusted_root.json (mediaType application/vnd.dev.sigstore.trustedroot+json;version=0.1), as cosign trusted-root create or gh attestation trusted-root write it.',
      cause,
    });
  }
}

/** The public good's trust, by TUF. Throws an `unavailable` Failure. */
export async function publicGoodTrust(persistence: Persistence, tuf?: TufOptions): Promise<Trust> {
  const [json] = await tufTargets(['trusted_root.json'], persistence, tuf);
  return parseTrust(json);
}
