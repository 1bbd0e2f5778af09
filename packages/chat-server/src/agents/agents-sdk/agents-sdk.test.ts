import { inspect } from 'node:util';
import { Agent, handoff, OpenAIProvider, type RunConfig, Runner, tool } from '@openai/agents';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { AgentError } from '../../errors.ts';
import * as agentTurn from '../../testing/agent-turn.ts';
import {
  EVENT_STREAM,
  fakeModelServer,
  JSON_TYPE,
  openAIChunks,
  chunk,
  type Reply,
} from '../../testing/fake-model-server.ts';
import {
  functionCall,
  message,
  reasoning,
  refusal,
  responseJson,
  responseStream,
  urlCitation,
  webSearch,
} from '../../testing/responses-api.ts';
import { eventsOf, itemsOf, only, streamedText, testServer } from '../../testing/test-server.ts';
import { agentsSdk, type AgentsSdkOptions, UpstreamError } from './index.ts';

const { assistantMessage, failureOf, turnOf, userMessage } = agentTurn;

/** All but the line that says that it thinks, which is always the first. */
async function answerOf(...args: Parameters<typeof agentTurn.answerOf>) {
  const { outputs, events, text } = await agentTurn.answerOf(...args);
  expect(outputs[0]).toMatchObject({ kind: 'progress' });
  return { outputs: outputs.slice(1), events: events.slice(1), text };
}

const KEY = 'sk-proj-abcdefghijklmnop';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

const stream = (...pieces: string[]): Reply => ({ headers: EVENT_STREAM, pieces });

interface RunnerOptions {
  useResponses?: boolean;
  config?: Partial<RunConfig>;
}

/** A runner whose model gives these answers, one after the other. */
async function runnerOf(replies: Reply[], { useResponses = true, config = {} }: RunnerOptions = {}) {
  const server = await fakeModelServer(() => replies.shift() ?? { status: 500, pieces: ['no more answers'] });
  closing.push(server.close);
  const openAIClient = new OpenAI({ apiKey: KEY, baseURL: `${server.url}/v1`, maxRetries: 0 });
  const modelProvider = new OpenAIProvider({ openAIClient, useResponses });
  return { server, runner: new Runner({ modelProvider, tracingDisabled: true, ...config }) };
}

const guide = new Agent({ name: 'Guide', instructions: 'Help.' });

async function agentOf(replies: Reply[], options?: AgentsSdkOptions & RunnerOptions, first = guide) {
  const { runner, server } = await runnerOf(replies, options);
  const agent = agentsSdk((turn, input) => runner.run(first, input, { stream: true, signal: turn.signal }), options);
  return { agent, server };
}

const orders = tool({
  name: 'find_order',
  description: 'Finds an order.',
  parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false },
  execute: async () => 'It is on its way to 12 Secret Street.',
});

describe('a streamed run', () => {
  it('gives its words as they come', async () => {
    const { agent } = await agentOf([stream(...responseStream(message('Grüß ', 'Gott')))]);
    expect((await answerOf(agent, turnOf('Hello'))).outputs).toEqual(['Grüß ', 'Gott']);
  });

  it('does so through chat completions as well', async () => {
    const { agent, server } = await agentOf([stream(...openAIChunks(['Grüß ', 'Gott']))], { useResponses: false });
    expect((await answerOf(agent, turnOf('Hello'))).outputs).toEqual(['Grüß ', 'Gott']);
    expect(server.asked[0]!.path).toBe('/v1/chat/completions');
  });

  it('is given the conversation', async () => {
    const { agent, server } = await agentOf([stream(...responseStream(message('Hi')))]);
    await answerOf(agent, turnOf('Three', { history: [userMessage('One'), assistantMessage('Two')] }));
    expect(server.asked[0]!.body['input']).toMatchObject([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: [{ type: 'output_text', text: 'Two' }] },
      { role: 'user', content: 'Three' },
    ]);
  });

  it('keeps two messages apart', async () => {
    const { agent } = await agentOf([stream(...responseStream(message('One.'), message('Two.')))]);
    expect((await answerOf(agent, turnOf('Hello'))).text).toBe('One.\n\nTwo.');
  });

  it('shows what it cites where it does', async () => {
    const { agent } = await agentOf([
      stream(
        ...responseStream(
          message('One', urlCitation('Manual', 'https://a.example/x'), '.', {
            type: 'file_citation',
            file_id: 'file-1',
            filename: 'terms.pdf',
            index: 4,
          }),
        ),
      ),
    ]);
    expect((await answerOf(agent, turnOf('Hello'))).outputs).toEqual([
      'One',
      { kind: 'source', source: { type: 'url', title: 'Manual', url: 'https://a.example/x' } },
      '.',
      { kind: 'source', source: { type: 'file', title: 'terms.pdf', filename: 'terms.pdf' } },
    ]);
  });

  it.each([
    ['the Responses API', true, responseStream(refusal('I cannot ', 'do that.'))],
    ['chat completions', false, [chunk({ refusal: 'I cannot do that.' }), chunk({}, 'stop'), 'data: [DONE]\n\n']],
  ])('says the words of a refusal, through %s', async (_, useResponses, pieces) => {
    const { agent } = await agentOf([stream(...pieces)], { useResponses });
    expect((await answerOf(agent, turnOf('Hello'))).text).toBe('I cannot do that.');
  });
});

describe('the steps of a run', () => {
  const withTools = new Agent({ name: 'Guide', tools: [orders] });
  const asksThenSays = () => [
    stream(...responseStream(functionCall('find_order', { id: 'B-7' }))),
    stream(...responseStream(message('On its way.'))),
  ];

  it('are its tools, by their names alone, while they work and when they are done', async () => {
    const { agent } = await agentOf(asksThenSays(), {}, withTools);
    const { outputs } = await answerOf(agent, turnOf('Where is B-7?'));
    const step = (status_indicator: string, done: boolean) => ({
      kind: 'workflow',
      key: 'agents-sdk-1',
      done,
      workflow: { type: 'custom', expanded: false, tasks: [{ type: 'custom', title: 'Find order', status_indicator }] },
    });
    expect(outputs).toEqual([step('loading', false), step('complete', false), step('complete', true), 'On its way.']);
    expect(JSON.stringify(outputs)).not.toMatch(/Secret Street|B-7/);
  });

  it('are called as the site wants', async () => {
    const { agent } = await agentOf(asksThenSays(), { toolTitles: { find_order: 'Looking up your order' } }, withTools);
    const { events } = await answerOf(agent, turnOf('Where is B-7?'));
    expect(events[0]).toMatchObject({ workflow: { tasks: [{ title: 'Looking up your order' }] } });
  });

  it('are searches with what was searched for', async () => {
    const { agent } = await agentOf([
      stream(...responseStream(webSearch('rain in Graz', ['https://weather.example/graz']), message('Yes.'))),
    ]);
    const { events } = await answerOf(agent, turnOf('Does it rain?'));
    expect(events.map((event) => event.kind === 'workflow' && event.workflow.tasks)).toEqual([
      [{ type: 'web_search', title: 'Web search', queries: [], sources: [], status_indicator: 'loading' }],
      ...Array.from({ length: 2 }, () => [
        {
          type: 'web_search',
          title: 'Web search',
          title_query: 'rain in Graz',
          queries: ['rain in Graz'],
          sources: [{ type: 'url', url: 'https://weather.example/graz', title: 'weather.example' }],
          status_indicator: 'complete',
        },
      ]),
    ]);
  });

  it('are summaries of reasoning as thoughts, which grow, apart from what is done', async () => {
    const { agent } = await agentOf(
      [
        stream(
          ...responseStream(reasoning(['**Looking', ' it up**'], ['Then']), functionCall('find_order', { id: 'B-7' })),
        ),
        stream(...responseStream(message('Done.'))),
      ],
      {},
      withTools,
    );
    const { events } = await answerOf(agent, turnOf('Where is B-7?'));
    const workflows = events.flatMap((event) => (event.kind === 'workflow' ? [event] : []));
    expect(workflows[1]!.workflow.tasks).toEqual([
      { type: 'thought', content: '**Looking it up**', status_indicator: 'loading' },
    ]);
    expect(workflows.filter(({ done }) => done).map(({ key, workflow }) => [key, workflow])).toEqual([
      [
        'agents-sdk-1',
        {
          type: 'reasoning',
          expanded: false,
          summary: { duration: 1 },
          tasks: [
            { type: 'thought', content: '**Looking it up**', status_indicator: 'complete' },
            { type: 'thought', content: 'Then', status_indicator: 'complete' },
          ],
        },
      ],
      ['agents-sdk-2', expect.objectContaining({ type: 'custom' })],
    ]);
  });

  it('are hand-offs, to whom they were made', async () => {
    const billing = new Agent({ name: 'Billing', handoffDescription: 'Knows invoices.' });
    const front = new Agent({ name: 'Front desk', handoffs: [handoff(billing)] });
    const { agent } = await agentOf(
      [
        stream(...responseStream(functionCall('transfer_to_Billing', {}))),
        stream(...responseStream(message('Your invoice.'))),
      ],
      {},
      front,
    );
    const { outputs } = await answerOf(agent, turnOf('My invoice?', { locale: 'de' }));
    expect(outputs[0]).toMatchObject({ workflow: { tasks: [{ title: 'Übergeben an Billing' }] } });
    expect(outputs.at(-1)).toBe('Your invoice.');
  });
});

describe('a workflow of several runs', () => {
  it('shows what it yields, and keeps the rest to itself', async () => {
    const { runner, server } = await runnerOf([
      { headers: JSON_TYPE, pieces: [responseJson(message('{"kind":"greeting"}'))] },
      stream(...responseStream(message('Hello!'))),
    ]);
    const agent = agentsSdk(async function* (turn, input) {
      yield turn.progress('Reading…');
      const { finalOutput } = await runner.run(guide, input);
      yield `${String(finalOutput).length}. `;
      yield runner.run(guide, input, { stream: true });
    });
    const { outputs } = await answerOf(agent, turnOf('Hi'));
    expect(outputs).toEqual([{ kind: 'progress', text: 'Reading…' }, '19. ', 'Hello!']);
    expect(server.asked).toHaveLength(2);
  });

  it('may end with a result that was not streamed, such as that of an exported workflow', async () => {
    const { runner } = await runnerOf([{ headers: JSON_TYPE, pieces: [responseJson(message('Hello!'))] }]);
    expect(
      (
        await answerOf(
          agentsSdk((_, input) => runner.run(guide, input)),
          turnOf('Hi'),
        )
      ).text,
    ).toBe('Hello!');
    expect(
      (
        await answerOf(
          agentsSdk(async () => ({ output_text: 'Bye!' })),
          turnOf('Hi'),
        )
      ).text,
    ).toBe('Bye!');
  });

  it('says what it cannot show', async () => {
    const error = await failureOf(
      agentsSdk(async () => ({ finalOutput: { kind: 'greeting' } })),
      turnOf('Hi'),
    );
    expect(error.message).toContain('got data');
  });
});

describe('a guardrail', () => {
  const trip = async () => ({ outputInfo: { text: 'my secret question' }, tripwireTriggered: true });

  it('on the question ends the answer in words', async () => {
    const guarded = new Agent({
      name: 'Guide',
      inputGuardrails: [{ name: 'On topic', execute: trip, runInParallel: false }],
    });
    const { agent, server } = await agentOf([], {}, guarded);
    const error = await failureOf(agent, turnOf('my secret question'));
    expect(error).toBeInstanceOf(AgentError);
    expect(error).toMatchObject({ message: 'I cannot help with this question.', allowRetry: false });
    expect(inspect(error, { depth: 9 })).toContain('On topic');
    expect(inspect(error, { depth: 9 })).not.toContain('secret');
    expect(server.asked).toHaveLength(0);
  });

  it('on the answer keeps it from being shown', async () => {
    const guarded = new Agent({ name: 'Guide', outputGuardrails: [{ name: 'Polite', execute: trip }] });
    const { agent } = await agentOf([stream(...responseStream(message('Go ', 'away')))], {}, guarded);
    const server = testServer({ agent });
    const events = await eventsOf(await server.ask('Hello'));
    expect(streamedText(events)).toBe('');
    expect(only(events, 'error')).toMatchObject([{ message: expect.stringContaining('withheld'), allow_retry: false }]);
  });

  it('of the runner keeps it too, where the answer is held', async () => {
    const { agent } = await agentOf([stream(...responseStream(message('Go away')))], {
      holdAnswer: true,
      config: { outputGuardrails: [{ name: 'Polite', execute: trip }] },
    });
    const server = testServer({ agent });
    const events = await eventsOf(await server.ask('Hello'));
    expect(streamedText(events)).toBe('');
  });

  it('that is content shows the answer when it is whole', async () => {
    const content = async () => ({ outputInfo: {}, tripwireTriggered: false });
    const guarded = new Agent({ name: 'Guide', outputGuardrails: [{ name: 'Polite', execute: content }] });
    const { agent } = await agentOf([stream(...responseStream(message('Come ', 'in')))], {}, guarded);
    expect((await answerOf(agent, turnOf('Hello'))).text).toBe('Come in');
  });
});

describe('a failure', () => {
  const error = (status: number, message_: string, headers = {}): Reply => ({
    status,
    headers: { ...JSON_TYPE, ...headers },
    pieces: [JSON.stringify({ error: { message: message_, type: 'x', code: null } })],
  });

  it.each<[string, Reply]>([
    ['agent-key-refused', error(401, `Incorrect API key provided: ${KEY}.`)],
    ['agent-not-found', error(404, 'The model does not exist')],
    ['agent-rate-limited', error(429, 'Slow down', { 'Retry-After': '20' })],
    ['agent-unavailable', error(503, 'Overloaded')],
    ['agent-request-refused', error(400, 'Too long')],
    [
      'agent-answer-malformed',
      stream(
        ...responseStream(message('lo')).slice(0, 5),
        `event: response.failed\ndata: ${JSON.stringify({
          type: 'response.failed',
          sequence_number: 5,
          response: { id: 'resp_1', status: 'failed', error: { code: 'server_error', message: 'x' }, output: [] },
        })}\n\n`,
      ),
    ],
  ])('of the API is %s', async (code, reply) => {
    const { agent } = await agentOf([reply]);
    const found = await failureOf(agent, turnOf('my secret question'));
    if (!(found instanceof UpstreamError)) throw found;
    expect(found.code).toBe(code);
    expect(found.retryAfterMs).toBe(code === 'agent-rate-limited' ? 20_000 : undefined);
    expect(inspect(found, { depth: 9 })).not.toMatch(/abcdefghijklmnop|secret question/);
  });

  it('says that nobody is there', async () => {
    const { agent, server } = await agentOf([]);
    await server.close();
    expect(await failureOf(agent, turnOf('Hello'))).toMatchObject({ code: 'agent-unavailable' });
  });

  it('of too many steps says so, and holds nothing of the conversation', async () => {
    const looping = new Agent({ name: 'Guide', tools: [orders] });
    const { runner } = await runnerOf([stream(...responseStream(functionCall('find_order', { id: 'B-7' })))]);
    const agent = agentsSdk((_, input) => runner.run(looping, input, { stream: true, maxTurns: 1 }));
    const found = await failureOf(agent, turnOf('my secret question'));
    expect(found.message).toContain('too many steps');
    expect(inspect(found, { depth: 9 })).not.toContain('secret question');
  });

  it('to approve a tool says what to do', async () => {
    const risky = tool({
      ...orders,
      name: 'cancel_order',
      parameters: orders.parameters,
      needsApproval: true,
      execute: async () => '',
    } as never);
    const { agent } = await agentOf(
      [stream(...responseStream(functionCall('cancel_order', { id: 'B-7' })))],
      {},
      new Agent({ name: 'Guide', tools: [risky] }),
    );
    expect((await failureOf(agent, turnOf('Cancel'))).message).toContain('approve "cancel_order"');
  });

  it('of the agent’s own is passed on as it is', async () => {
    const own = new RangeError('mine');
    const failing = agentsSdk(async () => Promise.reject(own));
    expect(await failureOf(failing, turnOf('Hello'))).toBe(own);
  });
});

describe('behind a chat server', () => {
  it('stores the steps and the words', async () => {
    const { agent } = await agentOf(
      [
        stream(...responseStream(functionCall('find_order', { id: 'B-7' }))),
        stream(...responseStream(message('On its ', 'way.'))),
      ],
      {},
      new Agent({ name: 'Guide', tools: [orders] }),
    );
    const server = testServer({ agent });
    const { events, threadId } = await server.askNew('Where is B-7?');
    expect(streamedText(events)).toBe('On its way.');
    expect((await itemsOf(server, threadId)).map(({ type }) => type)).toEqual([
      'user_message',
      'workflow',
      'assistant_message',
    ]);
  });

  it.each([
    ['was given the signal', true],
    ['was not', false],
  ])('leaves the model when the person leaves, where the run %s', async (_, isGiven) => {
    const { runner, server: model } = await runnerOf([
      { headers: EVENT_STREAM, pieces: responseStream(message('Once upon')).slice(0, 5), ending: 'hang' },
    ]);
    const agent = agentsSdk((turn, input) =>
      runner.run(guide, input, { stream: true, ...(isGiven ? { signal: turn.signal } : {}) }),
    );
    const server = testServer({ agent });
    const response = await server.ask('Hello');
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    let seen = '';
    while (!seen.includes('Once upon')) seen += decoder.decode((await reader.read()).value);
    await reader.cancel();
    await model.clientLeft;
  });
});
