import { X509Certificate } from 'node:crypto';
import { visible } from '../visible.ts';
import { hasIssued } from './certificate.ts';
import { certificateFault } from './certificate-fault.ts';
import { dotted, NAME_CONSTRAINTS, certificateExtensions, standardExtension, SUBJECT_ALTERNATIVE_NAME, unknownCritical } from './extensions.ts';
import { constraintFault } from './name-constraints.ts';
import type { Trust } from './trust.ts';

export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const ANY_USAGE = '2.5.29.37.0';

/**
 * What Go's crypto/x509, by which cosign verifies, has against the chain of a sigstore certificate at these times, and @sigstore/verify does not look at: critical extensions
 * that are not known, CAs that are not for code signing, name constraints (RFC 5280 §4.2, §4.2.1.10, §4.2.1.12). undefined when at each time a CA of the trusted root
 * issued it by a chain that is good; a sentence else. Throws a RangeError when one is no DER.
 */
export function chainFault(leaf: X509Certificate, trust: Trust, times: readonly Date[]): string | undefined {
  const own = certificateFault(leaf, [SUBJECT_ALTERNATIVE_NAME]);
  if (own !== undefined) return `The certificate ${own}`;
  for (const time of times) {
    const faults = trust.material.certificateAuthorities
      .filter(({ validFor }) => validFor.start <= time && time <= validFor.end)
      .map(({ certChain }) => certChain.map((each) => new X509Certificate(each.root.toDER())))
      .filter((chain) => chain.some((ca) => hasIssued(ca, leaf)))
      .map((chain) => chain.map((ca) => authorityFault(ca, leaf)).find((fault) => fault !== undefined));
    if (!faults.includes(undefined)) return faults[0] ?? 'No CA of the trusted root issued the certificate';
  }
  return undefined;
}

function authorityFault(ca: X509Certificate, leaf: X509Certificate): string | undefined {
  const usages = ca.keyUsage as readonly string[] | undefined;
  if (usages !== undefined && !usages.includes(CODE_SIGNING) && !usages.includes(ANY_USAGE)) return 'The certificate is by a CA that is not for code signing';
  const [unknown] = unknownCritical(ca);
  if (unknown !== undefined) return `The certificate is by a CA with the critical extension ${dotted(unknown.oid)}, which is not known`;
  for (const extension of certificateExtensions(ca)) {
    const name = standardExtension(extension) === NAME_CONSTRAINTS ? constraintFault(extension.value, leaf) : undefined;
    if (name !== undefined) return `The certificate is for ${visible(name, 150)}, which is not among the names that its CA may certify`;
  }
  return undefined;
}
