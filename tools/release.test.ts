import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a workflow runs, and the environment that it says for it. */
function workflow(name: string): { text: string; runs: string[]; env: Record<string, string> } {
  const text = read(`.github/workflows/${name}.yml`);
  return {
    text,
    runs: Array.from(text.matchAll(/^ +- run: (.*)$/gm), ([, command = '']) => command),
    env: Object.fromEntries(Array.from(text.matchAll(/^ {6}([A-Z_]+): '(.*)'$/gm), ([, key, value]) => [key, value])),
  };
}

interface Manifest {
  name: string;
  private?: boolean;
  repository?: { url: string; directory: string };
}

const manifests = globSync(['packages/*/package.json', 'examples/*/package.json', 'docs/package.json'], {
  cwd: ROOT,
}).map((path) => ({ path, manifest: JSON.parse(read(path)) as Manifest }));

describe('the workflows', () => {
  const home = mkdtempSync(join(tmpdir(), 'kb-release-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('do what .ci/run does, and a release does so before it publishes', () => {
    expect(workflow('ci').runs).toEqual(['.ci/run']);
    const { runs } = workflow('release');
    const at = (part: string): number => runs.findIndex((command) => command.includes(part));
    expect(at('.ci/run')).toBeGreaterThanOrEqual(0);
    expect(at('.ci/run')).toBeLessThan(at('build:packages'));
    expect(at('build:packages')).toBeLessThan(at('changeset publish'));
    expect(at('changeset publish')).toBeLessThan(at('git push'));
  });

  it('ask for a statement of provenance in the words of the one that publishes', () => {
    const { text, env } = workflow('release');
    expect(text).toMatch(/id-token: write/);
    const { stdout } = spawnSync('npx', ['-y', '--prefer-offline', 'pnpm@12.21.0', 'config', 'get', 'provenance'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    expect(stdout.trim()).toBe('true');
  });

  it('can put tags on a release where git knows nobody', () => {
    const git = (command: string) =>
      spawnSync('sh', ['-c', command], {
        cwd: home,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', GITHUB_WORKSPACE: home },
      });
    git('git init -q && git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m first');
    git('git config user.useConfigOnly true');
    for (const command of workflow('release').runs.filter((each) => each.startsWith('git config'))) git(command);
    const { status, stderr } = git('git tag kb-assistant@1.0.0 -m kb-assistant@1.0.0');
    expect(status, stderr).toBe(0);
  });
});

describe('a release', () => {
  it('has every package and nothing else in it', () => {
    const published = manifests.filter(({ manifest }) => !manifest.private).map(({ path }) => path);
    expect(published.toSorted()).toEqual(globSync('packages/*/package.json', { cwd: ROOT }).toSorted());
  });

  it('says of each package where it comes from, as provenance has to match', () => {
    const urls = manifests.filter(({ manifest }) => !manifest.private);
    for (const { path, manifest } of urls) {
      expect(manifest.repository?.directory, path).toBe(path.replace('/package.json', ''));
    }
    expect(new Set(urls.map(({ manifest }) => manifest.repository?.url)).size).toBe(1);
  });

  it('is made with one version of pnpm, the one that the tests ran with', () => {
    const files = ['package.json', '.ci/run', 'CONTRIBUTING.md', ...globSync('.github/workflows/*.yml', { cwd: ROOT })];
    const named = files.flatMap((path) =>
      Array.from(read(path).matchAll(/pnpm@([\d.]+\d)/g), ([, version]) => version),
    );
    expect(named.length).toBeGreaterThan(files.length);
    expect(new Set(named).size).toBe(1);
  });
});
