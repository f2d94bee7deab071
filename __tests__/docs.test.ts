import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { isMap, parseDocument } from 'yaml';
import { INPUTS } from '../src/inputs.ts';
import { OUTPUTS } from '../src/outputs.ts';
import { makeProductCertificate } from './harness/certificates.ts';
import { removeFolder, temporaryFolder } from './harness/daemon.ts';
import { describeWith, requirePeer, run } from './harness/peers.ts';
import { PROJECT, runCli } from './harness/runner.ts';

const SKIPPED = /^(?:node_modules|\.git|dist|lib|coverage|\.peers)$/;

/** The project's files of an ending, their paths relative to it. What tests compare with is no page. */
function files(ending: RegExp, folder = ''): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.test(path) || /^__tests__\/(?:vectors|.*samples)/.test(path) ? [] : files(ending, path);
    return ending.test(path) ? [path] : [];
  });
}

const text = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const PAGES = files(/\.md$/);
const EXAMPLE = join(PROJECT, 'examples', 'device');
const PRODUCT = /^product: (\S+)$/m.exec(text('examples/device/manifest.yaml'))?.[1] ?? '';

const made: string[] = [];
afterAll(async () => {
  await Promise.all(made.map(removeFolder));
});
function emptyFolder(): string {
  made.push(temporaryFolder('docs'));
  return made.at(-1) ?? '';
}

/** A page without its blocks of code, where brackets mean something else. */
function prose(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '``');
}

/** GitHub's anchors of a page's headings. */
function anchors(markdown: string): Set<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of markdown.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
    let name = slug;
    for (let copy = 1; found.has(name); copy += 1) name = `${slug}-${copy}`;
    found.add(name);
  }
  return found;
}

function brokenLinks(page: string): string[] {
  const links = [...prose(text(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (link.startsWith('https://')) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(PROJECT, target))) return true;
    return anchor !== undefined && (!target.endsWith('.md') || !anchors(text(target)).has(anchor));
  });
}

/** The blocks of a language in a page, without the indentation that a list gives them. */
function blocks(page: string, language: string): string[] {
  return [...text(page).matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

describe('pages', () => {
  test('are found', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/rules.md', 'docs/from-mosb.md', 'examples/device/README.md']));
  });

  test.each(PAGES)('%s: every link leads somewhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  // docs/rules.md shows bad manifests, too: its examples are run as tests of the rules.
  test.each(PAGES.filter((page) => page !== 'docs/rules.md'))('%s: every block of YAML can be read', (page) => {
    for (const block of blocks(page, 'yaml')) expect(parseDocument(block).errors).toEqual([]);
  });

  test.each(PAGES)('%s: every option of the command line that it names is there', (page) => {
    const names = new Set<string>([...INPUTS.map(({ name }) => name), 'json', 'verbose', 'help', 'version']);
    const commands = blocks(page, 'sh').join('\n').replaceAll(/\\\n */g, ' ').split('\n').filter((line) => /\b(?:manifest-action|index\.js) /.test(line));
    const used = commands.flatMap((line) => [...line.replace(/\s#.*$/, '').matchAll(/\s--([a-z-]+)/g)].map(([, name = '']) => name));
    expect(used.filter((name) => !names.has(name))).toEqual([]);
  });
});

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => String(key)) : [];
}

describe('what is made from the code', () => {
  test('is fresh', async () => {
    expect(await run(process.execPath, ['scripts/generate.ts', '--check'], { cwd: PROJECT })).toMatchObject({ status: 0, stderr: '', stdout: '' });
  });

  test('action.yml and README.md have the inputs and outputs of the code', () => {
    const action = parseDocument(text('action.yml'));
    const inputs = keysOf(action.get('inputs')).map((name) => [name, action.getIn(['inputs', name, 'default'])]);
    expect(inputs.map(([name]) => name)).toEqual(INPUTS.map(({ name }) => name));
    expect(keysOf(action.get('outputs'))).toEqual(OUTPUTS.map(({ name }) => name));
    expect([action.getIn(['runs', 'using']), action.getIn(['runs', 'main'])]).toEqual(['node24', 'dist/index.js']);
    const rows = [...text('README.md').matchAll(/^\| `([a-z-]+)` \| (?:`(.*)`)? ?\| /gm)].map(([, name = '', fallback = '']) => [name, fallback]);
    expect(rows.slice(0, INPUTS.length)).toEqual(inputs);
  });
});

describe('workflows', () => {
  const workflows = files(/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/);
  const whole = PAGES.flatMap((page) => blocks(page, 'yaml').filter((block) => /^jobs:/m.test(block)).map((block) => [page, block] as const));
  const steps = [...workflows.map((path) => [path, text(path)] as const), ...PAGES.flatMap((page) => blocks(page, 'yaml').map((block) => [page, block] as const))];

  test('are found', () => {
    expect(workflows).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', 'examples/device/.github/workflows/manifest.yaml']));
    expect(whole.map(([page]) => page)).toContain('README.md');
  });

  test('use actions by commit with the version behind it, and the same one everywhere', () => {
    const versions = new Map<string, Set<string>>();
    for (const [where, block] of steps) {
      for (const [line = '', name = '', version = ''] of block.matchAll(/uses: ([^@\s]+)@(.*)$/gm)) {
        if (name === 'mos/manifest-action') continue;
        expect({ where, line }).toEqual({ where, line: expect.stringMatching(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/) });
        versions.set(name, (versions.get(name) ?? new Set()).add(version));
      }
    }
    expect([...versions].filter(([, different]) => different.size > 1)).toEqual([]);
  });

  test('give the action inputs that it has', () => {
    const names = new Set<string>(INPUTS.map(({ name }) => name));
    const given = steps.flatMap(([where, block]) =>
      [...block.matchAll(/^( *)- uses: mos\/manifest-action@.*\n\1 {2}with:\n((?:\1 {4}.*\n?)+)/gm)].flatMap(([, , lines = '']) =>
        [...lines.matchAll(/^ *(?:# )?([a-z-]+):(?: |$)/gm)].map(([, name = '']) => `${where}: ${name}`),
      ),
    );
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((each) => !names.has(each.split(': ')[1] ?? ''))).toEqual([]);
  });

  test('the example asks for little, has no filter of paths, and lets nothing cancel a release', () => {
    const workflow: unknown = parseDocument(text('examples/device/.github/workflows/manifest.yaml')).toJS();
    expect(workflow).toMatchObject({
      on: { pull_request: null, merge_group: null, push: { tags: ['v*'] } },
      permissions: {},
      // oxlint-disable-next-line no-template-curly-in-string -- an expression of GitHub's
      concurrency: { group: 'manifest-${{ github.ref }}', 'cancel-in-progress': false },
      jobs: {
        review: { permissions: { contents: 'read', 'pull-requests': 'write' } },
        release: { permissions: { contents: 'read', packages: 'write', 'id-token': 'write' } },
      },
    });
  });

  describeWith(['actionlint', 'zizmor'], 'the workflows in pages and examples', () => {
    test.each(whole)('%s: actionlint and zizmor find nothing', async (_, input) => {
      expect(await run(requirePeer('actionlint'), ['-'], { input })).toMatchObject({ status: 0, stdout: '' });
      expect(await run(requirePeer('zizmor'), ['--offline', '--no-progress', '--quiet', '-'], { input })).toMatchObject({ status: 0 });
    });
  });
});

describe('examples/device', () => {
  const tree = (root: string, path = ''): [string, string][] =>
    readdirSync(join(root, path)).toSorted().flatMap((name) => {
      const each = path === '' ? name : `${path}/${name}`;
      return statSync(join(root, each)).isDirectory() ? tree(root, each) : [[each, readFileSync(join(root, each), 'base64')] as [string, string]];
    });

  test('its layout is what scripts/example.ts makes', async () => {
    const layout = join(emptyFolder(), 'layout');
    expect(await run(process.execPath, ['scripts/example.ts', layout], { cwd: PROJECT })).toMatchObject({ status: 0, stderr: '' });
    expect(tree(layout)).toEqual(tree(join(EXAMPLE, 'layout')));
  });

  test.each([
    ['manifest.yaml', 'mosctl'],
    ['manifest.dict.yaml', 'mos'],
  ])('%s is pinned, and %s has nothing to say of it', async (manifest, profile) => {
    const checked = await runCli(['check', manifest, '--profile', profile, '--pin', 'check', '--json'], { cwd: EXAMPLE });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(checked.stdout)).toMatchObject({ result: 'passed', manifests: [{ problems: [], targets: [{ floating: false }, { floating: false }, { floating: false }] }] });
  });

  test('both forms name the same images', async () => {
    const { stdout } = await runCli(['check', 'manifest.yaml', 'manifest.dict.yaml', '--json'], { cwd: EXAMPLE });
    const report: unknown = JSON.parse(stdout);
    const names = { targets: expect.arrayContaining(['hostfs', 'bootkit', 'ran'].map((name) => expect.objectContaining({ name }))) };
    expect(report).toMatchObject({ manifests: [names, names] });
    const images = [...stdout.matchAll(/"source": "(oci:layout:[^"]+)",\s+"digest": "([^"]+)"/g)].map(([, source, digest]) => `${source} ${digest}`);
    expect(images.slice(0, 3)).toEqual(images.slice(3));
    expect(images).toHaveLength(6);
  });
});

describeWith(['openssl'], 'README.md, “Verify”', () => {
  test('openssl accepts what was published, by the commands that are shown, and refuses a changed byte', async () => {
    const work = emptyFolder();
    const { keyPem, certificatePem, caPem } = await makeProductCertificate({ product: PRODUCT });
    const args = ['--destination', `oci:${join(work, 'release')}`, '--tag', '1.0.0', '--sign', 'key', '--key', join(work, 'key.pem'), '--certificate', join(work, 'cert.pem')];
    for (const [name, pem] of Object.entries({ 'key.pem': keyPem, 'cert.pem': certificatePem, 'ca.pem': caPem })) writeFileSync(join(work, name), pem);
    const published = await runCli(['publish', 'manifest.yaml', ...args, '--ca-certificate', join(work, 'ca.pem'), '--output-directory', join(work, 'output')], { cwd: EXAMPLE });
    expect(published).toMatchObject({ status: 0 });
    const block = blocks('README.md', 'sh').find((each) => each.startsWith('openssl')) ?? '';
    const verified = await run('/bin/sh', ['-ec', block], { cwd: join(work, 'output') });
    expect(verified).toMatchObject({ status: 0, stdout: 'Verified OK\n' });
    const changed = await run('/bin/sh', ['-ec', `printf ' ' >> install.json\n${block}`], { cwd: join(work, 'output') });
    expect(changed.status).toBe(1);
  });
});
