import { createHash } from 'node:crypto';
import type { NewCommit } from './code.ts';
import { type Fields, fields, text } from '../json.ts';
import { created, found, invalid, ok, unprocessable, type Route } from './reply.ts';
import { can, need, nextId, repositoryJson, webOf, type Asset, type Release, type State } from './state.ts';

const MEBIBYTE = 1024 * 1024;

/** The repository, its commits and files, attestations and releases. `origin` is where this server is. */
export function contents(state: State, origin: () => string): readonly Route[] {
  const read = (): void => need(state, 'read', 'contents');
  const write = (): void => need(state, 'write', 'contents');
  // Servers of before 2025 say no digest.
  const assetJson = ({ id, name, content, state: uploaded = 'uploaded' }: Asset): unknown => ({
    id,
    name,
    size: content.length,
    state: uploaded,
    digest: state.enterprise ? null : `sha256:${createHash('sha256').update(content).digest('hex')}`,
  });
  const releaseJson = (release: Release): unknown => ({
    id: release.id,
    tag_name: release.tag,
    body: release.body,
    html_url: `${webOf(state)}/releases/tag/${release.tag}`,
    upload_url: `${origin()}/repos/${state.repository}/releases/${release.id}/assets{?name,label}`,
    assets: release.assets.map((asset) => assetJson(asset)),
  });
  const releaseOf = (id: string | undefined): Release => found(state.releases.find((release) => release.id === Number(id)));
  return [
    { method: 'GET', path: /^$/u, handle: () => ok(repositoryJson(state)) },
    {
      method: 'GET',
      path: /^\/compare\/(.+)$/u,
      handle: ([basehead = ''], _body, query) => {
        read();
        const [base = '', head = ''] = basehead.split('...').map((part) => part.split(':').pop());
        const { status, mergeBase, ahead, behind } = found(state.code.compare(base, head));
        // GitHub lists the files on the first page alone.
        const files = Number(query.get('page') ?? 1) === 1 ? { files: state.code.changes(base, head) } : {};
        return ok({ status, ahead_by: ahead, behind_by: behind, total_commits: ahead, merge_base_commit: { sha: mergeBase }, commits: [], ...files });
      },
    },
    {
      method: 'GET',
      path: /^\/commits\/(.+)$/u,
      handle: ([revision = '']) => {
        read();
        const sha = state.code.resolve(revision);
        if (sha === undefined) throw unprocessable(`No commit found for SHA: ${revision}`);
        return ok({ sha });
      },
    },
    {
      method: 'GET',
      path: /^\/git\/ref\/((?:heads|tags)\/.+)$/u,
      handle: ([ref = '']) => (read(), ok({ ref: `refs/${ref}`, object: { type: 'commit', sha: found(state.code.resolve(`refs/${ref}`)) } })),
    },
    {
      method: 'GET',
      path: /^\/contents\/(.+)$/u,
      handle: ([path = ''], _body, query) => {
        read();
        const ref = query.get('ref') ?? state.defaultBranch;
        const other = state.code.content(ref, path) === undefined ? state.code.other(ref, path) : undefined;
        if (other === 'folder') return ok([]);
        if (other !== undefined) return ok({ type: 'symlink', path, name: path.split('/').pop(), size: other.target.length, target: other.target });
        const content = found(state.code.content(ref, path));
        const base64 = content.toString('base64').replaceAll(/.{60}/gu, '$&\n');
        const shown = content.length <= MEBIBYTE ? { encoding: 'base64', content: base64 } : { encoding: 'none', content: '' };
        return ok({ type: 'file', path, name: path.split('/').pop(), size: content.length, ...shown });
      },
    },
    {
      method: 'POST',
      path: /^\/attestations$/u,
      handle: (_groups, body) => {
        need(state, 'write', 'attestations');
        state.attestations.push(body['bundle']);
        return created({ id: nextId(state) });
      },
    },
    {
      method: 'GET',
      path: /^\/attestations\/(sha256:[0-9a-f]{64})$/u,
      handle: ([digest], _body, query) => {
        need(state, 'read', 'attestations');
        const type = query.get('predicate_type');
        const attestations = state.attestations.filter((bundle) => {
          const statement = statementOf(bundle);
          return (type === null || statement.predicateType === type) && statement.subject?.some((subject) => `sha256:${subject.digest?.sha256}` === digest) === true;
        });
        return ok({ attestations: attestations.map((bundle) => ({ bundle, repository_id: 74 })) });
      },
    },
    { method: 'GET', path: /^\/releases\/tags\/(.+)$/u, handle: ([tag]) => (read(), ok(releaseJson(found(state.releases.find((release) => release.tag === tag))))) },
    {
      method: 'POST',
      path: /^\/releases$/u,
      handle: (_groups, body) => {
        write();
        const tag = text(body['tag_name']);
        if (state.releases.some((release) => release.tag === tag)) throw invalid('Release', 'tag_name', 'already_exists');
        const release: Release = { id: nextId(state), tag, body: text(body['body']), assets: [] };
        state.releases.push(release);
        return created(releaseJson(release));
      },
    },
    {
      method: 'PATCH',
      path: /^\/releases\/(\d+)$/u,
      handle: ([id], body) => {
        write();
        const release = releaseOf(id);
        if (typeof body['body'] === 'string') release.body = body['body'];
        return ok(releaseJson(release));
      },
    },
    {
      method: 'POST',
      path: /^\/releases\/(\d+)\/assets$/u,
      handle: ([release], _body, query, content) => {
        write();
        const { assets } = releaseOf(release);
        const name = query.get('name') ?? '';
        if (assets.some((asset) => asset.name === name)) throw invalid('ReleaseAsset', 'name', 'already_exists');
        const id = nextId(state);
        const asset: Asset = { id, name, content };
        assets.push(asset);
        return created(assetJson(asset));
      },
    },
    // GitHub sends who asks for the bytes elsewhere.
    {
      method: 'GET',
      path: /^\/releases\/assets\/(\d+)$/u,
      handle: ([id]) => {
        read();
        found(assetOf(state, id));
        return { status: 302, body: undefined, headers: { location: `${origin()}/storage/${id}` } };
      },
    },
  ];
}

/** An asset of any release. */
export function assetOf({ releases }: State, id: string | undefined): Asset | undefined {
  return releases.flatMap(({ assets }) => assets).find((asset) => asset.id === Number(id));
}

interface InTotoStatement {
  readonly predicateType?: string;
  readonly subject?: readonly { readonly digest?: { readonly sha256?: string } }[];
}

function statementOf(bundle: unknown): InTotoStatement {
  const payload = text(fields(fields(bundle)['dsseEnvelope'])['payload']);
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as InTotoStatement;
}

/** The two things that the action asks GraphQL: who the token is, and createCommitOnBranch. Throws on any other. */
export function graphql(state: State, body: Fields): unknown {
  const query = text(body['query']);
  if (query.includes('createCommitOnBranch')) return createCommit(state, fields(fields(body['variables'])['input']));
  if (/\bviewer\b/u.test(query)) return { data: { viewer: { login: state.viewer.login } } };
  throw new Error(`this GitHub does not know the query ${query}`);
}

function createCommit(state: State, input: Fields): unknown {
  const target = fields(input['branch']);
  const repository = text(target['repositoryNameWithOwner']);
  const branch = text(target['branchName']).replace(/^refs\/heads\//u, '');
  if (repository.toLowerCase() !== state.repository.toLowerCase()) return refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${repository}'.`);
  if (!can(state, 'write', 'contents')) return refuse('FORBIDDEN', 'Resource not accessible by integration');
  const parent = state.code.resolve(`refs/heads/${branch}`);
  if (parent === undefined) return refuse('NOT_FOUND', `Could not resolve to a Ref with the name '${branch}'.`);
  const expected = text(input['expectedHeadOid']);
  if (parent !== expected) return refuse('STALE_DATA', `Expected branch to point to "${expected}" but it did not. Pull and try again.`);
  const changes = fields(input['fileChanges']);
  const message = fields(input['message']);
  const commit: NewCommit = {
    branch,
    parent,
    headline: text(message['headline']),
    body: text(message['body']),
    additions: listOf(changes['additions']).map((file) => ({ path: text(file['path']), contents: text(file['contents']) })),
    deletions: listOf(changes['deletions']).map((file) => ({ path: text(file['path']) })),
  };
  const oid = state.code.commit(commit);
  state.commits.push({ ...commit, oid });
  return { data: { createCommitOnBranch: { commit: { oid, url: `${webOf(state)}/commit/${oid}` } } } };
}

function refuse(type: string, message: string): unknown {
  return { data: { createCommitOnBranch: null }, errors: [{ type, path: ['createCommitOnBranch'], message }] };
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
