import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deferred } from '../../testing/test-server.ts';
import { knowledgeBase } from './index.ts';
import { watchMarkdownFolder, type WatchMarkdownFolderOptions } from './watch-markdown-folder.ts';

let folder: string;
let stops: (() => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kb-watch-'));
  await writeFile(join(folder, 'returns.md'), '# Returns\n\nYou have 30 days.');
});
afterEach(async () => {
  for (const stop of stops) stop();
  stops = [];
  await rm(folder, { recursive: true, force: true });
});

/** A knowledge base that is watched, and a way to wait for its next change. */
async function watched(options: WatchMarkdownFolderOptions = {}) {
  const help = knowledgeBase({ documents: [] });
  let changed: (() => void)[] = [];
  const stop = await watchMarkdownFolder(folder, help, {
    settleMs: 5,
    onUpdate: () => {
      for (const resolve of changed) resolve();
      changed = [];
    },
    ...options,
  });
  stops.push(stop);
  const found = async (question: string) => (await help.retrieve(question)).map(({ url, text }) => `${url} ${text}`);
  /** Waits until a question finds exactly this. */
  const until = async (question: string, expected: string[]) => {
    for (;;) {
      const next = new Promise<void>((resolve) => changed.push(resolve));
      if ((await found(question)).join() === expected.join()) return;
      await next;
    }
  };
  return { found, until, stop };
}

describe('a watched folder', () => {
  it('is in the knowledge base as it stands', async () => {
    const { found } = await watched({ baseUrl: 'https://example.com/help' });
    expect(await found('returns')).toEqual(['https://example.com/help/returns You have 30 days.']);
  });

  it('passes on what is changed, added, moved and removed', async () => {
    const { until } = await watched();
    await writeFile(join(folder, 'returns.md'), '# Returns\n\nYou have 60 days.');
    await until('returns', ['/returns You have 60 days.']);
    await mkdir(join(folder, 'pay'));
    await writeFile(join(folder, 'pay/cards.md'), '# Cards\n\nAll of them.');
    await until('cards', ['/pay/cards All of them.']);
    await writeFile(join(folder, 'pay/cards.md'), '# Cards\n\nNearly all.');
    await until('cards', ['/pay/cards Nearly all.']);
    await rename(join(folder, 'pay/cards.md'), join(folder, 'cards.md'));
    await until('cards', ['/cards Nearly all.']);
    await rm(join(folder, 'returns.md'));
    await until('returns', []);
  });

  it('stays known where it cannot be read any more', async () => {
    const error = deferred<unknown>();
    const { found } = await watched({ onError: error.resolve });
    await rm(folder, { recursive: true });
    expect(await error.promise).toMatchObject({ code: 'ENOENT' });
    expect(await found('returns')).toHaveLength(1);
  });

  it('is left alone when the watching has ended', async () => {
    const updates: unknown[] = [];
    const abort = new AbortController();
    await watched({ signal: abort.signal, onUpdate: (changes) => updates.push(changes) });
    abort.abort();
    await writeFile(join(folder, 'returns.md'), '# Returns\n\nYou have 60 days.');
    const { found } = await watched();
    expect(await found('returns')).toEqual(['/returns You have 60 days.']);
    expect(updates).toHaveLength(1);
  });

  it('must be there', async () => {
    await expect(watchMarkdownFolder(join(folder, 'nowhere'), knowledgeBase({ documents: [] }))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
