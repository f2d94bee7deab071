import { quoted } from '../visible.ts';
import type { Fault } from './fault.ts';
import { integerOf } from './integer.ts';
import { place, type Document } from './document.ts';
import type { Form } from './manifest.ts';
import type { YamlPath } from './problem.ts';
import { ambiguity, boolean, isDecimal, meaning } from './scalar.ts';
import * as generated from './schema.generated.ts';
import { nearest } from './suggestion.ts';
import type { MappingNode, Node, ScalarNode } from './tree.ts';

/** An error as ajv's compiled code gives it. */
interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
}

interface Validator {
  (data: unknown): boolean;
  errors?: readonly AjvError[] | null;
}

// The generated module is plain JavaScript, made with the schema that these types describe.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { keys: KEYS, ...validators } = generated as unknown as Readonly<Record<Form, Validator>> & { readonly keys: Readonly<Record<Form, Readonly<Record<string, readonly string[]>>>> };

/** What the published schema (schema/manifest.schema.json) finds wrong with a document of this form. */
export function checkShape(document: Document, form: Form): Fault[] {
  const { root } = document;
  if (root === undefined) return [];
  const validate = validators[form];
  const data = view(root, form);
  const all = validate(data) ? [] : (validate.errors ?? []);
  // What has the wrong type is not also the wrong value.
  const mistyped = new Set(all.flatMap(({ keyword, instancePath }) => (keyword === 'type' ? [instancePath] : [])));
  const errors = all.filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath));
  // A key under another name is one mistake: not a missing key and an unknown one.
  const renamed = new Map<AjvError, Fault>();
  for (const error of errors.filter(({ keyword }) => keyword === 'required')) {
    const path = pathOf(root, error.instancePath);
    const key = String(error.params['missingProperty']);
    const unknown = errors.find((each) => each.keyword === 'additionalProperties' && each.instancePath === error.instancePath && meantKey(form, path, String(each.params['additionalProperty'])) === key);
    if (unknown === undefined) continue;
    const at = [...path, String(unknown.params['additionalProperty'])];
    const one: Fault = { rule: 'schema', ...place(document, at, 'key'), path: at, fatal: true, message: `${quoted(String(at.at(-1)))} is no key of ${describe(path)} in the ${form} form. Write ${key} in its place.` };
    renamed.set(error, one).set(unknown, one);
  }
  // Nor is a mapping empty and a key unknown, where that key stands too far to the left.
  for (const error of errors.filter(({ keyword }) => keyword === 'type')) {
    const node = nodeAt(root, pathOf(root, error.instancePath));
    if (node?.kind !== 'scalar' || !node.isNull) continue;
    const outside = errors.find((each) => each.keyword === 'additionalProperties' && `${each.instancePath}/${innerKey(form, pathOf(root, each.instancePath), String(each.params['additionalProperty']))}` === error.instancePath);
    if (outside === undefined) continue;
    const one: Fault = { ...unknownKey(document, form, pathOf(root, outside.instancePath), outside), rule: 'schema', fatal: true };
    renamed.set(error, one).set(outside, one);
  }
  const faults = errors.map((error) => renamed.get(error) ?? fault(document, form, error));
  return [...new Set(faults), ...checkReplaced(document, form, validate)];
}

/** mosb reads a value even where another of the same key replaces it, and refuses the manifest when it does not fit. */
function checkReplaced(document: Document, form: Form, validate: Validator): Fault[] {
  const faults: Fault[] = [];
  let count = 0;
  for (const [mapping, path] of mappings(document.root!, [])) {
    for (const replacement of mapping.replaced) {
      if (++count > MAX_REPLACED) {
        return [{ rule: 'schema', ...place(document, path), path, fatal: true, message: `More than ${MAX_REPLACED} values are replaced by others of the same key. Write out what is meant.` }];
      }
      const pointer = `/${[...path, replacement.key].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
      const nested = !mappings(replacement.value, []).next().done;
      if (validate(view(document.root!, form, { mapping, ...replacement })) && !nested) continue;
      const wrongs = (validate.errors ?? []).filter(({ instancePath, keyword }) => keyword !== 'additionalProperties' && (instancePath === pointer || instancePath.startsWith(`${pointer}/`)));
      if (wrongs.length === 0 && !nested) continue;
      const at = [...path, replacement.key];
      faults.push({ rule: 'schema', ...place(document, at, 'key'), path: at, fatal: true, message: `${subject(at)} is given twice or merged, and the value that is replaced does not fit. Correct or remove it.` });
    }
  }
  return faults;
}

const MAX_REPLACED = 50;

function* mappings(node: Node, path: YamlPath): Generator<[MappingNode, YamlPath]> {
  if (node.kind === 'sequence') for (const [index, item] of node.items.entries()) yield* mappings(item, [...path, index]);
  if (node.kind !== 'mapping') return;
  if (node.replaced.length > 0) yield [node, path];
  for (const [key, { value }] of node.entries) yield* mappings(value, [...path, key]);
}

/** The tree as plain values for the schema: core types, but a number in any notation other than plain decimal stays text. */
function view(node: Node, form: Form, instead?: { mapping: MappingNode; key: string; value: Node }): unknown {
  if (node.kind === 'scalar') return scalarView(node, form);
  if (node.kind === 'sequence') return node.items.map((item) => view(item, form, instead));
  // A null prototype, so that a key named __proto__ is a key.
  const object: Record<string, unknown> = { __proto__: null };
  for (const [key, { value }] of node.entries) object[key] = view(instead?.mapping === node && instead.key === key ? instead.value : value, form, instead);
  return object;
}

function scalarView(node: ScalarNode, form: Form): unknown {
  const { text, plain, isNull } = node;
  if (isNull) return null;
  if (!plain) return text;
  const word = boolean(text);
  if (word !== undefined && (form === 'list' || meaning(text) === 'boolean')) return word;
  const whole = integerOf(node, form);
  if (whole !== undefined) return Number(whole);
  if (meaning(text) === 'float' && !Number.isInteger(Number(text))) return Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}

function fault(document: Document, form: Form, error: AjvError): Fault {
  const path = pathOf(document.root!, error.instancePath);
  if (error.keyword === 'additionalProperties') return unknownKey(document, form, path, error);
  const at = place(document, path);
  if (error.keyword === 'required') {
    const key = String(error.params['missingProperty']);
    return { rule: 'schema', ...at, path, fatal: true, message: missing(path, key) };
  }
  const node = nodeAt(document.root!, path);
  if (error.keyword === 'const' && form === 'list' && path.join('.') === 'version') {
    return {
      rule: 'format-version',
      ...at,
      path,
      fatal: true,
      message: `The format's version is ${node?.kind === 'scalar' ? quoted(node.text) : 'not 1'}, and mosb and mosctl know 1 alone. Write version: 1; a system's own version belongs to the dict form.`,
    };
  }
  return { rule: 'schema', ...at, path, fatal: true, message: wrong(path, error, node, form) };
}

/** What source and url are in the other form. */
const OTHER_FORM: Readonly<Record<Form, ReadonlyMap<string, string>>> = { list: new Map([['url', 'source']]), dict: new Map([['source', 'url']]) };

/** The key that was most likely meant by one that is not known. */
function meantKey(form: Form, path: YamlPath, key: string): string | undefined {
  const { keys } = knownKeys(form, path);
  return (path[0] === 'targets' && path.length === 2 ? OTHER_FORM[form].get(key) : undefined) ?? nearest(key, keys) ?? keys.find((known) => known.split('_').includes(key));
}

function unknownKey(document: Document, form: Form, path: YamlPath, error: AjvError): Fault {
  const key = String(error.params['additionalProperty']);
  const at = place(document, [...path, key], 'key');
  const { keys, other } = knownKeys(form, path);
  const close = meantKey(form, path, key);
  const inner = innerKey(form, path, key);
  const wanted = inner !== undefined ? [...path, inner, key] : close !== undefined ? [...path, close] : undefined;
  const meant = wanted === undefined || nodeAt(document.root!, wanted) !== undefined ? undefined : wanted;
  const where = path.length === 0 ? 'the manifest' : describe(path);
  const hint =
    inner !== undefined
      ? innerHint(inner, meant !== undefined, nodeAt(document.root!, [...path, inner]) !== undefined)
      : close !== undefined && meant !== undefined
        ? `Did you mean ${quoted(close)}?`
        : key.startsWith('-')
          ? 'A blank is missing after the "-".'
          : other.has(key)
            ? `The ${form === 'list' ? 'dict' : 'list'} form has it; this is the ${form} form. Remove it.`
            : `Remove it, or use one of: ${keys.join(', ')}.`;
  return { rule: 'unknown-key', ...at, path: [...path, key], fatal: false, message: `${quoted(key)} is no key of ${where}, and would be dropped. ${hint}`, ...(meant === undefined ? {} : { meant }) };
}

function innerHint(inner: string, free: boolean, there: boolean): string {
  if (!free) return `It is a key of ${inner}, which has one: remove this one.`;
  return there ? `It is a key of ${inner}: indent it below that.` : `It is a key of ${inner}: write ${inner}: above it, and indent it below that.`;
}

/** The key here whose mapping has this key: a line that was not indented. */
function innerKey(form: Form, path: YamlPath, key: string): string | undefined {
  const { keys } = knownKeys(form, path);
  return nearest(key, keys) === undefined ? keys.find((known) => KEYS[form][levelOf(form, [...path, known])]?.includes(key)) : undefined;
}

/** A place in the words of `KEYS`: its keys, without what differs from item to item. */
function levelOf(form: Form, path: YamlPath): string {
  return path.filter((step, index) => typeof step === 'string' && !(form === 'dict' && index === 1)).join('.');
}

/** The keys of the place at a path, and those that only the other form has there. */
function knownKeys(form: Form, path: YamlPath): { keys: readonly string[]; other: ReadonlySet<string> } {
  const level = levelOf(form, path);
  return { keys: KEYS[form][level] ?? [], other: new Set(KEYS[form === 'list' ? 'dict' : 'list'][level]) };
}

function missing(path: YamlPath, key: string): string {
  const cure: Readonly<Record<string, string>> = {
    version: 'Add version: 1 (list form), or the number of this system version (dict form).',
    targets: 'Add targets, the services of the device.',
    source: 'Add source, as in docker://host/path:tag or oci:dir:tag.',
    url: 'Add url, as in docker://host/path:tag or oci:dir:tag.',
  };
  return `${subject(path)} has no ${key}. ${cure[key] ?? `Add ${key}.`}`;
}

function wrong(path: YamlPath, error: AjvError, node: Node | undefined, form: Form): string {
  const what = subject(path);
  const types = [error.params['type']].flat().map(String);
  if (error.keyword === 'minimum' || error.keyword === 'maximum') return `${what} may be ${error.keyword === 'minimum' ? 'no less' : 'no more'} than ${BigInt(Number(error.params['limit']))}.`;
  if (error.keyword === 'const') return `${what} must be ${quoted(String(error.params['allowedValue']))}, or absent.`;
  if (error.keyword !== 'type') return `${what} is not as the schema says (${error.keyword}).`;
  const found = kindOf(node, form);
  if (types.includes('integer')) return `${what} must be a whole number, but is ${found}. ${numberCure(node, path, form)}`;
  if (types.includes('boolean') && !types.includes('string')) return `${what} must be true or false, but is ${found}.`;
  if (types.includes('array')) return `${what} must be a list, but is ${found}. ${listCure(node)}`;
  if (types.includes('object')) {
    if (node?.kind === 'scalar' && node.isNull && typeof path.at(-1) === 'number') return `${what} is empty. Write its keys, or remove the "-".`;
    return `${what} must be a mapping of keys to values, but is ${found}. ${mappingCure(node, path)}`;
  }
  const cure = node?.kind === 'scalar' ? (node.isNull ? 'Write a value, or leave the key out.' : 'Put it in quotes.') : 'Write one value.';
  return `${what} must be text, but is ${found}. ${cure}`;
}

function mappingCure(node: Node | undefined, path: YamlPath): string {
  if (node?.kind === 'sequence') return 'Write its keys without "- ".';
  if (node?.kind === 'scalar' && node.isNull) return 'Write its keys, or leave it out.';
  const ports = path.at(-2) === 'ports' && node?.kind === 'scalar' ? /^([0-9]+):([0-9]+)$/.exec(node.text) : null;
  return ports === null ? 'Write each key on a line of its own, as key: value.' : `Write host: ${ports[1]} and container: ${ports[2]}.`;
}

function listCure(node: Node | undefined): string {
  if (node?.kind === 'mapping') return 'Put "- " before each item.';
  return node?.kind === 'scalar' && node.isNull ? 'Write [] for none, or leave the key out.' : 'Write one item a line, each after "- ".';
}

/** What to write in place of a number in a notation that readers disagree on. */
function numberCure(node: Node | undefined, path: YamlPath, form: Form): string {
  if (node?.kind !== 'scalar') return 'Write a decimal number.';
  const { text, plain } = node;
  const mebibytes = path[0] === 'storage' && path.at(-1) === 'size' ? sizeInMebibytes(text) : undefined;
  if (mebibytes !== undefined) return `Sizes are in MiB, without a unit: write ${mebibytes}.`;
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  if (!plain && isDecimal(text)) return `Remove the quotes: ${text}.`;
  if (/^0[0-7]+$/.test(digits)) return `mosb reads it as octal, ${Number.parseInt(digits, 8)}; write that, or ${digits.replace(/^0+(?=.)/, '')}.`;
  if (/^0[xX][0-9a-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/.test(digits)) return `Write it as a decimal number: ${BigInt(digits.toLowerCase())}.`;
  if (isDecimal(digits)) return `Write ${digits}.`;
  if (path.length === 1 && path[0] === 'version') return form === 'list' ? 'Write version: 1, the version of the format.' : 'Write a number that rises by one with every release of the system.';
  const value = Number(digits);
  if (plain && digits !== '' && Number.isInteger(value) && Math.abs(value) < 2 ** 53) return `Write ${value}.`;
  return 'Write a decimal number without unit, sign or fraction.';
}

/** How many MiB a size with a unit is, as people mean it: 30G is 30720. undefined for other texts, and for what is no whole number of them. */
function sizeInMebibytes(text: string): number | undefined {
  const [, digits, unit] = /^([0-9]+(?:\.[0-9]+)?) ?([MGT])i?B?$/i.exec(text) ?? [];
  const size = Number(digits) * 1024 ** 'MGT'.indexOf((unit ?? '').toUpperCase());
  return unit !== undefined && Number.isSafeInteger(size) ? size : undefined;
}

function kindOf(node: Node | undefined, form: Form): string {
  if (node === undefined) return 'absent';
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  if (node.isNull) return 'empty';
  if (node.plain && form === 'dict' && ambiguity(node.text) === undefined && meaning(node.text) === 'boolean') return `the boolean ${node.text}`;
  return `${node.plain ? '' : 'the text '}${quoted(node.text)}`;
}

/** A place in words: "the size of target 2", "the ports of target ran". */
export function describe(path: YamlPath): string {
  const words: string[] = [];
  for (let at = 0; at < path.length; at++) {
    const step = path[at]!;
    if (step === 'targets' && at + 1 < path.length) {
      const which = path[++at]!;
      words.unshift(`target ${typeof which === 'number' ? which + 1 : quoted(which)}`);
    } else if (typeof step === 'number') words.unshift(`item ${step + 1}`);
    else words.unshift(step);
  }
  return words.length === 0 ? 'the manifest' : words.join(' of ');
}

/** A place as the first words of a sentence: "The size of target 2". */
export function subject(path: YamlPath): string {
  const text = describe(path);
  return /^(?:item|target|the) /.test(text) ? text[0]!.toUpperCase() + text.slice(1) : `The ${text}`;
}

/** ajv's JSON pointer as a path: a step into a list is a number. */
function pathOf(root: Node, pointer: string): YamlPath {
  const path: (string | number)[] = [];
  let node: Node | undefined = root;
  for (const part of pointer.split('/').slice(1)) {
    const step: string | number = node?.kind === 'sequence' ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(step);
    node = node === undefined ? undefined : nodeAt(node, [step]);
  }
  return path;
}

function nodeAt(root: Node, path: YamlPath): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node?.kind === 'mapping') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}
