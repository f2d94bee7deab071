import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/daemon.ts';
import { listen } from '../harness/listen.ts';

export interface TufRepository {
  readonly url: string;
  readonly host: string;
  /** The root that a client begins with. */
  readonly rootPath: string;
  /** What was asked for, without what was not there. */
  readonly requests: readonly string[];
  /** Serves another content under a path that is there already, as a lying mirror would. */
  readonly replace: (path: RegExp, content: string) => void;
  readonly stop: () => Promise<void>;
}

const EXPIRES = '2099-01-01T00:00:00Z';
const COMMON = { spec_version: '1.0.31', version: 1, expires: EXPIRES };

/** A TUF repository (specification 1.0, consistent snapshots) with these targets, one key for all roles, on loopback. */
export async function startTufRepository(targets: Readonly<Record<string, string>>): Promise<TufRepository> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex') } };
  const keyid = hash(canonical(key));
  const signed = (content: object): string =>
    JSON.stringify({ signatures: [{ keyid, sig: sign(null, Buffer.from(canonical(content)), privateKey).toString('hex') }], signed: content });
  const role = { keyids: [keyid], threshold: 1 };
  const files = new Map<string, string>();
  const root = signed({ ...COMMON, _type: 'root', consistent_snapshot: true, keys: { [keyid]: key }, roles: { root: role, timestamp: role, snapshot: role, targets: role } });
  const described = Object.entries(targets).map(([name, content]) => {
    files.set(`/targets/${hash(content)}.${name}`, content);
    return [name, { length: Buffer.byteLength(content), hashes: { sha256: hash(content) } }] as const;
  });
  files.set('/1.targets.json', signed({ ...COMMON, _type: 'targets', targets: Object.fromEntries(described) }));
  files.set('/1.snapshot.json', signed({ ...COMMON, _type: 'snapshot', meta: { 'targets.json': { version: 1 } } }));
  files.set('/timestamp.json', signed({ ...COMMON, _type: 'timestamp', meta: { 'snapshot.json': { version: 1 } } }));
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const content = files.get(url);
    if (content !== undefined) requests.push(url);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  const { url, host, stop } = await listen(server);
  const rootPath = join(temporaryFolder('tuf-root'), 'root.json');
  writeFileSync(rootPath, root);
  return {
    url,
    host,
    rootPath,
    requests,
    replace(path, content) {
      for (const name of files.keys()) if (path.test(name)) files.set(name, content);
    },
    stop,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Canonical JSON, for values whose strings need no escape. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
