import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const TYPES = join(ROOT, 'packages/protocol/src/types');

/** The files that the type checker refuses, once something has been added to the protocol. */
function refusedBecauseOf(addition: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'chat-server-types-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'addition.ts'), `${addition}\nexport {};\n`);
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(ROOT, 'node_modules/@types')], types: ['node'] },
    files: ['addition.ts', join(ROOT, 'packages/chat-server/src/index.ts')],
    include: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync('tsc', ['-p', folder, '--pretty', 'false'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}` },
  });
  const files = Array.from(stdout.matchAll(/^(\S+)\(\d+,\d+\): error/gm), ([, file]) => file!);
  return [...new Set(files)].toSorted();
}

/** Adds to one of the tables of the protocol that all its types are made from. */
const inTable = (file: string, table: string, entry: string) =>
  refusedBecauseOf(`declare module '${join(TYPES, file)}' { interface ${table} { ${entry} } }`);

// The compiler is a process of its own, and there are several users of a machine.
describe('the type checker', { timeout: 60_000 }, () => {
  it('finds nothing to refuse in the protocol as it is', () => {
    expect(refusedBecauseOf('')).toEqual([]);
  });

  it('refuses a request that nothing answers', () => {
    expect(inTable('requests.ts', 'RequestParams', "'threads.invented': { thread_id: string }")).toEqual([
      'packages/chat-server/src/handlers/index.ts',
      'packages/protocol/src/parse-request.ts',
    ]);
  });

  it('refuses an event that changes no thread, and that nobody who comes back is told', () => {
    expect(inTable('events.ts', 'EventFields', "'thread.invented': { invented: string }")).toEqual([
      'packages/chat-server/src/turn-feed.ts',
      'packages/protocol/src/reduce.ts',
    ]);
  });

  it('refuses an update that changes no item', () => {
    expect(inTable('events.ts', 'ItemUpdates', "'task.invented': { invented: string }")).toEqual([
      'packages/protocol/src/reduce.ts',
    ]);
  });
});
