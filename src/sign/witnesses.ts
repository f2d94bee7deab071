import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { SignedEntity } from '@sigstore/verify';
import type { Trust } from './trust.ts';

/**
 * What is signed, without the timestamps and log entries of those whom the trusted root does not know: they say nothing for a signature and nothing against it, as for
 * cosign. Where nobody of a kind is known all of that kind stay, so that verifying says what is wrong of them.
 */
export function knownWitnesses(entity: SignedEntity, { material: { tlogs, timestampAuthorities } }: Trust): SignedEntity {
  const isLogKnown = ({ logId }: TransparencyLogEntry): boolean => tlogs.some(({ logID }) => logID.equals(logId.keyId));
  const isKnown = (timestamp: SignedEntity['timestamps'][number]): boolean => {
    if (timestamp.$case === 'transparency-log') return isLogKnown(timestamp.tlogEntry);
    const { signerSerialNumber, signerIssuer } = timestamp.timestamp;
    return timestampAuthorities.some(({ certChain: [leaf] }) => leaf?.serialNumber.equals(signerSerialNumber) === true && leaf.issuer.equals(signerIssuer));
  };
  return { ...entity, tlogEntries: someOf(entity.tlogEntries, isLogKnown), timestamps: someOf(entity.timestamps, isKnown) };
}

/** Those for which it holds, or all where it holds for none. */
function someOf<T>(all: readonly T[], holds: (each: T) => boolean): T[] {
  const some = all.filter(holds);
  return some.length > 0 ? some : [...all];
}
