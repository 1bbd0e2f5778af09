import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent as AgentsSdkAgent, type Model, setTracingDisabled } from '@openai/agents';
import { readEvents } from '@kb-assistant/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionClient } from '../../../packages/assistant/src/session/client.ts';
import { httpSession } from '../../../packages/assistant/src/session/fetchers.ts';
import { FakeOpenAI } from '../../../packages/session/src/testing/fake-openai.ts';
import { agentOf } from './leave-agent-builder/agent.ts';
import { after, before } from './leave-agent-builder/server.ts';

const secret = 'a secret of more than thirty-two bytes';
let openai: FakeOpenAI;
beforeAll(async () => {
  setTracingDisabled(true);
  openai = await FakeOpenAI.start();
});
afterAll(() => openai.stop());

/** The page: what `session-url="/api/chatkit/session"` makes of it, before as after. */
function page(server: (request: Request) => Promise<Response>) {
  const send = (url: RequestInfo | URL, init?: RequestInit) =>
    server(new Request(new URL(url as string, 'http://help.example'), init));
  const fetcher = httpSession('/api/chatkit/session', { fetch: send });
  return { session: new SessionClient({ fetcher }), send };
}

/** A model that says what it was asked, all of it, word by word. */
const model: Model = {
  getResponse: () => Promise.reject(new Error('Only streams are asked for.')),
  async *getStreamedResponse({ input }) {
    const said = (input as { content: { text: string }[] }[]).map(({ content }) => content[0]?.text);
    const text = `You asked: ${said.join(', ')}`;
    for (const delta of text.split(/(?<= )/)) yield { type: 'output_text_delta', delta };
    yield {
      type: 'response_done',
      response: {
        id: 'resp_1',
        usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
        output: [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] }],
      },
    };
  },
};

describe('leaving Agent Builder', () => {
  it('is a change of two lines on the server, as the guide says', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/guides/leave-agent-builder.md'), 'utf8');
    const [old = [], current = []] = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code.split('\n'));
    expect(old.filter((line) => !current.includes(line))).toEqual([
      expect.stringContaining('import { openaiSessions }'),
      expect.stringContaining('const issuer = openaiSessions('),
    ]);
    expect(current.filter((line) => !old.includes(line))).toEqual([
      expect.stringContaining('import { signedSessions }'),
      expect.stringContaining('const issuer = signedSessions('),
    ]);
  });

  it('begins with a page that gets sessions of OpenAI', async () => {
    const { session } = page(before({ apiKey: openai.apiKey, workflow: 'wf_1', baseUrl: openai.url }));
    const first = await session.get();
    expect(first).toMatch(/^ek_/);
    expect(await session.replace(first)).not.toBe(first);
    expect(openai.calls.map(({ path, body }) => [path, body['user']])).toEqual([
      ['/v1/chatkit/sessions', 'user_1'],
      ['/v1/chatkit/sessions', 'user_1'],
    ]);
  });

  it('ends with the same page, sessions of its own, and the exported agent answering', async () => {
    const agent = agentOf(new AgentsSdkAgent({ name: 'Help', instructions: 'Help.', model }));
    const { session, send } = page(after({ secret, agent }));
    const first = await session.get();
    const token = await session.replace(first);
    expect(token).not.toBe(first);

    const ask = async (authorization: string, text: string, threadId?: string) => {
      const input = { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} };
      const params = threadId === undefined ? { input } : { thread_id: threadId, input };
      const type = threadId === undefined ? 'threads.create' : 'threads.add_user_message';
      const headers = { authorization, 'content-type': 'application/json' };
      return send('/api/chatkit', { method: 'POST', headers, body: JSON.stringify({ type, params }) });
    };
    expect((await ask('Bearer ek_of_openai', 'Where is the manual?')).status).toBe(401);

    const { threadId, answer } = await read(await ask(`Bearer ${token}`, 'Where is the manual?'));
    expect(answer).toBe('You asked: Where is the manual?');
    const next = await read(await ask(`Bearer ${token}`, 'And the other one?', threadId));
    expect(next.answer).toBe('You asked: Where is the manual?, You asked: Where is the manual?, And the other one?');
  });
});

async function read(response: Response): Promise<{ threadId: string; answer: string }> {
  let [threadId, answer] = ['', ''];
  for await (const event of readEvents(response.body!)) {
    if (event.type === 'thread.created') threadId = event.thread.id;
    if (event.type === 'thread.item.done' && event.item.type === 'assistant_message') {
      answer = event.item.content.map(({ text }) => text).join('');
    }
  }
  return { threadId, answer };
}
