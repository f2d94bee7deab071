import { quoted } from '../visible.ts';
import { Fields, INT64, UINT64 } from './fields.ts';
import type { Fault } from './fault.ts';
import type { Json, Manifest, Mount, Network, Port, Target, Volume } from './manifest.ts';
import type { YamlPath } from './problem.ts';
import { ambiguity } from './scalar.ts';
import { describe } from './schema.ts';
import type { MappingNode, Node } from './tree.ts';

/**
 * The dict form (mos's issue 24): the tree's shape has passed the schema. Nothing reads this form yet, so YAML 1.2's core schema holds;
 * text keeps what was written, and a plain scalar that YAML 1.1 reads otherwise must be quoted.
 */
export function dictManifest(root: MappingNode): { manifest: Manifest; faults: readonly Fault[] } {
  const reader = new DictReader('dict');
  return { manifest: reader.manifest(root), faults: reader.faults };
}

class DictReader extends Fields {
  manifest(root: MappingNode): Manifest {
    const targets = this.get(root, 'targets');
    return {
      form: 'dict',
      version: this.integer(root, 'version', [], UINT64),
      product: this.#text(root, 'product', []),
      updateType: undefined,
      mediaType: this.#text(root, 'mediatype', []),
      imageType: this.#text(root, 'image_type', []),
      storageType: this.#text(root, 'storage_type', []),
      storage: this.#list(root, 'storage', [], (node, path) => this.#volume(node, path)),
      targets: targets?.kind === 'mapping' ? [...targets.entries].flatMap(([name, { value }]) => (value.kind === 'mapping' ? [this.#target(name, value)] : [])) : [],
    };
  }

  #text(mapping: MappingNode, key: string, path: YamlPath): string | undefined {
    const node = this.scalar(mapping, key);
    if (node === undefined) return undefined;
    const other = node.plain ? ambiguity(node.text) : undefined;
    if (other !== undefined) {
      const at = [...path, key];
      this.fault(node, at, `${quoted(node.text)} is text in ${describe(at)}, but some YAML readers take it for ${other}. Put it in quotes.`);
    }
    return node.text;
  }

  #list<T>(mapping: MappingNode, key: string, path: YamlPath, item: (node: MappingNode, path: YamlPath) => T): readonly T[] | undefined {
    const node = this.get(mapping, key);
    if (node?.kind !== 'sequence') return undefined;
    return node.items.flatMap((each, index) => (each.kind === 'mapping' ? [item(each, [...path, key, index])] : []));
  }

  #volume(node: MappingNode, path: YamlPath): Volume {
    const persistent = this.scalar(node, 'persistent')?.text;
    return {
      path,
      label: this.#text(node, 'label', path),
      persistent: persistent === undefined ? undefined : persistent.toLowerCase() === 'true',
      nsgroup: this.#text(node, 'nsgroup', path),
      size: this.integer(node, 'size', path, UINT64),
    };
  }

  #target(name: string, node: MappingNode): Target {
    const path: YamlPath = ['targets', name];
    const network = this.#network(this.get(node, 'network'), [...path, 'network']);
    const nsgroup = this.#text(node, 'nsgroup', path);
    const storage = this.#list(node, 'storage', path, (each, at): Mount => ({ path: at, dest: this.#text(each, 'dest', at), label: this.#text(each, 'label', at) }));
    const mounts = this.#list(node, 'mounts', path, (each, at) => this.#oldMount(each, at));
    return {
      path,
      name,
      source: this.#text(node, 'url', path) ?? '',
      sourcePath: [...path, 'url'],
      version: this.#text(node, 'version', path),
      digest: this.#text(node, 'digest', path) || undefined,
      size: this.integer(node, 'size', path, INT64),
      serviceType: this.#text(node, 'service_type', path),
      nsgroup,
      network,
      storage,
      verbatim: object({
        network: network === undefined ? undefined : object({ ...network, ports: network.ports?.map(({ host, container }) => object({ host, container })) }),
        nsgroup,
        mounts,
        storage: storage?.map(({ dest, label }) => object({ dest, label })),
      }),
      aliased: node.aliased || node.merged || this.get(node, 'url')?.aliased === true,
    };
  }

  #network(node: Node | undefined, path: YamlPath): Network | undefined {
    if (node?.kind !== 'mapping') return undefined;
    return {
      type: this.#text(node, 'type', path),
      ipv4: this.#text(node, 'ipv4', path),
      ipv6: this.#text(node, 'ipv6', path),
      ports: this.#list(
        node,
        'ports',
        path,
        (each, at): Port => ({ path: at, host: this.integer(each, 'host', at, UINT64), container: this.integer(each, 'container', at, UINT64) }),
      ),
    };
  }

  #oldMount(node: MappingNode, path: YamlPath): Json {
    const options = this.get(node, 'options');
    return object({
      source: this.#text(node, 'source', path),
      dest: this.#text(node, 'dest', path),
      options: options?.kind === 'sequence' ? options.items.map((each) => (each.kind === 'scalar' ? each.text : '')) : undefined,
    });
  }
}

/** The object without what is undefined: absent keys stay absent. */
function object(fields: { readonly [key: string]: Json | undefined }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
