import { causes, type Failure } from './failure.ts';
import { visible } from './visible.ts';

/**
 * A failure as people are told of it: what happened, then what to do about it and why it happened. Nothing in it is hidden:
 * control characters, and those that draw nothing or turn the line around, stand as `\u{…}`.
 */
export function words(failure: Failure): { readonly headline: string; readonly details: string } {
  const [headline = failure.code, ...reasons] = causes(failure).map(clean);
  const why = reasons.length === 0 ? [] : [sentence(`Because: ${reasons.join(': ')}`)];
  const cure = failure.cure === undefined ? [] : [sentence(clean(failure.cure))];
  return { headline: sentence(headline), details: [...cure, ...why].join(' ') };
}

function clean(text: string): string {
  return visible(text.trim().replaceAll(/\s+/g, ' '), 2000);
}

/** A text as a sentence: with a capital, unless it begins with a name, and a full stop. */
export function sentence(text: string): string {
  const begun = text.replace(/^[a-z]+(?= )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?…:]$/.test(begun) ? begun : `${begun}.`;
}
