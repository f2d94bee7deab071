import { causes, type Failure } from './failure.ts';

/** A failure as people are told of it: what happened, then why and what to do about it. Control characters never get through. */
export function words(failure: Failure): { readonly headline: string; readonly details: string } {
  const [headline = failure.code, ...reasons] = causes(failure).map(clean);
  const why = reasons.length === 0 ? [] : [sentence(`Because: ${reasons.join(': ')}`)];
  const cure = failure.cure === undefined ? [] : [sentence(clean(failure.cure))];
  return { headline: sentence(headline), details: [...cure, ...why].join(' ') };
}

function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 2000).trim();
}

function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}
