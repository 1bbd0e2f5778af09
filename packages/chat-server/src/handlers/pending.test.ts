import type { ClientToolCallItem, StructuredInputItem } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import type { Agent, TurnInput } from '../agent.ts';
import { ADA, eventsOf, itemsOf, namesOf, only, type TestServer, testServer } from '../testing/test-server.ts';

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('a client tool', () => {
  const inputs: TurnInput[] = [];
  const histories: string[][] = [];
  const agent: Agent = async function* (turn) {
    inputs.push(turn.input);
    histories.push((await turn.history()).map(({ type }) => type));
    if (turn.input.type === 'tool_output') {
      yield `Your cart: ${JSON.stringify(turn.input.item.output)}, for "${turn.text}"`;
      return;
    }
    yield 'Let me look.';
    yield turn.tool('get_cart', { currency: 'EUR' });
    throw new Error('The run ends with the call; this is never reached.');
  };
  const output = (server: TestServer, thread_id: string, result?: unknown) =>
    server.post('threads.add_client_tool_output', { thread_id, ...(result === undefined ? {} : { result }) });

  it('pauses the turn, and its output has the agent go on', async () => {
    inputs.length = histories.length = 0;
    const server = testServer({ agent });
    const { threadId, events } = await server.askNew('What is in my cart?');
    expect(namesOf(events).slice(-3)).toEqual(['thread.item.done', 'thread.item.done', 'thread.updated']);
    const call = only(events, 'thread.item.done').at(-1)!.item as ClientToolCallItem;
    expect(call).toEqual({
      type: 'client_tool_call',
      id: expect.stringMatching(/^tc_/),
      thread_id: threadId,
      created_at: expect.any(String),
      status: 'pending',
      call_id: expect.stringMatching(/^call_/),
      name: 'get_cart',
      arguments: { currency: 'EUR' },
    });

    const resumed = await eventsOf(await output(server, threadId, { items: 2 }));
    expect(resumed[0]?.type).toBe('stream_options');
    expect(only(resumed, 'thread.item.done')[0]?.item).toMatchObject({
      content: [{ text: 'Your cart: {"items":2}, for "What is in my cart?"' }],
    });
    const completed = { ...call, status: 'completed', output: { items: 2 } };
    expect((await itemsOf(server, threadId))[2]).toEqual(completed);
    expect(inputs).toEqual([{ type: 'message' }, { type: 'tool_output', item: completed }]);
    expect(histories).toEqual([[], ['user_message', 'assistant_message', 'client_tool_call']]);
  });

  it('may have nothing to say', async () => {
    const server = testServer({ agent });
    const { threadId } = await server.askNew('Cart?');
    await eventsOf(await output(server, threadId));
    const call = (await itemsOf(server, threadId))[2] as ClientToolCallItem;
    expect(call.status).toBe('completed');
    expect(call).not.toHaveProperty('output');
  });

  it('takes one output: a second is refused, and so is one that nobody asked for', async () => {
    const server = testServer({ agent });
    const { threadId } = await server.askNew('Cart?');
    await eventsOf(await output(server, threadId, 1));
    const again = await output(server, threadId, 2);
    expect(again.status).toBe(409);
    expect(await codeOf(again)).toBe('tool-call-not-pending');
    expect((await itemsOf(server, threadId))[2]).toMatchObject({ output: 1 });

    const other = testServer();
    const { threadId: quiet } = await other.askNew('Hello');
    expect((await output(other, quiet, 1)).status).toBe(409);
  });

  it('of two outputs at once takes one', async () => {
    const server = testServer({ agent });
    const { threadId } = await server.askNew('Cart?');
    const responses = await Promise.all([output(server, threadId, 1), output(server, threadId, 2)]);
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    for (const response of responses) await response.body?.cancel();
  });

  it('is dropped by a message that comes instead of its output', async () => {
    const server = testServer({ agent });
    const { threadId, events } = await server.askNew('Cart?');
    const call = only(events, 'thread.item.done').at(-1)!.item;
    const next = await eventsOf(await server.ask('Never mind', threadId));
    expect(next[0]).toEqual({ type: 'thread.item.removed', item_id: call.id });
    expect(await server.store.loadItem(ADA, threadId, call.id)).toBeNull();
    const { data } = await server.store.listToolCalls(ADA, { limit: 9, order: 'asc' });
    expect(data.map(({ status }) => status)).toEqual(['dropped', 'pending']);
  });

  it('is noted in the audit, with what became of it', async () => {
    const server = testServer({ agent });
    const { threadId } = await server.askNew('Cart?');
    const calls = async () => (await server.store.listToolCalls(ADA, { limit: 9, order: 'asc' })).data;
    expect(await calls()).toMatchObject([{ thread_id: threadId, name: 'get_cart', status: 'pending' }]);
    await eventsOf(await output(server, threadId, 1));
    expect(await calls()).toMatchObject([
      { name: 'get_cart', arguments: { currency: 'EUR' }, status: 'completed', ended_at: expect.any(String) },
    ]);
  });

  it('can be asked for again in the run that follows', async () => {
    let runs = 0;
    const server = testServer({
      agent: async function* (turn) {
        if (++runs < 3) yield turn.tool(`step_${runs}`);
        else yield 'Done';
      },
    });
    const { threadId } = await server.askNew('Go');
    await eventsOf(await output(server, threadId, 1));
    const last = await eventsOf(await output(server, threadId, 2));
    expect(only(last, 'thread.item.done').at(-1)?.item).toMatchObject({ content: [{ text: 'Done' }] });
    expect((await itemsOf(server, threadId)).map(({ type }) => type)).toEqual([
      'user_message',
      'client_tool_call',
      'client_tool_call',
      'assistant_message',
    ]);
  });

  it.each(['locked', 'closed'] as const)('takes no output in a %s thread', async (type) => {
    const server = testServer({ agent });
    const { threadId } = await server.askNew('Cart?');
    const record = (await server.store.loadThread(ADA, threadId))!;
    await server.store.saveThread(ADA, { ...record, status: { type } });
    expect(await codeOf(await output(server, threadId, 1))).toBe(`thread-${type}`);
  });
});

describe('a structured input', () => {
  const agent: Agent = async function* (turn) {
    if (turn.input.type === 'structured_input') {
      yield `${turn.input.item.status}: ${turn.input.item.inputs.map(({ answer }) => answer?.values.join('+')).join(', ')}`;
      return;
    }
    yield turn.structuredInput([
      { type: 'multiple_choice', id: 'size', question: 'Which size?', options: [{ value: 'S' }, { value: 'M' }] },
      { type: 'multiple_choice', id: 'colour', question: 'Colours?', options: [{ value: 'red' }], multiple: true },
      { type: 'freeform', id: 'note', question: 'Anything else?' },
    ]);
    throw new Error('never reached');
  };
  const asked = async () => {
    const server = testServer({ agent });
    const { threadId, events } = await server.askNew('I want a shirt');
    const form = only(events, 'thread.item.done').at(-1)!.item as StructuredInputItem;
    const submit = (input: object, item_id = form.id) =>
      server.post('threads.add_structured_input', { thread_id: threadId, item_id, input });
    return { server, threadId, form, submit };
  };

  it('pauses the turn, is filled in, and has the agent go on', async () => {
    const { server, threadId, form, submit } = await asked();
    expect(form).toMatchObject({ status: 'pending', inputs: [{ id: 'size' }, { id: 'colour' }, { id: 'note' }] });
    const events = await eventsOf(
      await submit({
        answers: {
          size: { values: ['M', 'S'] },
          colour: { values: ['red', 'a colour of my own'] },
          note: { values: ['never sent'], skipped: true },
          made_up: { values: ['x'] },
        },
      }),
    );
    expect(namesOf(events).slice(0, 2)).toEqual(['stream_options', 'thread.item.replaced']);
    const filled = {
      ...form,
      status: 'answered',
      inputs: [
        { ...form.inputs[0], answer: { values: ['M'], skipped: false } },
        { ...form.inputs[1], answer: { values: ['red', 'a colour of my own'], skipped: false } },
        { ...form.inputs[2], answer: { values: [], skipped: true } },
      ],
    };
    expect(only(events, 'thread.item.replaced')[0]?.item).toEqual(filled);
    expect((await itemsOf(server, threadId))[1]).toEqual(filled);
    expect(only(events, 'thread.item.done')[0]?.item).toMatchObject({
      content: [{ text: 'answered: M, red+a colour of my own, ' }],
    });
  });

  it('can be skipped as a whole', async () => {
    const { server, threadId, submit } = await asked();
    await eventsOf(await submit({ status: 'skipped', answers: { size: { values: ['M'] } } }));
    const [, form] = (await itemsOf(server, threadId)) as [unknown, StructuredInputItem];
    expect(form.status).toBe('skipped');
    expect(form.inputs.every(({ answer }) => answer?.skipped)).toBe(true);
  });

  it('is taken once, and only where there is one', async () => {
    const { server, threadId, submit } = await asked();
    const [message] = await itemsOf(server, threadId);
    expect((await submit({}, message!.id)).status).toBe(400);
    expect(await codeOf(await submit({}, 'msg_none'))).toBe('item-not-found');
    await eventsOf(await submit({ status: 'skipped' }));
    const again = await submit({});
    expect(again.status).toBe(409);
    expect(await codeOf(again)).toBe('structured-input-not-pending');
  });
});
