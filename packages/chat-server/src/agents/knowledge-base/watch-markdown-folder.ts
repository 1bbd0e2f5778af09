import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnowledgeDocument } from './document.ts';
import type { KnowledgeBase, KnowledgeChanges } from './knowledge-base.ts';
import { addressOf, markdownFilesIn, type ReadMarkdownFolderOptions } from './markdown-files.ts';

export interface WatchMarkdownFolderOptions extends ReadMarkdownFolderOptions {
  /** How long the folder must be quiet before it is read, in milliseconds. Default 200. */
  settleMs?: number;
  /** Ends the watching. */
  signal?: AbortSignal;
  /** Told what was changed in the knowledge base. */
  onUpdate?: (changes: Required<KnowledgeChanges>) => void;
  /** Told why the folder could not be read; what was known stays known. Default: a warning of the process. */
  onError?: (cause: unknown) => void;
}

const SETTLE_MS = 200;

/**
 * Keeps a knowledge base as a folder of Markdown files is: it takes in the pages now, and those that change later, as
 * `readMarkdownFolder` would. Resolves when the pages of now are in.
 *
 * @throws where the folder cannot be read or watched, as `node:fs` does.
 * @example
 * const help = knowledgeBase({ documents: [] });
 * const stopWatching = await watchMarkdownFolder('docs', help, { baseUrl: 'https://www.example.com/help/' });
 */
export async function watchMarkdownFolder(
  folder: string,
  knowledge: Pick<KnowledgeBase, 'update'>,
  options: WatchMarkdownFolderOptions = {},
): Promise<() => void> {
  const {
    settleMs = SETTLE_MS,
    signal,
    onUpdate,
    onError = (cause) => process.emitWarning(`${folder} could not be read: ${String(cause)}`),
  } = options;
  /** What tells one state of each file from another. */
  let known = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** One reading after the other: an older one must not win over a newer one. */
  let reading = Promise.resolve();
  let stopped = false;

  // Watched before it is read, so that nothing is lost in between.
  const watcher: FSWatcher = watch(folder, { recursive: true, persistent: false });
  watcher.on('change', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reading = reading.then(read).catch(onError);
    }, settleMs);
    timer.unref();
  });
  watcher.on('error', (cause) => onError(cause));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    watcher.close();
    signal?.removeEventListener('abort', stop);
  }

  async function read(): Promise<void> {
    const found = new Map<string, string>();
    const put: KnowledgeDocument[] = [];
    for (const path of await markdownFilesIn(folder)) {
      try {
        const { mtimeNs, size, ino } = await stat(join(folder, path), { bigint: true });
        const state = `${mtimeNs} ${size} ${ino}`;
        if (known.get(path) !== state) {
          put.push({ path, url: addressOf(path, options), markdown: await readFile(join(folder, path), 'utf8') });
        }
        found.set(path, state);
      } catch (cause) {
        // It went while the folder was read.
        if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      }
    }
    if (stopped) return;
    const remove = [...known.keys()].filter((path) => !found.has(path)).map((path) => addressOf(path, options));
    known = found;
    if (put.length === 0 && remove.length === 0) return;
    knowledge.update({ put, remove });
    onUpdate?.({ put, remove });
  }

  try {
    reading = read();
    await reading;
  } catch (cause) {
    stop();
    throw cause;
  }
  return stop;
}
