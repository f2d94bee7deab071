import { Failure } from '../failure.ts';
import type { Store } from './store.ts';

/** A layout that is not there yet, for a run that must not make it: it has nothing, and takes nothing. */
export function emptyLayout(name: string): Store {
  const refuse = async (): Promise<never> => {
    throw new Failure('unavailable', 'unwritable', `${name}: this run writes nothing`);
  };
  return {
    kind: 'layout',
    name,
    resolve: async () => undefined,
    manifest: async () => undefined,
    blob: refuse,
    hasBlob: async () => false,
    tags: async () => [],
    referrers: async () => [],
    pushBlob: refuse,
    pushManifest: refuse,
    pushReferrers: refuse,
  };
}
