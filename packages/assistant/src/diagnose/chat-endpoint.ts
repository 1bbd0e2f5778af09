import { bodyStart, ask, nameOf, noAnswer, serverFix, SLOW_MS, statusOf } from './ask.ts';
import type { Check, Endpoint, Probe } from './types.ts';

/** Reads a list of one conversation, which changes nothing. */
const LIST = { type: 'threads.list', params: { limit: 1, order: 'desc' } };

/** Asks the chat server for the visitor's conversations, as the chat does when its history is opened. */
export async function checkChat(probe: Probe, endpoint: Endpoint, deadlineMs?: number): Promise<Check[]> {
  const exchange = await ask(probe, endpoint, LIST, deadlineMs);
  if (exchange.kind === 'failed') return [noAnswer('chat', endpoint, exchange.reason, exchange.detail)];
  const { response, firstByteMs } = exchange;
  if (!response.ok) return [await refused(endpoint, response)];
  const slow = firstByteMs > SLOW_MS;
  const reached: Check = {
    id: 'chat',
    verdict: slow ? 'warn' : 'pass',
    found: `${nameOf(endpoint)} answered ${response.status}, first byte after ${firstByteMs} ms.`,
    ...(slow ? { fix: 'That is slow for a list of one. Look into the log of the server, and at its database.' } : {}),
  };
  return [reached, await protocol(endpoint, response)];
}

async function protocol(endpoint: Endpoint, response: Response): Promise<Check> {
  const id = 'chat-answer';
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? 'no content type';
  let text: string;
  try {
    text = await bodyStart(response);
  } catch {
    return noAnswer('chat', endpoint, 'timeout', 'began to answer, and did not end.');
  }
  const fail = (found: string, fix: string): Check => ({ id, verdict: 'fail', found, fix });
  if (type === 'text/html' || /^\s*<(!doctype|html)/i.test(text)) {
    return fail(
      `A page came back (${type}), and no answer of a chat server.`,
      'api-url leads to a page: a single-page app that answers every address, or a sign-in. Let POST reach the chat server.',
    );
  }
  if (type !== 'application/json') {
    const fix =
      'A list of conversations is answered with Content-Type: application/json; only answers to messages are streams.';
    return fail(`The answer is ${type}, and no JSON.`, fix);
  }
  if (isPage(text)) return { id, verdict: 'pass', found: 'It speaks the protocol of ChatKit.' };
  return fail(
    'The answer is JSON, and no list of conversations { "data": […], "has_more": … }.',
    'api-url must lead to a server that speaks the protocol of ChatKit, such as createChatServer. An endpoint of your own can be put behind it as an agent.',
  );
}

function isPage(text: string): boolean {
  try {
    return Array.isArray((JSON.parse(text) as { data?: unknown } | null)?.data);
  } catch {
    return false;
  }
}

async function refused(endpoint: Endpoint, response: Response): Promise<Check> {
  const { status } = response;
  const fixes: Record<number, string> = {
    400: 'The server does not understand the protocol of ChatKit, or not this version of it. Is api-url the chat server?',
    401: endpoint.auth.has('authorization')
      ? 'The session is not accepted. verifySession and signedSessions need the same secret; if there are two servers, their clocks must agree.'
      : 'Nothing says who is asking. Set session-url, auth-cookie or authFetcher.',
    403: `Add "${endpoint.origin}" to allowedOrigins of createChatServer.`,
    404: 'Nothing answers there. Is api-url right in its path, and does the server route POST to the chat?',
    405: 'Something else answers there, and takes no POST. Is api-url the chat server, and not a page?',
    415: 'The server does not take JSON. Is api-url the chat server?',
    429: 'The server has had enough of this visitor for now. Wait a minute, or raise its limit.',
  };
  const fix = fixes[status] ?? (status >= 500 ? serverFix(status) : 'Answer 200.');
  return { id: 'chat', verdict: 'fail', found: await statusOf(endpoint, response), fix };
}

/** More than so much later than the first byte, and all in one go: somebody in between has collected it. */
const COLLECTED_MS = 1_000;

/**
 * Asks a real question, and looks at how the answer comes. The conversation that this makes is deleted again.
 */
export async function checkStream(
  probe: Probe,
  endpoint: Endpoint,
  question: string,
  deadlineMs = 60_000,
): Promise<Check> {
  const id = 'stream';
  const params = {
    input: { content: [{ type: 'input_text', text: question }], attachments: [], inference_options: {} },
  };
  const startedAt = performance.now();
  const exchange = await ask(probe, endpoint, { type: 'threads.create', params }, deadlineMs);
  if (exchange.kind === 'failed') return { ...noAnswer('chat', endpoint, exchange.reason, exchange.detail), id };
  const { response } = exchange;
  if (!response.ok) return { ...(await refused(endpoint, response)), id };
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? 'no content type';
  if (type !== 'text/event-stream' || !response.body) {
    const fix =
      'The answer to a message is a stream with Content-Type: text/event-stream. The official chat shows nothing else.';
    return { id, verdict: 'fail', found: `The answer is ${type}, and no stream.`, fix };
  }
  const arrivals: number[] = [];
  let text = '';
  try {
    const decoder = new TextDecoder();
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      arrivals.push(Math.round(performance.now() - startedAt));
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return {
      id,
      verdict: 'fail',
      found: 'The stream broke off.',
      fix: 'Look into the log of the server, and for a proxy that ends long requests.',
    };
  }
  const thread = /"id":\s*"(thr_[^"]+)"/.exec(text)?.[1];
  if (thread) await ask(probe, endpoint, { type: 'threads.delete', params: { thread_id: thread } }, deadlineMs);
  return judgeStream(text, arrivals);
}

function judgeStream(text: string, arrivals: readonly number[]): Check {
  const id = 'stream';
  const [first = 0, last = 0] = [arrivals[0], arrivals.at(-1)];
  const found = `First byte after ${first} ms, last after ${last} ms, in ${arrivals.length} ${arrivals.length === 1 ? 'piece' : 'pieces'}.`;
  const failed = /"type":\s*"error"/.test(text);
  if (failed)
    return {
      id,
      verdict: 'fail',
      found: `The answer ended with an error. ${found}`,
      fix: 'Look into the log of the server: the agent failed.',
    };
  if (!/"type":\s*"thread\.item\.done"/.test(text)) {
    return {
      id,
      verdict: 'fail',
      found: `No message was in the stream. ${found}`,
      fix: 'The agent gave no answer, or the server does not speak the protocol of ChatKit.',
    };
  }
  if (first > COLLECTED_MS && last - first < 100) {
    const fix =
      'The answer came all at once after a while: something in between collects it. In nginx: proxy_buffering off; also turn off compression for this route.';
    return { id, verdict: 'warn', found, fix };
  }
  return { id, verdict: 'pass', found };
}
