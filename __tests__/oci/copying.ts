import { readFileSync } from 'node:fs';
import { createRegistryClient } from '../../src/oci/registry.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';

// A program of its own, so that what it holds in memory is what copying needs:
// node copying.ts FROM-HOST TO-HOST DESCRIPTORS-AS-JSON. Prints the most memory that was resident, in bytes. That is the kernel's VmHWM: a process
// inherits ru_maxrss, which resourceUsage() gives, from the one that started it, and jest is larger than what is measured here.
const [from = '', to = '', text = '[]'] = process.argv.slice(2);
const descriptors: Descriptor[] = JSON.parse(text);
const client = createRegistryClient({ env: {} });
const [source, destination] = [client.repository(from, 'os/from'), client.repository(to, 'os/to', { push: true })];
const started = Date.now();
await Promise.all(descriptors.map(async (descriptor) => destination.pushBlob(descriptor, async () => source.blob(descriptor), { probe: false })));
await client.close();
const resident = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
process.stdout.write(`${JSON.stringify({ resident, ms: Date.now() - started, ...client.usage() })}\n`);
