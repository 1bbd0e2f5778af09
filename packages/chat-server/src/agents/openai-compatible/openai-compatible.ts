import type { Source } from '@kb-assistant/protocol';
import type { Agent, AgentEvent, Turn } from '../../agent.ts';
import { textOf } from '../../turn.ts';
import { conversationOf } from '../conversation.ts';
import type { Retrieve, RetrievedPassage } from '../retrieve.ts';
import { readChatCompletion } from '../upstream/chat-completion.ts';
import { addressOf, Exchange, headersOf, type UpstreamOptions } from '../upstream/exchange.ts';
import { stringsFor } from '../upstream/strings.ts';
import { Citations } from './citations.ts';
import { DEFAULT_INSTRUCTIONS, systemPrompt } from './prompt.ts';

export interface OpenAICompatibleOptions extends UpstreamOptions {
  /**
   * Where the API is, without `/chat/completions`. Default `https://api.openai.com/v1`; vLLM: `http://localhost:8000/v1`,
   * Ollama: `http://localhost:11434/v1`.
   */
  baseURL?: string;
  /** Sent as a bearer token. Some servers of your own need none. */
  apiKey?: string;
  /** The name of the model, as the API knows it. */
  model: string;
  /** Who the assistant is and how it speaks. The rules for passages and citations are added to it. */
  instructions?: string;
  /** Finds what to answer from: `retrieve` of `knowledgeBase()`, or your own search. Without it the model is on its own. */
  retrieve?: Retrieve;
  /** How many passages are asked for. Default 6. */
  passages?: number;
  /** How many earlier messages the model is told. Default 20. */
  history?: number;
  /** Sent along with each request. */
  headers?: Record<string, string>;
  /** Further fields of the request, such as `{ temperature: 0.2, max_tokens: 800 }`. */
  body?: Record<string, unknown>;
}

const PASSAGES = 6;
const HISTORY = 20;
/** Nobody asks in more characters. */
const QUESTION_LENGTH = 1000;
/** How many questions a search may look back at. */
const EARLIER_QUESTIONS = 5;
const DESCRIPTION_LENGTH = 160;

/**
 * An agent that has a language model answer, through the chat completions that OpenAI, vLLM, Ollama and many others
 * offer. With `retrieve`, the model is given numbered passages to answer from, and what it cites is shown as sources.
 *
 * @throws {TypeError} where an address, a header or the name of the model cannot be used.
 * @throws {UpstreamError} from its answers: see `docs/errors/agent-*.md`.
 * @example
 * const help = knowledgeBase({ documents: await readMarkdownFolder('docs', { baseUrl: 'https://www.example.com/help/' }) });
 * const agent = openAICompatible({
 *   apiKey: process.env.OPENAI_API_KEY,
 *   model: 'gpt-5.6-luna',
 *   retrieve: help.retrieve,
 * });
 */
export function openAICompatible(options: OpenAICompatibleOptions): Agent {
  const { baseURL = 'https://api.openai.com/v1', apiKey, model, retrieve } = options;
  const { instructions = DEFAULT_INSTRUCTIONS, passages: limit = PASSAGES, history = HISTORY } = options;
  const url = addressOf('baseURL', baseURL);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  const headers = headersOf('headers', {
    ...(apiKey ? { Authorization: `Bearer ${apiKey.trim()}` } : {}),
    ...options.headers,
  });
  if (!model) throw new TypeError('model: expected the name of a model, got none.');

  return async function* answer(turn) {
    const strings = stringsFor(turn.locale);
    yield turn.progress(retrieve ? strings.searching : strings.thinking, retrieve ? 'search' : 'sparkle');
    const conversation = await conversationOf(turn, history);
    const passages = await retrieve?.(turn.text.slice(0, QUESTION_LENGTH), {
      earlier: await earlierQuestions(turn),
      limit,
      turn,
    });
    if (retrieve) yield turn.progress(strings.thinking, 'sparkle');

    const exchange = new Exchange(turn, url, headers, options);
    const response = await exchange.post({
      ...options.body,
      model,
      messages: [{ role: 'system', content: systemPrompt(instructions, passages) }, ...conversation],
      stream: true,
    });
    const citations = new Citations(passages?.length ?? 0);
    for await (const piece of readChatCompletion(exchange, response)) {
      if (piece.type === 'text') yield* outputs(turn, citations.push(piece.text), passages);
      if (piece.type === 'incomplete') {
        yield* outputs(turn, citations.end(), passages);
        yield turn.notice('warning', piece.reason === 'length' ? strings.tooLong : strings.withheld);
      }
    }
    yield* outputs(turn, citations.end(), passages);
  };
}

function* outputs(
  turn: Turn,
  parts: ReturnType<Citations['push']>,
  passages: readonly RetrievedPassage[] = [],
): Generator<string | AgentEvent> {
  for (const part of parts) {
    if ('text' in part) yield part.text;
    else yield turn.source(sourceOf(passages[part.citation - 1]!));
  }
}

function sourceOf({ title, url, text }: RetrievedPassage): Source {
  if (url === undefined) return { type: 'file', title, filename: title };
  const line = text.replace(/\s+/g, ' ').trim();
  const description =
    line.length <= DESCRIPTION_LENGTH ? line : `${line.slice(0, DESCRIPTION_LENGTH).replace(/\s+\S*$/, '')}…`;
  return { type: 'url', title, url, description };
}

async function earlierQuestions(turn: Turn): Promise<string[]> {
  const items = (await turn.history()).filter(({ id }) => id !== turn.message.id);
  return [
    ...items.flatMap((item) => (item.type === 'user_message' ? [textOf(item.content)] : [])),
    turn.message.quoted_text ?? '',
  ]
    .filter((text) => text !== '')
    .slice(-EARLIER_QUESTIONS)
    .map((text) => text.slice(0, QUESTION_LENGTH));
}
