import { OpenAIProvider, Runner } from '@openai/agents';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  answerOf,
  assistantMessage,
  turnOf,
  userMessage,
} from '../../../packages/chat-server/src/testing/agent-turn.ts';
import {
  EVENT_STREAM,
  fakeModelServer,
  JSON_TYPE,
  type Reply,
} from '../../../packages/chat-server/src/testing/fake-model-server.ts';
import {
  functionCall,
  message,
  responseJson,
  responseStream,
  urlCitation,
  webSearch,
} from '../../../packages/chat-server/src/testing/responses-api.ts';
import { createWorkflow } from './workflow.ts';

const json = (text: string): Reply => ({ headers: JSON_TYPE, pieces: [responseJson(message(text))] });
const stream = (...items: Parameters<typeof responseStream>): Reply => ({
  headers: EVENT_STREAM,
  pieces: responseStream(...items),
});

const RETURNS = { title: 'Returns', url: 'https://help.example/returns', text: 'You have 30 days.' };

/** The workflow on OpenAI's SDK, and a server that gives these answers as OpenAI's would. */
async function workflow(...replies: Reply[]) {
  const server = await fakeModelServer(() => replies.shift() ?? { status: 500, pieces: [] });
  onTestFinished(server.close);
  const modelProvider = new OpenAIProvider({ apiKey: 'sk-test', baseURL: `${server.url}/v1`, useResponses: true });
  const agent = createWorkflow({
    retrieve: () => [RETURNS],
    runner: new Runner({ modelProvider, tracingDisabled: true }),
  });
  return { agent, asked: server.asked };
}

const toolsOf = (body: Record<string, unknown>) =>
  (body['tools'] as { type: string; name?: string }[]).map(({ type, name }) => name ?? type);

describe('the workflow', () => {
  it('answers a question from the knowledge base, rewritten, and shows where the answer stands', async () => {
    const { agent, asked } = await workflow(
      json('How long can I return a chair?'),
      json('{"kind":"question"}'),
      stream(functionCall('search_knowledge_base', { question: 'return chair' })),
      stream(message('You have ', '30 days.')),
    );
    const history = [userMessage('I bought a chair'), assistantMessage('Nice.')];
    const { outputs, text } = await answerOf(agent, turnOf('how long for that?', { history }));

    expect(text).toBe('You have 30 days.');
    expect(outputs.at(-1)).toMatchObject({ kind: 'source', source: { title: 'Returns', url: RETURNS.url } });
    expect(outputs).toContainEqual(
      expect.objectContaining({
        kind: 'workflow',
        done: true,
        workflow: expect.objectContaining({
          tasks: [{ type: 'custom', title: 'Searching the knowledge base', status_indicator: 'complete' }],
        }),
      }),
    );
    expect(JSON.stringify(outputs)).not.toContain('chair');

    const [rewriting, sorting, asking, answering] = asked.map(({ body }) => body);
    expect(JSON.stringify(rewriting!['input'])).toMatch(/I bought a chair.*how long for that\?/);
    expect(sorting!['text']).toMatchObject({ format: { type: 'json_schema' } });
    expect(toolsOf(asking!)).toEqual(['search_knowledge_base']);
    expect(JSON.stringify(asking!['input'])).toContain('How long can I return a chair?');
    expect(JSON.stringify(answering!['input'])).toContain('You have 30 days.');
  });

  it('researches what the knowledge base cannot know', async () => {
    const { agent, asked } = await workflow(
      json('Does it rain in Graz?'),
      json('{"kind":"research"}'),
      stream(
        webSearch('rain in Graz', ['https://weather.example/graz']),
        message('It does.', urlCitation('Weather', 'https://weather.example/graz')),
      ),
    );
    const { text, events } = await answerOf(agent, turnOf('rain in graz?'));
    expect(text).toBe('It does.');
    expect(toolsOf(asked[2]!.body)).toEqual(['web_search', 'code_interpreter']);
    expect(events).toContainEqual({
      kind: 'source',
      source: { type: 'url', title: 'Weather', url: 'https://weather.example/graz' },
    });
  });

  it('asks back where it does not understand, of what was really said', async () => {
    const { agent, asked } = await workflow(
      json('What is meant?'),
      json('{"kind":"other"}'),
      stream(message('What do you mean?')),
    );
    expect((await answerOf(agent, turnOf('hm'))).text).toBe('What do you mean?');
    expect(asked[2]!.body['input']).toMatchObject([{ role: 'user', content: 'hm' }]);
  });
});
