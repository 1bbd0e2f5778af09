import { SseSplitter } from '@kb-assistant/protocol';
import { codeOfStatus } from './errors.ts';
import { type Exchange, reasonIn } from './exchange.ts';
import { withoutThoughts } from './think-tags.ts';

/** What comes of an answer. */
export type Piece =
  | { type: 'text'; text: string }
  /** The model thinks aloud; what it thinks is not part of the answer. */
  | { type: 'thinking' }
  /** The answer ends, and not because it is complete. */
  | { type: 'incomplete'; reason: 'length' | 'filter' };

/** Gives the text in a message of the stream, or in the whole answer. What is no string counts as none. */
export type ReadText = (json: Record<string, unknown>) => unknown;

export interface ReadOptions {
  /** Finds the text in messages of another form. */
  readText?: ReadText | undefined;
  /** Told each message of the stream, or the whole answer. */
  onJson?: (json: Record<string, unknown>) => void;
}

interface Choice {
  index?: number;
  delta?: Said | null;
  message?: Said | null;
  finish_reason?: string | null;
}

interface Said {
  content?: unknown;
  refusal?: unknown;
  /** vLLM, and others after DeepSeek. */
  reasoning_content?: unknown;
  /** Ollama, and newer vLLM. */
  reasoning?: unknown;
}

/**
 * Reads a chat completion, streamed or whole, whichever was answered. What OpenAI, vLLM and Ollama do differently is
 * met: a missing `[DONE]`, a last chunk of usage without choices, errors in the middle of the stream, each in its form.
 *
 * @throws {UpstreamError} where it is no such answer, holds an error, or breaks off.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export async function* readChatCompletion(
  exchange: Exchange,
  response: Response,
  options: ReadOptions = {},
): AsyncGenerator<Piece, void, undefined> {
  const type = response.headers.get('content-type') ?? '';
  const pieces = /\bjson\b/.test(type)
    ? whole(exchange, response, type, options)
    : streamed(exchange, response, type, options);
  let said = false;
  for await (const piece of withoutThoughts(pieces)) {
    said ||= piece.type !== 'thinking';
    yield piece;
  }
  if (!said) throw exchange.error('agent-answer-malformed', 'the answer has no text.');
}

async function* whole(exchange: Exchange, response: Response, type: string, { readText, onJson }: ReadOptions) {
  let body = '';
  for await (const text of exchange.text(response)) body += text;
  const json = parse(body);
  if (json === undefined) {
    throw exchange.error('agent-answer-malformed', `expected one JSON object, got "${type}" that is none.`);
  }
  throwError(exchange, json);
  onJson?.(json);
  const text = readText?.(json);
  if (typeof text === 'string') {
    if (text !== '') yield { type: 'text', text } as const;
  } else yield* piecesOf(choiceOf(json));
}

async function* streamed(exchange: Exchange, response: Response, type: string, { readText, onJson }: ReadOptions) {
  if (!type.includes('event-stream')) {
    void response.body?.cancel().catch(() => {});
    throw exchange.error('agent-answer-malformed', `expected a stream of events or JSON, got "${type || 'no type'}".`);
  }
  const splitter = new SseSplitter();
  let finished = false;

  function* read(data: string, isLast: boolean): Generator<Piece, boolean> {
    if (data.trim() === '[DONE]') return true;
    const json = parse(data);
    if (json === undefined) {
      // A server that dies leaves half a line.
      if (isLast) return false;
      throw exchange.error('agent-answer-malformed', 'a message of the stream is no JSON object.');
    }
    throwError(exchange, json);
    onJson?.(json);
    const text = readText?.(json);
    if (typeof text === 'string') {
      if (text !== '') yield { type: 'text', text };
      return false;
    }
    const choice = choiceOf(json);
    yield* piecesOf(choice);
    finished ||= typeof choice?.finish_reason === 'string';
    return false;
  }

  for await (const text of exchange.text(response)) {
    for (const data of splitter.push(text)) if (yield* read(data, false)) return;
  }
  // Some leave out the empty line behind the last message.
  for (const data of splitter.push('\n\n')) if (yield* read(data, true)) return;
  // Who reads messages of another form cannot tell how they end.
  if (!finished && !readText) {
    throw exchange.error('agent-answer-cut', 'the stream ended without "finish_reason" and without "[DONE]".');
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Only one was asked for. The last chunk of `usage` has none, and neither has Azure's first. */
const choiceOf = (json: object): Choice | undefined => {
  const { choices } = json as { choices?: unknown };
  return Array.isArray(choices) ? (choices as Choice[]).find(({ index = 0 }) => index === 0) : undefined;
};

function* piecesOf(choice: Choice | undefined): Generator<Piece> {
  if (!choice) return;
  const said = choice.delta ?? choice.message ?? {};
  const text = textOf(said.content) + textOf(said.refusal);
  if (text !== '') yield { type: 'text', text };
  else if (textOf(said.reasoning_content) + textOf(said.reasoning) !== '') yield { type: 'thinking' };
  if (choice.finish_reason === 'length') yield { type: 'incomplete', reason: 'length' };
  if (choice.finish_reason === 'content_filter') yield { type: 'incomplete', reason: 'filter' };
}

/** Text, or a list of parts of which some are text. */
const textOf = (content: unknown): string => {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as { text?: unknown }[]).map((part) => (typeof part?.text === 'string' ? part.text : '')).join('');
};

/** `{ error: { message, code } }` of OpenAI, `{ error: "…" }` of Ollama, `{ object: "error" }` of older vLLM. */
function throwError(exchange: Exchange, json: object): void {
  const { error, object, ...rest } = json as { error?: unknown; object?: unknown; code?: unknown };
  if (!error && object !== 'error') return;
  const { code, type } = (typeof error === 'object' && error !== null ? error : rest) as Record<string, unknown>;
  const isRate = /rate_limit|insufficient_quota/.test(`${String(code)} ${String(type)}`);
  const status = isRate ? 429 : Number(code);
  throw exchange.error(
    status >= 400 && status < 600 ? codeOfStatus(status) : 'agent-unavailable',
    `it broke off with “${reasonIn(JSON.stringify(json))}”.`,
  );
}
