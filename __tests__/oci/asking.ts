import { createRegistryClient } from '../../src/oci/registry.ts';

// A program of its own, so that it is seen whether it ends, and how: node asking.ts. Asks for a manifest through the proxy that HTTPS_PROXY names, and prints
// the code of what came of it.
const client = createRegistryClient({ env: process.env, deadlineMs: 1, timeouts: { connect: 2000, headers: 2000, idle: 2000, document: 4000 } });
const outcome = await client.repository('registry.example', 'os/ran').manifest('1').then(
  () => 'an answer',
  (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? error.code : String(error)),
);
process.stdout.write(String(outcome));
await client.close();
