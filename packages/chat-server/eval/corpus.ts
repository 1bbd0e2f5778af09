import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { KnowledgeDocument } from '../src/agents/knowledge-base/document.ts';
import { addressOf } from '../src/agents/knowledge-base/markdown-files.ts';
import { readMarkdownFolder } from '../src/agents/knowledge-base/read-markdown-folder.ts';

/** A copy of the pages as they were on one day. README.md says why, and when to take it anew. */
export interface Corpus {
  /** The day, such as `2026-11-21`. */
  takenAt: string;
  /** The lines of each page by its path in `docs/`. */
  pages: Record<string, string[]>;
}

const file = new URL('corpus.json', import.meta.url);
const docs = fileURLToPath(new URL('../../../docs', import.meta.url));

export const loadCorpus = async (): Promise<Corpus> => JSON.parse(await readFile(file, 'utf8')) as Corpus;

export const documentsOf = ({ pages }: Corpus): KnowledgeDocument[] =>
  Object.entries(pages).map(([path, lines]) => ({ path, url: addressOf(path, {}), markdown: lines.join('\n') }));

/** What the demo answers from: `docs/` as it stands now, decision records and generated lists left out. */
export async function readLivePages(): Promise<KnowledgeDocument[]> {
  const documents = await readMarkdownFolder(docs);
  return documents.filter(({ path = '' }) => !/^(decisions|reference)\//.test(path));
}

/** Puts `docs/` as it stands now in the place of the copy. */
export async function takeCorpus(now: Date): Promise<void> {
  const documents = await readLivePages();
  const corpus: Corpus = {
    takenAt: now.toISOString().slice(0, 10),
    pages: Object.fromEntries(documents.map(({ path = '', markdown }) => [path, markdown.split('\n')])),
  };
  await writeFile(file, `${JSON.stringify(corpus, null, 2)}\n`);
}
