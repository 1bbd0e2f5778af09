import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kb-assistant-check-node-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the check on a machine that says this of itself. */
function checkOn(node: string, platform: string, arch: string, glibc = true) {
  const machine = join(folder, 'machine.cjs');
  writeFileSync(
    machine,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });
     Object.defineProperty(process, 'platform', { value: '${platform}' });
     Object.defineProperty(process, 'arch', { value: '${arch}' });
     process.report.getReport = () => ({ header: ${glibc ? "{ glibcVersionRuntime: '2.36' }" : '{}'} });`,
  );
  return spawnSync(process.execPath, ['--require', machine, join(import.meta.dirname, 'check-node.cjs')], {
    encoding: 'utf8',
  });
}

describe('the check of Node before npm start and npm test', () => {
  it.each([
    ['a new Node anywhere', '22.13.0', 'darwin', 'arm64', true],
    ['a newer one', '26.1.0', 'win32', 'x64', true],
    ['an old one where another comes along', '20.20.2', 'linux', 'x64', true],
    ['an old one on the other such platform', '18.0.0', 'linux', 'arm64', true],
  ])('passes %s', (_, node, platform, arch, glibc) => {
    expect(checkOn(node, platform, arch, glibc)).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['an old one elsewhere', '22.12.0', 'darwin', 'arm64', true],
    ['an old one without glibc', '20.20.2', 'linux', 'x64', false],
  ])('stops at %s, and says in one line what is needed', (_, node, platform, arch, glibc) => {
    const { status, stderr } = checkOn(node, platform, arch, glibc);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(`needs Node 22.13 or newer; this is ${node}`)]);
  });
});
