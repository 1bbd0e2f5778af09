import type { Agent, Turn } from '../../agent.ts';
import { conversationOf, type Message } from '../conversation.ts';
import { type ReadText, readChatCompletion } from '../upstream/chat-completion.ts';
import { addressOf, Exchange, headersOf, type UpstreamOptions } from '../upstream/exchange.ts';
import { stringsFor } from '../upstream/strings.ts';
import { conversationIdIn, conversationIdOf, noteOf, sendable } from './conversation-id.ts';

/** What the endpoint is asked. */
export interface HttpQuestion {
  /** The text of the message to answer. */
  text: string;
  /** The conversation; its last message is the one to answer. */
  messages: Message[];
  /** What the endpoint called this conversation in an earlier answer; `null` in the first turn. */
  conversationId: string | null;
  turn: Turn;
}

export interface HttpAgentOptions extends UpstreamOptions {
  /** Where the endpoint is. It is asked by POST. */
  url: string;
  /** Sent along with each request, such as `{ Authorization: 'Bearer …' }`; as a function, those of the person. */
  headers?: Record<string, string> | ((turn: Turn) => Record<string, string> | Promise<Record<string, string>>);
  /** What is sent, as JSON. Default: `{ messages, stream: true }`, as chat completions have it. */
  body?: (question: HttpQuestion) => unknown;
  /**
   * Finds the text in the answer, or in one message of a stream. Default: that of a chat completion, and the field
   * `response` of an answer that is not streamed.
   */
  read?: ReadText;
  /** How many earlier messages are in `messages`. Default 20. */
  history?: number;
}

const HISTORY = 20;

/**
 * An agent that is somewhere else already: an endpoint that answers questions over HTTP, as a stream of events, as a
 * stream of text, or as one JSON object. Where it has a name for the conversation, in the field `conversation_id` or the
 * header `X-Conversation-Id` of its answer, it gets that back with the next question.
 *
 * @throws {TypeError} where the address or a header cannot be used.
 * @throws {UpstreamError} from its answers: see `docs/errors/agent-*.md`.
 * @example
 * const agent = httpAgent({
 *   url: 'https://app.example.com/api/v1/chat',
 *   headers: async ({ user }) => ({ Authorization: `Bearer ${await tokenFor(user.id)}` }),
 *   body: ({ text, conversationId }) => ({ message: text, conversation_id: conversationId }),
 * });
 */
export function httpAgent(options: HttpAgentOptions): Agent {
  const { headers = {}, body = completionBody, read, history = HISTORY } = options;
  const url = addressOf('url', options.url);
  if (typeof headers !== 'function') headersOf('headers', headers);

  return async function* answer(turn) {
    const strings = stringsFor(turn.locale);
    yield turn.progress(strings.thinking, 'sparkle');
    const messages = await conversationOf(turn, history);
    const known = await conversationIdOf(turn, url);
    const own = typeof headers === 'function' ? await headers(turn) : headers;
    const sent = headersOf('headers', { ...(known === null ? {} : { 'X-Conversation-Id': known }), ...own });
    const exchange = new Exchange(turn, url, sent, options);
    const response = await exchange.post(await body({ text: turn.text, messages, conversationId: known, turn }));

    let conversationId = sendable(response.headers.get('x-conversation-id'));
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/plain')) yield* exchange.text(response);
    else {
      const pieces = readChatCompletion(exchange, response, {
        readText: read ?? (/\bjson\b/.test(type) ? responseIn : undefined),
        onJson: (json) => (conversationId = conversationIdIn(json) ?? conversationId),
      });
      for await (const piece of pieces) {
        if (piece.type === 'text') yield piece.text;
        if (piece.type === 'incomplete') {
          yield turn.notice('warning', piece.reason === 'length' ? strings.tooLong : strings.withheld);
        }
      }
    }
    if (conversationId !== null) yield turn.hidden(noteOf(url, conversationId));
  };
}

const completionBody = ({ messages }: HttpQuestion) => ({ messages, stream: true });

const responseIn: ReadText = ({ response }) => response;
