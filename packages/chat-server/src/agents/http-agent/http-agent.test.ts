import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, assistantMessage, failureOf, turnOf, userMessage } from '../../testing/agent-turn.ts';
import {
  chunk,
  completion,
  EVENT_STREAM,
  fakeModelServer,
  JSON_TYPE,
  openAIChunks,
  type Reply,
} from '../../testing/fake-model-server.ts';
import { eventsOf, streamedText, testServer } from '../../testing/test-server.ts';
import { httpAgent, type HttpAgentOptions, UpstreamError } from './index.ts';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function endpoint(reply: Reply, options: Partial<HttpAgentOptions> = {}) {
  const server = await fakeModelServer(() => reply);
  closing.push(server.close);
  return { server, agent: httpAgent({ url: `${server.url}/api/v1/chat`, ...options }) };
}

const json = (body: unknown, headers = {}): Reply => ({
  headers: { ...JSON_TYPE, ...headers },
  pieces: [typeof body === 'string' ? body : JSON.stringify(body)],
});
const stream = (...pieces: string[]): Reply => ({ headers: EVENT_STREAM, pieces });

describe('an endpoint', () => {
  it.each<[string, Reply]>([
    ['a field `response`', json({ response: 'Task created', metadata: { intent: 'CREATE' } })],
    ['a chat completion', json(completion('Task created'))],
    ['a streamed chat completion', stream(...openAIChunks(['Task ', 'created']))],
    ['a stream of text', { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, pieces: ['Task ', 'created'] }],
  ])('may answer with %s', async (_, reply) => {
    const { agent } = await endpoint(reply);
    expect((await answerOf(agent, turnOf('Add a task'))).text).toBe('Task created');
  });

  it('may answer in a form of its own, whole or streamed', async () => {
    const read: HttpAgentOptions['read'] = ({ token }) => token;
    const whole = await endpoint(json({ token: 'Hi there' }), { read });
    expect((await answerOf(whole.agent, turnOf('Hello'))).text).toBe('Hi there');
    const streamed = await endpoint(stream('event: token\ndata: {"token":"Hi "}\n\n', 'data: {"token":"there"}\n\n'), {
      read,
    });
    expect((await answerOf(streamed.agent, turnOf('Hello'))).text).toBe('Hi there');
  });

  it('is asked as chat completions are, where nothing else is said', async () => {
    const { agent, server } = await endpoint(json(completion('Hi')));
    await answerOf(agent, turnOf('Two', { history: [userMessage('One'), assistantMessage('Hi')] }));
    expect(server.asked[0]).toMatchObject({
      path: '/api/v1/chat',
      body: {
        messages: [
          { role: 'user', content: 'One' },
          { role: 'assistant', content: 'Hi' },
          { role: 'user', content: 'Two' },
        ],
        stream: true,
      },
    });
  });

  it('is asked as it wants to be, in the name of the person', async () => {
    const { agent, server } = await endpoint(json({ response: 'Done' }), {
      headers: async ({ user }) => ({ Authorization: `Bearer token-of-${user.id}` }),
      body: ({ text, conversationId }) => ({ message: text, conversation_id: conversationId }),
    });
    await answerOf(agent, turnOf('Add a task'));
    expect(server.asked[0]!.headers.authorization).toBe('Bearer token-of-ada');
    expect(server.asked[0]!.body).toEqual({ message: 'Add a task', conversation_id: null });
  });
});

describe('the conversation', () => {
  const body: HttpAgentOptions['body'] = ({ text, conversationId }) => ({
    message: text,
    conversation_id: conversationId,
  });

  it.each<[string, Reply]>([
    ['in the answer', json({ response: 'Done', conversation_id: 'c-1' })],
    ['in a header', json({ response: 'Done' }, { 'X-Conversation-Id': 'c-1' })],
    ['in a stream', stream(`data: {"conversation_id":"c-1"}\n\n`, ...openAIChunks(['Done']))],
  ])('goes on under the name that the endpoint gave it %s, which no client sees', async (_, reply) => {
    const { agent, server: upstream } = await endpoint(reply, { body });
    const server = testServer({ agent });
    const { events, threadId } = await server.askNew('Add a task');
    expect(streamedText(events)).toBe('Done');
    expect(JSON.stringify(events)).not.toContain('c-1');
    await eventsOf(await server.ask('And another', threadId));
    expect(upstream.asked.map((asked) => [asked.body['conversation_id'], asked.headers['x-conversation-id']])).toEqual([
      [null, undefined],
      ['c-1', 'c-1'],
    ]);
  });

  it.each(['x\r\nX-Admin: 1', 'ü', 7, '', 'x'.repeat(600)])('does not take %j for a name', async (id) => {
    const { agent } = await endpoint(json({ response: 'Done', conversation_id: id }));
    const { events } = await answerOf(agent, turnOf('Hello'));
    expect(events.map(({ kind }) => kind)).not.toContain('hidden');
  });
});

describe('a failure', () => {
  it.each<[string, string, Reply]>([
    ['agent-key-refused', '401', { ...json({ detail: 'Token my-secret-token expired' }), status: 401 }],
    ['agent-unavailable', 'an error in the answer', json({ error: 'database is down' })],
    ['agent-answer-malformed', 'an answer of another form', json({ reply: 'Hi' })],
    ['agent-answer-malformed', 'HTML', { headers: { 'Content-Type': 'text/html' }, pieces: ['<h1>Log in</h1>'] }],
    ['agent-answer-cut', 'a chat completion that ends early', stream(chunk({ content: 'lo' }))],
  ])('is %s for %s', async (code, _, reply) => {
    const { agent } = await endpoint(reply, { headers: { Authorization: 'Bearer my-secret-token' } });
    const error = await failureOf(agent, turnOf('Hello'));
    if (!(error instanceof UpstreamError)) throw error;
    expect(error.code).toBe(code);
    expect(inspect(error, { depth: 9 })).not.toContain('my-secret-token');
  });

  it.each<[Partial<HttpAgentOptions>, RegExp]>([
    [{ url: '/api/chat' }, /^url: expected an address/],
    [{ headers: { Authorization: 'Bearer a\nb' } }, /^headers: "Authorization" or its value cannot be sent/],
  ])('of the options %j is told at once', (options, message) => {
    expect(() => httpAgent({ url: 'https://example.com', ...options })).toThrow(message);
  });
});
