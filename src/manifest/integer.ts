import type { Form } from './manifest.ts';
import { isDecimal, wholeNumber } from './scalar.ts';
import type { ScalarNode } from './tree.ts';

/** The whole number that a scalar is in this form; undefined when it is none. */
export function integerOf({ text, plain }: ScalarNode, form: Form): bigint | undefined {
  if (!plain) return undefined;
  return form === 'list' ? wholeNumber(text) : isDecimal(text) ? BigInt(text) : undefined;
}
