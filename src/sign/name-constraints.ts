import { isIP } from 'node:net';
import type { X509Certificate } from 'node:crypto';
import { derElements, type DerElement } from './der.ts';
import { certificateExtensions, standardExtension, SUBJECT_ALTERNATIVE_NAME } from './extensions.ts';

const EMAIL = 1;
const URI = 6;
/** Those that Go applies: e-mail, DNS, URI, IP address. Directory names it passes over, and refuses where they are critical. */
const APPLIED = [EMAIL, 2, URI, 7];

/**
 * The first of a certificate's alternative names that a CA's name constraints (RFC 5280 §4.2.1.10), the value of its extension, do not allow; undefined when they allow all. As in
 * Go, a domain without a dot before it allows its subdomains, too, and an empty one every domain. Of DNS names and IP addresses, which identify nobody in sigstore, none is
 * allowed under a constraint of their kind; nor is a name that cannot be read.
 */
export function constraintFault(constraints: Buffer, certificate: X509Certificate): string | undefined {
  const subtrees = parts(derElements(constraints)[0]);
  const [permitted, excluded] = [0xa0, 0xa1].map((tag) => subtrees.filter((each) => each.tag === tag).flatMap((each) => parts(each).flatMap((subtree) => parts(subtree).slice(0, 1))));
  const names = certificateExtensions(certificate).filter((extension) => standardExtension(extension) === SUBJECT_ALTERNATIVE_NAME).flatMap(({ value }) => parts(derElements(value)[0]));
  const wrong = names.find((name) => {
    const kind = kindOf(name);
    const [may, mayNot] = [permitted, excluded].map((all = []) => all.filter((each) => kindOf(each) === kind).map(({ content }) => content.toString('latin1')));
    if (!APPLIED.includes(kind) || may === undefined || mayNot === undefined || may.length + mayNot.length === 0) return false;
    const place = placeOf(kind, name.content.toString('latin1'));
    return place === undefined || (may.length > 0 && !may.some((each) => isWithin(place, each))) || mayNot.some((each) => isWithin(place, each));
  });
  return wrong?.content.toString('utf8');
}

interface Place {
  /** Of an e-mail address what stands before its @. */
  readonly local?: string | undefined;
  /** In small letters. */
  readonly domain: string;
}

/** Where a name belongs; undefined for one that cannot be compared. */
function placeOf(kind: number, name: string): Place | undefined {
  const found = kind === EMAIL ? /^([^\s@"\\]+)@([\w.-]+)$/.exec(name) : kind === URI ? /^[a-z][a-z0-9+.-]*:\/\/(?:([^/?#@\\]*)@)?([\w.-]+)(?::\d*)?(?:[/?#]|$)/i.exec(name) : null;
  const domain = found?.[2]?.toLowerCase();
  if (domain === undefined || isIP(domain) !== 0 || domain.split('.').includes('')) return undefined;
  return { domain, local: kind === EMAIL ? found?.[1] : undefined };
}

function isWithin({ local, domain }: Place, constraint: string): boolean {
  const at = constraint.lastIndexOf('@');
  const wanted = constraint.slice(at + 1).toLowerCase();
  if (at >= 0) return local === constraint.slice(0, at) && domain === wanted;
  if (wanted === '') return true;
  return domain === wanted || domain.endsWith(wanted.startsWith('.') ? wanted : `.${wanted}`);
}

function kindOf({ tag }: DerElement): number {
  return tag & 0x1f;
}

function parts(element: DerElement | undefined): readonly DerElement[] {
  return element === undefined ? [] : derElements(element.content);
}
