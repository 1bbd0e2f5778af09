import type { UserMessageItem } from '@kb-assistant/protocol';
import type { Agent, AgentEvent, Turn } from '../../agent.ts';
import { textOf } from '../../turn.ts';
import type { Retrieve } from '../retrieve.ts';
import type { KnowledgeDocument } from './document.ts';
import { createLinkResolver, type ResolveLink } from './links.ts';
import type { Passage } from './passages.ts';
import { quotePassage } from './quote-passage.ts';
import { createSearch, type Hit, type SearchOptions, type SearchResult } from './search.ts';
import { smallTalk } from './small-talk.ts';
import { pause, streamWords } from './stream-words.ts';
import { type Strings, stringsFor } from './strings.ts';
import { escapeMarkdown } from './write-markdown.ts';

export interface KnowledgeBaseOptions extends SearchOptions {
  /** The pause between words, in milliseconds. Default 12. 0 for none, also after the progress line. */
  paceMs?: number;
}

/** What has changed in a knowledge base. */
export interface KnowledgeChanges {
  /** Pages that are new, and those that take the place of the one with the same address. */
  put?: Iterable<KnowledgeDocument>;
  /** The addresses of pages that are gone. */
  remove?: Iterable<string>;
}

/** An agent that quotes pages, and what it searches them with. */
export interface KnowledgeBase extends Agent {
  /** Finds passages for a question, for another agent to answer from: `openAICompatible({ retrieve })`. */
  retrieve: Retrieve;
  /**
   * Changes pages, without building the index anew: the next question is answered from what they say now. A page takes
   * about as long as it has words, a long one a few milliseconds.
   *
   * @example
   * help.update({ put: [{ url: 'https://example.com/returns', markdown }], remove: ['https://example.com/old'] });
   */
  update(changes: KnowledgeChanges): void;
}

/** More is a wall of text in a chat. */
const MAX_QUOTES = 3;
const MAX_LINKS = 3;
const MAX_TOPICS = 6;
/** A further passage is quoted only where it has these shares of the first one's evidence and score. */
const NEARLY = { evidence: 0.8, score: 0.5 };
/** Characters of visible text. */
const FIRST_BUDGET = 700;
const FURTHER_BUDGET = 350;
const DESCRIPTION_LENGTH = 160;
/** With less evidence a passage is not even near. */
const NEAR = 0.15;
/** A search takes a millisecond; a line that comes and goes in one frame only flickers. In milliseconds. */
const PROGRESS_MS = 480;
/** Nobody asks in more characters, and each word costs time. */
const QUESTION_LENGTH = 1000;
const HISTORY_LIMIT = 20;
const RETRIEVED = 6;

/**
 * An agent that answers from Markdown pages, by quoting them. It has no language model: what it says was found by
 * full-text search, and stands in the pages word for word, with a link to each place. Where the pages have no answer,
 * it says so.
 *
 * The index is built here, and changed by `update`. Whether a passage is an answer is told by the share of the question that it covers;
 * `threshold` says how much is enough.
 *
 * @throws {RangeError} where the threshold is not from 0 to 1.
 * @example
 * const agent = knowledgeBase({
 *   documents: [{ url: 'https://example.com/returns', markdown: '# Returns\n\nYou have 30 days to return an item.' }],
 * });
 */
export function knowledgeBase(options: KnowledgeBaseOptions): KnowledgeBase {
  const { paceMs = 12 } = options;
  const search = createSearch(options);
  let link = linksOf(search.passages);

  return Object.assign(answer, { retrieve, update });

  async function* answer(turn: Turn): AsyncGenerator<string | AgentEvent> {
    for await (const output of compose(turn)) {
      if (typeof output === 'string') yield* streamWords(output, paceMs, turn.signal);
      else yield output;
      if (isProgress(output) && paceMs > 0) await pause(PROGRESS_MS, turn.signal);
      if (turn.signal.aborted) return;
    }
  }

  function retrieve(question: string, { earlier = [], limit = RETRIEVED }: Parameters<Retrieve>[1] = {}) {
    const { answers, nearest } = search(question.slice(0, QUESTION_LENGTH), earlier);
    return [...answers, ...nearest.filter(({ evidence }) => evidence >= NEAR)]
      .slice(0, limit)
      .map(({ passage }) => ({ title: nameOf(passage), url: passage.url, text: markdownOf(passage) }));
  }

  function update({ put = [], remove = [] }: KnowledgeChanges): void {
    search.remove(remove);
    search.put(put);
    link = linksOf(search.passages);
  }

  async function* compose(turn: Turn): AsyncGenerator<string | AgentEvent> {
    const strings = stringsFor(turn.locale);
    const reply = smallTalk(turn.text);
    if (reply) {
      yield strings[reply];
      return;
    }
    yield turn.progress(strings.searching, 'search');
    const result = search(turn.text.slice(0, QUESTION_LENGTH), await earlierQuestions(turn));
    if (result.answers.length > 0) yield* quotes(turn, strings, result, link);
    else yield noAnswer(strings, result.nearest, search.passages);
  }
}

const linksOf = (passages: readonly Passage[]): ResolveLink =>
  createLinkResolver([...new Set(passages.map(({ document }) => document))]);

const markdownOf = ({ blocks }: Passage): string => blocks.map(({ token }) => token.raw.trim()).join('\n\n');

const isProgress = (output: string | AgentEvent): boolean => typeof output === 'object' && output.kind === 'progress';

async function earlierQuestions(turn: Turn): Promise<string[]> {
  const items = await turn.history(HISTORY_LIMIT);
  const asked = items.filter((item): item is UserMessageItem => item.type === 'user_message');
  // What a person quotes is what "that" means.
  return [...asked.map(({ content }) => textOf(content)), turn.message.quoted_text ?? '']
    .filter((text) => text !== '')
    .map((text) => text.slice(0, QUESTION_LENGTH));
}

function* quotes(turn: Turn, strings: Strings, { answers, concepts }: SearchResult, link: ResolveLink) {
  const quoted = answers.filter((hit) => isNearlyAsGood(hit, answers[0]!)).slice(0, MAX_QUOTES);
  yield strings.found;
  for (const [at, { passage }] of quoted.entries()) {
    const budget = at === 0 ? FIRST_BUDGET : FURTHER_BUDGET;
    const text = quotePassage(passage, concepts, { budget, link: (href) => link(href, passage.document) });
    yield `\n\n${text}\n\n— ${linkTo(passage)}`;
    yield turn.source({
      type: 'url',
      title: nameOf(passage),
      url: passage.url,
      description: shorten(passage.text, DESCRIPTION_LENGTH),
    });
  }
}

function noAnswer(strings: Strings, nearest: readonly Hit[], passages: readonly Passage[]): string {
  const near = nearest.filter(({ evidence }) => evidence >= NEAR).slice(0, MAX_LINKS);
  const list = (links: string[]) => links.map((each) => `- ${each}`).join('\n');
  if (near.length > 0) {
    return `${strings.noAnswer} ${strings.nearest}\n\n${list(near.map(({ passage }) => linkTo(passage)))}`;
  }
  const topics = largestPages(passages).map(({ title, document }) => `[${escapeMarkdown(title)}](${document.url})`);
  return topics.length > 0 ? `${strings.noAnswer} ${strings.covers}\n\n${list(topics)}` : strings.noAnswer;
}

const isNearlyAsGood = (hit: Hit, best: Hit): boolean =>
  hit.evidence >= NEARLY.evidence * best.evidence && hit.score >= NEARLY.score * best.score;

/** One passage of each of the pages that have the most to say. */
function largestPages(passages: readonly Passage[]): Passage[] {
  const byPage = Map.groupBy(passages, ({ document }) => document);
  return Array.from(byPage.values())
    .toSorted((a, b) => b.length - a.length)
    .flatMap(([first]) => first ?? [])
    .slice(0, MAX_TOPICS);
}

/** Its page and its own heading. */
const nameOf = ({ title, trail }: Passage): string => [title, ...trail.slice(-1)].join(' › ');

const linkTo = (passage: Passage): string => `[${escapeMarkdown(nameOf(passage))}](${passage.url})`;

function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ');
  if (line.length <= length) return line;
  return `${line.slice(0, length).replace(/\s+\S*$/, '')}…`;
}
