import { readFileSync } from 'node:fs';
import type { Sigstore } from '../harness/sigstore.ts';

/** The parsed JSON of a file. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** What @actions/core's getIDToken does, against a local sigstore's issuer; counts how often it was asked. */
export function tokensOf(sigstore: Sigstore): { readonly getIdToken: (audience: string) => Promise<string>; readonly asked: () => number } {
  let count = 0;
  return {
    asked: () => count,
    async getIdToken(audience) {
      count++;
      const answer = await fetch(`${sigstore.env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${audience}`, { headers: { authorization: `bearer ${sigstore.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` } });
      const { value }: { readonly value: string } = JSON.parse(await answer.text());
      return value;
    },
  };
}

/** A signing config with other URLs: what stands between the signer and a service. */
export function redirected(signingConfig: unknown, urls: { readonly fulcio?: string; readonly rekor?: string; readonly timestamp?: string }): unknown {
  const named: Readonly<Record<string, string | undefined>> = { caUrls: urls.fulcio, rekorTlogUrls: urls.rekor, tsaUrls: urls.timestamp };
  return Object.fromEntries(
    Object.entries(Object(signingConfig)).map(([name, services]) => {
      const url = named[name];
      return [name, url === undefined || !Array.isArray(services) ? services : services.map((service: object) => ({ ...service, url }))];
    }),
  );
}
