import { Failure } from '../failure.ts';
import { quoted } from '../visible.ts';

/** What a text must be: exactly this, or all of it matched by a regular expression. */
export type TextExpectation = { readonly exact: string } | { readonly pattern: RegExp };

/** Who must have signed: the certificate's name, and the issuer of the token that it was got with. Both, always: a name means nothing without who vouches for it. */
export interface IdentityExpectation {
  readonly san: TextExpectation;
  readonly issuer: TextExpectation;
}

/**
 * A regular expression that must match the whole text: cosign's `--certificate-identity-regexp` matches a part too, so that `github.com/acme` would let in
 * `evil.example/github.com/acme`. `input` names where it came from. Throws a `usage` Failure when it is none.
 */
export function wholeText(pattern: string, input: string): TextExpectation {
  try {
    // By itself first: `a)|(?:b` would close the group that anchors it.
    void new RegExp(pattern, 'u');
    return { pattern: new RegExp(`^(?:${pattern})$`, 'u') };
  } catch (cause) {
    throw new Failure('usage', 'regular-expression', `${input}: ${quoted(pattern, 100)} is not a regular expression`, {
      cure: 'Write one as JavaScript takes it with the flag u: escape what is meant as it stands (\\. for a dot). It must match the whole text.',
      cause,
    });
  }
}

/** Whether the text is there and is what it must be. */
export function matches(expectation: TextExpectation, text: string | undefined): boolean {
  if (text === undefined) return false;
  return 'exact' in expectation ? text === expectation.exact : expectation.pattern.test(text);
}

/** For messages. */
export function mustBe(expectation: TextExpectation): string {
  return 'exact' in expectation ? expectation.exact : `matched by ${expectation.pattern.source}`;
}
