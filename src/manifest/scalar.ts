/** What a plain (unquoted) scalar means by the core schema of YAML 1.2, chapter 10.3. Numbers keep the way they were written. */
export type Meaning = 'null' | 'boolean' | 'integer' | 'float' | 'string';

const NULL = /^(?:~|null|Null|NULL|)$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The meaning of a plain scalar in YAML 1.2's core schema. */
export function meaning(text: string): Meaning {
  if (NULL.test(text)) return 'null';
  if (BOOLEAN.test(text)) return 'boolean';
  if (INTEGER.test(text)) return 'integer';
  return FLOAT.test(text) ? 'float' : 'string';
}

/** A plain decimal integer, which every version of YAML and every person reads alike. */
export function isDecimal(text: string): boolean {
  return /^(?:0|-?[1-9][0-9]*)$/.test(text);
}

/**
 * The whole number that a plain scalar is for yaml.v2, and so for mosb, when that is also what a person reads: decimal, with or without
 * underscores, hexadecimal, 0o and 0b, and floats without a fraction. undefined for what mosb would cut (1.9) or read as octal (010).
 */
export function wholeNumber(text: string): bigint | undefined {
  if (isDecimal(text)) return BigInt(text);
  if (!/^\+?[0-9]/.test(text)) return undefined;
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  if (isDecimal(digits)) return BigInt(digits);
  if (/^0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$/.test(digits)) return text.startsWith('+') ? undefined : BigInt(digits.toLowerCase());
  if (/^0[0-9]+$/.test(digits)) {
    const decimal = Number(digits);
    return (/[89]/.test(digits) || Number.parseInt(digits, 8) === decimal) && decimal < 2 ** 53 ? BigInt(decimal) : undefined;
  }
  if (!/^[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isInteger(value) && value < 2 ** 53 ? BigInt(value) : undefined;
}

/** The boolean that yaml.v2, and so mosb, reads from a plain scalar: the words of YAML 1.1 in three casings each; undefined for others. */
export function boolean(text: string): boolean | undefined {
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  return /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text) ? false : undefined;
}

/**
 * What else a plain scalar may be read as: the types of YAML 1.1 (yaml.org/type) where they differ from YAML 1.2's core schema, as a
 * noun phrase; undefined when both agree. The dict form has no reader to agree with yet, so such scalars must be quoted there.
 */
export function ambiguity(text: string): string | undefined {
  if (boolean(text) !== undefined && !BOOLEAN.test(text)) return `the boolean ${boolean(text)}`;
  if (/^[-+]?0[0-7_]+$/.test(text)) return `the octal number ${octal(text)}`;
  if (/^[-+]?0b[01_]+$/.test(text)) return 'a binary number';
  if (/^0o[0-7]+$/.test(text)) return 'text by YAML 1.1, and an octal number by YAML 1.2';
  if (/^[-+]?0x[0-9a-fA-F_]*_[0-9a-fA-F_]*$/.test(text) || /^[-+]0x[0-9a-fA-F]+$/.test(text)) return 'a hexadecimal number';
  if (/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)) return 'a number in base 60';
  if (/^[-+]?[0-9._]*_[0-9._]*(?:[eE][-+]?[0-9]+)?$/.test(text) && /[0-9]/.test(text)) return 'a number with underscores';
  if (/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/.test(text)) return 'a date';
  if (/^[-+]?[0-9.]+[eE][-+]?[0-9]+$/.test(text)) return 'text by YAML 1.1, and a number by YAML 1.2';
  if (/^[-+]?0[0-9]+$/.test(text)) return 'text by YAML 1.1, and a decimal number by YAML 1.2';
  return text === '=' || text === '<<' ? 'a special value' : undefined;
}

function octal(text: string): string {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  return `${text.startsWith('-') ? '-' : ''}${Number.parseInt(digits, 8)}`;
}
