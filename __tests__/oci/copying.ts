import { createRegistryClient } from '../../src/oci/registry.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';

// A program of its own, so that what it holds in memory is what copying needs:
// node copying.ts FROM-HOST TO-HOST DESCRIPTORS-AS-JSON. Prints the most memory that was resident, in bytes.
const [from = '', to = '', text = '[]'] = process.argv.slice(2);
const descriptors: Descriptor[] = JSON.parse(text);
const client = createRegistryClient({ env: {} });
const [source, destination] = [client.repository(from, 'os/from'), client.repository(to, 'os/to', { push: true })];
const started = Date.now();
await Promise.all(descriptors.map(async (descriptor) => destination.pushBlob(descriptor, async () => source.blob(descriptor), { probe: false })));
await client.close();
process.stdout.write(`${JSON.stringify({ resident: process.resourceUsage().maxRSS * 1024, ms: Date.now() - started, ...client.usage() })}\n`);
