/** in-toto's Statement v1 (in-toto/attestation, spec/v1/statement.md). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly { readonly name?: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: object;
}

export interface ParsedStatement {
  /** `sha256:<hex>` of each subject that has one. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

/** The statement in a payload, or undefined when it is none of this type. */
export function parseStatement(payload: Buffer): ParsedStatement | undefined {
  try {
    const parsed: Partial<Statement> | null = JSON.parse(payload.toString('utf8'));
    const { _type: type, subject, predicateType, predicate } = parsed ?? {};
    if (type !== STATEMENT_TYPE || !Array.isArray(subject) || typeof predicateType !== 'string') return undefined;
    const subjects: string[] = [];
    for (const item of subject) {
      const hex: unknown = item?.digest?.sha256;
      if (typeof hex === 'string') subjects.push(`sha256:${hex}`);
    }
    return { subjects, predicateType, predicate };
  } catch {
    return undefined;
  }
}
