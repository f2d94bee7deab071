import { Fields, INT64, UINT64 } from './fields.ts';
import type { Fault } from './fault.ts';
import type { Manifest, Mount, Network, Port, Target, Volume } from './manifest.ts';
import type { YamlPath } from './problem.ts';
import { boolean } from './scalar.ts';
import type { MappingNode, Node } from './tree.ts';

/**
 * The list form (mos's formats.md), which mosb and mosctl read: the tree's shape has passed the schema. Text keeps what was written,
 * null is as absent, and booleans have YAML 1.1's words, all as yaml.v2 has it.
 */
export function listManifest(root: MappingNode): { manifest: Manifest; faults: readonly Fault[] } {
  const reader = new ListReader('list');
  return { manifest: reader.manifest(root), faults: reader.faults };
}

class ListReader extends Fields {
  manifest(root: MappingNode): Manifest {
    return {
      form: 'list',
      version: this.integer(root, 'version', [], INT64),
      product: this.#text(root, 'product'),
      updateType: this.#text(root, 'update_type'),
      mediaType: undefined,
      imageType: undefined,
      storageType: undefined,
      storage: this.#list(root, 'storage', [], (node, path) => this.#volume(node, path)),
      targets: this.#list(root, 'targets', [], (node, path) => this.#target(node, path)) ?? [],
    };
  }

  #text(mapping: MappingNode, key: string): string | undefined {
    return this.scalar(mapping, key)?.text;
  }

  #list<T>(mapping: MappingNode, key: string, path: YamlPath, item: (node: MappingNode, path: YamlPath) => T): readonly T[] | null | undefined {
    const node = this.get(mapping, key);
    if (node === undefined) return undefined;
    if (node.kind !== 'sequence') return null;
    return node.items.flatMap((each, index) => {
      const full = each.kind === 'scalar' && each.isNull ? nothing(each) : each;
      return full.kind === 'mapping' ? [item(full, [...path, key, index])] : [];
    });
  }

  #volume(node: MappingNode, path: YamlPath): Volume {
    const persistent = this.scalar(node, 'persistent')?.text;
    return {
      path,
      label: this.#text(node, 'label'),
      persistent: persistent === undefined ? undefined : boolean(persistent),
      nsgroup: this.#text(node, 'nsgroup'),
      size: this.integer(node, 'size', path, UINT64),
    };
  }

  #target(node: MappingNode, path: YamlPath): Target {
    const source = this.get(node, 'source');
    return {
      path,
      name: this.#text(node, 'service_name') ?? '',
      source: this.#text(node, 'source') ?? '',
      sourcePath: [...path, 'source'],
      version: this.#text(node, 'version'),
      // Empty is not stated, as for mosb.
      digest: this.#text(node, 'digest') || undefined,
      size: this.integer(node, 'size', path, INT64),
      serviceType: this.#text(node, 'service_type'),
      nsgroup: this.#text(node, 'nsgroup'),
      network: this.#network(this.get(node, 'network'), [...path, 'network']),
      storage: this.#list(node, 'storage', path, (each, at): Mount => ({ path: at, dest: this.#text(each, 'dest'), label: this.#text(each, 'label') })),
      verbatim: undefined,
      aliased: node.aliased || node.merged || source?.aliased === true,
    };
  }

  #network(node: Node | undefined, path: YamlPath): Network | undefined {
    if (node?.kind !== 'mapping') return undefined;
    return {
      type: this.#text(node, 'type'),
      ipv4: this.#text(node, 'ipv4'),
      ipv6: this.#text(node, 'ipv6'),
      ports: this.#list(
        node,
        'ports',
        path,
        (each, at): Port => ({ path: at, host: this.integer(each, 'host', at, UINT64), container: this.integer(each, 'container', at, UINT64) }),
      ),
    };
  }
}

/** An item that was left empty: for mosb a mapping without keys. */
function nothing({ start, end, aliased }: Node): MappingNode {
  return { kind: 'mapping', entries: new Map(), source: undefined, merged: false, replaced: [], start, end, aliased };
}
