import { readFileSync } from 'node:fs';
import { createRegistryClient } from '../../src/oci/registry.ts';
import { createPost } from '../../src/sign/http.ts';

// A program of its own, as copying.ts: node fragments.ts WHAT HOST reads one answer into memory, and prints what came of it and by how
// many bytes the process grew at most.
const [what, host = ''] = process.argv.slice(2);
const client = createRegistryClient({ env: {}, deadlineMs: 1 });
const before = process.memoryUsage.rss();
const read = async (): Promise<unknown> => {
  if (what === 'post') return (await createPost({}, 60_000)(`http://${host}/`, { contentType: 'text/plain', accept: '*/*', body: '' })).byteLength;
  return client.repository(host, 'os/ran').manifest('1');
};
const came = await read().catch((error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? error.code : String(error)));
await client.close();
const most = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
process.stdout.write(JSON.stringify({ came, grown: most - before }));
process.exit();
