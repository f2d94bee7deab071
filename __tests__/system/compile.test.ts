import { describe, expect, test } from '@jest/globals';
import type { Resolution } from '../../src/manifest/manifest.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { compile } from '../../src/system/compile.ts';

const image = (digit: string, size: number): Resolution => ({ digest: `sha256:${digit.repeat(64)}`, size });
const IMAGES = new Map([['hostfs', image('1', 3993)], ['ran-http', image('2', 2038)]]);

function compiled(text: string, images = IMAGES): ReturnType<typeof compile> {
  const { manifest, problems } = readManifest(Buffer.from(text));
  expect(problems).toEqual([]);
  return compile(manifest!, images);
}

/** Issue 24's own example. */
const ISSUE_24 = `version: 200
mediatype: "application/vnd.mos.import.manifest.v1"
image_type: iso
product: de6c82c5-2e01-4c92-949b-a6545d30fc06
targets:
  ran-http:
    url: "oci://tmp/build.d/oci.d:ran:latest"
    version: 2.9.2
    service_type: "container"
    network: {type: host}
  hostfs:
    url: "docker://some.url/puzzlefs/hostfs:latest"
    version: 0.0.1
    service_type: "hostfs"
    network: {type: host}
    nsgroup: ""
    mounts: []
storage_type: atomfs
`;

describe('the dict form becomes the system manifest', () => {
  test('of issue 24, byte for byte', () => {
    const { bytes, mediaType, fileName } = compiled(ISSUE_24);
    expect({ mediaType, fileName }).toEqual({ mediaType: 'application/vnd.mos.system.manifest.v1', fileName: 'system-manifest.json' });
    expect(bytes.toString()).toBe(
      `{"mediatype":"application/vnd.mos.system.manifest.v1","product":"de6c82c5-2e01-4c92-949b-a6545d30fc06","targets":{` +
        `"hostfs":{"digest":"sha256:${'1'.repeat(64)}","mounts":[],"network":{"type":"host"},"nsgroup":"","service_type":"hostfs","size":3993,"version":"0.0.1"},` +
        `"ran-http":{"digest":"sha256:${'2'.repeat(64)}","network":{"type":"host"},"service_type":"container","size":2038,"version":"2.9.2"}},"version":200}`,
    );
  });

  test('of the same bytes, whatever the order and the style of the import manifest', () => {
    const turned = `storage_type: atomfs\nproduct: 'de6c82c5-2e01-4c92-949b-a6545d30fc06'\ntargets: {hostfs: {mounts: [], nsgroup: '', network: {type: 'host'}, service_type: hostfs, version: "0.0.1", url: x:y},
  ran-http: {network: {"type": host}, url: x:y, version: 2.9.2, service_type: container}}\nversion: 200\n`;
    expect(compiled(turned).bytes.equals(compiled(ISSUE_24).bytes)).toBe(true);
  });

  test('with storage, exact integers and text as it was written', () => {
    const text = `version: 18446744073709551615
storage: [{label: "a<&>", persistent: true, size: 9007199254740993}]
targets:
  hostfs: {url: x:y, version: 1.10, storage: [{label: é, dest: /a}], network: {type: simple, ports: [{host: 80, container: 8080}], ipv4: 10.0.3.9/24}}
`;
    expect(compiled(text).bytes.toString()).toBe(
      `{"mediatype":"application/vnd.mos.system.manifest.v1","storage":[{"label":"a<&>","persistent":true,"size":9007199254740993}],"targets":{"hostfs":{"digest":"sha256:${'1'.repeat(64)}",` +
        `"network":{"ipv4":"10.0.3.9/24","ports":[{"container":8080,"host":80}],"type":"simple"},"size":3993,"storage":[{"dest":"/a","label":"é"}],"version":"1.10"}},"version":18446744073709551615}`,
    );
  });

  test('with keys sorted by their UTF-8 bytes, as Go sorts them', () => {
    const names = ['\u{1f600}', '\uff5e', 'b', 'a', '__proto__', '10', '9'];
    const text = `version: 1\ntargets:\n${names.map((name) => `  "${name}": {url: x:y}\n`).join('')}`;
    const { bytes } = compiled(text, new Map(names.map((name) => [name, image('1', 1)])));
    const order = [...bytes.toString().matchAll(/"([^"]+)":\{"digest"/g)].map(([, name]) => name);
    expect(order).toEqual(['10', '9', '__proto__', 'a', 'b', '\uff5e', '\u{1f600}']);
  });
});

describe('the list form becomes install.json', () => {
  test('with the resolved digest and size, not the stated ones', () => {
    const { bytes, mediaType, fileName } = compiled('version: 1\ntargets: [{service_name: hostfs, source: x:y, digest: "sha256:other", size: 1}]\n');
    expect({ mediaType, fileName }).toEqual({ mediaType: 'application/vnd.machine.install', fileName: 'install.json' });
    expect(bytes.toString()).toBe(
      `{"version":1,"product":"","storage":null,"targets":[{"service_name":"hostfs","version":"","service_type":"","network":{"type":"","ipv4":"","ipv6":"","ports":null},"nsgroup":"","digest":"sha256:${'1'.repeat(64)}","storage":null,"size":3993}],"update_type":""}`,
    );
  });

  test('and a target that was not resolved is a failure that names it', () => {
    expect(() => compiled('version: 1\ntargets: [{service_name: other, source: x:y}]\n')).toThrow('Target "other" was not resolved');
  });
});
