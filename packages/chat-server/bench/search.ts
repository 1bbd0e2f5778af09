/**
 * How fast the knowledge base searches ten thousand passages, and changes one page of them, on this machine, and how
 * that compares with the bare full-text index below it, asked for the same words in the same run.
 * `pnpm run bench:search [passages]`
 *
 * The pages are made of the sentences of the evaluation's pages, put together anew, and of rare words, so that words are
 * as common and as many as in real pages. The questions are those of the evaluation.
 */
import MiniSearch from 'minisearch';
import { documentsOf, loadCorpus } from '../eval/corpus.ts';
import { loadQuestions } from '../eval/evaluate.ts';
import type { KnowledgeDocument } from '../src/agents/knowledge-base/document.ts';
import { splitIntoPassages } from '../src/agents/knowledge-base/passages.ts';
import { createSearch } from '../src/agents/knowledge-base/search.ts';
import { isTelling, terms, words } from '../src/agents/knowledge-base/terms.ts';

const PASSAGES = Number(process.argv[2] ?? 10_000);
const SECTIONS = 8;
const SENTENCES = 6;
const AIM_MS = 20;
const AIM_RATIO = 3;
const ROUNDS = 3;

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const rareWord = (): string =>
  Array.from({ length: 3 }, () => pick(['ka', 'lo', 'mi', 'ter', 'su', 'ven', 'do', 'ra', 'pil', 'gon'])).join('');

const real = splitIntoPassages(documentsOf(await loadCorpus()));
const sentences = real.flatMap(({ text }) => text.split(/(?<=[.?!])\s+|\n/)).filter((text) => text.length > 20);
const headings = [...new Set(real.flatMap(({ trail }) => trail.slice(-1)))];

const documents: KnowledgeDocument[] = Array.from({ length: Math.ceil(PASSAGES / SECTIONS) }, (_, page) => ({
  url: `/page-${page}`,
  markdown: Array.from({ length: SECTIONS }, () => {
    const text = Array.from({ length: SENTENCES }, () => `${pick(sentences)} ${rareWord()}`).join(' ');
    return `## ${pick(headings)} ${rareWord()}\n\n${text}`;
  }).join('\n\n'),
}));

const questions = await loadQuestions();

const percentile = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;

/** In milliseconds that the thread computed: what else a busy machine does is not counted. */
function timed(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

let search!: ReturnType<typeof createSearch>;
const buildMs = timed(() => (search = createSearch({ documents })));
const heapMB = Math.round(process.memoryUsage().heapUsed / 1024 / 1024);

const index = new MiniSearch({ fields: ['title', 'headings', 'text'], tokenize: terms, processTerm: (term) => term });
index.addAll(search.passages.map(({ id, title, trail, text }) => ({ id, title, headings: trail.join('\n'), text })));
const bare = (question: string): void => {
  const asked = words(question).filter(isTelling);
  index.search(asked.map(({ term }) => term).join(' '), { tokenize: (text) => text.split(' ') });
};

// In turns, so that what else the machine does falls on both.
const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  for (const { question, history } of questions) {
    const ms = [timed(() => search(question, history)), timed(() => bare(question))] as const;
    // The first round warms up.
    if (round > 0) ours.push(ms[0]);
    if (round > 0) theirs.push(ms[1]);
  }
}
const updates = documents.slice(0, 200).map((document) => timed(() => search.put([document])));

const row = (name: string, times: number[]) =>
  `  ${name.padEnd(22)} p50 ${percentile(times, 0.5).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms, slowest ${percentile(times, 1).toFixed(2)} ms`;
const ratio = percentile(ours, 0.95) / percentile(theirs, 0.95);
console.log(`${search.passages.length} passages, built in ${Math.round(buildMs)} ms, ${heapMB} MB of heap
${row('query', ours)}
${row('bare full-text query', theirs)}
${row('change a page', updates)}
  p95 of a query: aim ${AIM_MS} ms, ${ratio.toFixed(2)} × the bare one (aim ${AIM_RATIO})`);
if (percentile(ours, 0.95) > AIM_MS || ratio > AIM_RATIO) process.exitCode = 1;
