import { subject } from './schema.ts';
import type { Fault } from './fault.ts';
import type { YamlPath } from './problem.ts';
import type { Form } from './manifest.ts';
import { integerOf } from './integer.ts';
import type { MappingNode, Node, ScalarNode } from './tree.ts';

/** Takes typed values out of the tree after the schema has accepted its shape; says what the schema cannot. */
export class Fields {
  readonly faults: Fault[] = [];
  readonly #form: Form;

  constructor(form: Form) {
    this.#form = form;
  }

  /** The mapping's value of a key, or undefined when it is absent. */
  get(mapping: MappingNode, key: string): Node | undefined {
    return mapping.entries.get(key)?.value;
  }

  /** The scalar under a key; undefined when it is absent or null. */
  scalar(mapping: MappingNode, key: string): ScalarNode | undefined {
    const node = this.get(mapping, key);
    return node?.kind === 'scalar' && !node.isNull ? node : undefined;
  }

  /** The whole number under a key, exactly; undefined when it is absent or null. `largest` is what the device's program can hold. */
  integer(mapping: MappingNode, key: string, path: YamlPath, largest: bigint): bigint | undefined {
    const node = this.scalar(mapping, key);
    const value = node === undefined ? undefined : integerOf(node, this.#form);
    if (node === undefined || value === undefined) return undefined;
    if (value > largest) this.fault(node, [...path, key], `${subject([...path, key])} may be no more than ${largest}.`);
    return value;
  }

  fault(node: Node, path: YamlPath, message: string): void {
    this.faults.push({ rule: 'schema', start: node.start, end: node.end, message, fatal: true, path });
  }
}

/** The largest values of Go's int64 and uint64, in which mosb and mosctl keep sizes and ports. */
export const INT64 = (1n << 63n) - 1n;
export const UINT64 = (1n << 64n) - 1n;
