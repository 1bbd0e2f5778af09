import { reduceThread, type Task, type Thread, type ThreadEvent, type WidgetComponent } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import type { Agent } from './agent.ts';
import {
  ADA,
  aborted,
  eventsOf,
  itemsOf,
  namesOf,
  only,
  outcomesOf,
  reading,
  testServer,
} from './testing/test-server.ts';

const card = (value: string, more: object = {}): WidgetComponent => ({
  type: 'Card',
  children: [{ type: 'Text', id: 'state', value, ...more }],
});

/** The answer of an agent, without the two events that stand before each and the title behind it. */
async function answerOf(agent: Agent) {
  const server = testServer({ agent });
  const { events, threadId } = await server.askNew('Hello');
  const shown = events.reduce<Thread | null>(reduceThread, null)!.items.data;
  const items = await itemsOf(server, threadId);
  return { server, threadId, events, answer: events.slice(3, -1), shown, items };
}

describe('a widget', () => {
  it('with one state is whole at once', async () => {
    const { answer, items } = await answerOf(async function* (turn) {
      yield turn.widget(card('Sent'), { copyText: 'Sent' });
    });
    expect(namesOf(answer)).toEqual(['thread.item.done']);
    expect(items[1]).toMatchObject({ type: 'widget', widget: card('Sent'), copy_text: 'Sent' });
    expect(items[1]!.id).toMatch(/^msg_/);
  });

  it('with several is sent as what is new in each, and stored as the last', async () => {
    const { answer, items, shown } = await answerOf(async function* (turn) {
      yield turn.widget(card('Pack', { streaming: true }), { key: 'order' });
      yield turn.widget(card('Packing', { streaming: true }), { key: 'order' });
      yield turn.widget(card('Packing…', { streaming: false }), { key: 'order', done: true });
    });
    expect(namesOf(answer)).toEqual([
      'thread.item.added',
      'widget.streaming_text.value_delta',
      'widget.streaming_text.value_delta',
      'thread.item.done',
    ]);
    expect(items[1]).toMatchObject({ widget: card('Packing…', { streaming: false }) });
    expect(shown).toEqual(items);
  });

  it('is finished by the text after it, and may be replaced later, where it stands', async () => {
    const { answer, items, shown } = await answerOf(async function* (turn) {
      yield turn.widget(card('Packing'), { key: 'order' });
      yield 'One moment.';
      yield turn.widget(card('Sent'), { key: 'order' });
      yield ' Done.';
    });
    expect(answer.map(({ type }) => type)).toEqual([
      'thread.item.added',
      'thread.item.done',
      'thread.item.added',
      'thread.item.updated',
      'thread.item.updated',
      'thread.item.replaced',
      'thread.item.updated',
      'thread.item.updated',
      'thread.item.done',
    ]);
    expect(items.slice(1)).toMatchObject([{ widget: card('Sent') }, { content: [{ text: 'One moment. Done.' }] }]);
    expect(shown).toEqual(items);
  });

  it('whose run is stopped is kept as it was seen, and streams no more', async () => {
    const server = testServer({
      agent: async function* (turn) {
        yield turn.widget(card('Pack', { streaming: true }), { key: 'order' });
        await aborted(turn.signal);
      },
    });
    const stream = reading(await server.ask('Hello'));
    const created = (await stream.next()) as ThreadEvent<'thread.created'>;
    await stream.until(({ type }) => type === 'thread.item.added');
    await stream.leave();
    expect(await itemsOf(server, created.thread.id)).toMatchObject([
      { type: 'user_message' },
      { type: 'widget', widget: card('Pack', { streaming: false }) },
      { type: 'sdk_hidden_context' },
    ]);
  });

  it.each([
    ['no widget', null],
    ['a string', 'Card'],
  ])('that is %s fails the answer, and nothing else', async (_, widget) => {
    const { events, server, threadId } = await answerOf(async function* (turn) {
      yield turn.widget(card('a'), { key: 'w' });
      yield turn.widget(widget as unknown as WidgetComponent, { key: 'w' });
    });
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'stream.error' });
    expect((await server.ask('Again', threadId)).status).toBe(200);
  });
});

describe('a workflow', () => {
  it('grows task by task, and ends in its summary', async () => {
    const search: Task = { type: 'web_search', queries: ['a'], sources: [], status_indicator: 'loading' };
    const found: Task = { ...search, status_indicator: 'complete' };
    const thought: Task = { type: 'thought', content: 'Hm' };
    const { answer, items, shown } = await answerOf(async function* (turn) {
      yield turn.workflow({ type: 'reasoning', tasks: [search] }, { key: 'w' });
      yield turn.workflow({ type: 'reasoning', tasks: [found, thought] }, { key: 'w' });
      yield turn.workflow(
        { type: 'reasoning', tasks: [found, thought], summary: { duration: 3 } },
        { key: 'w', done: true },
      );
    });
    expect(answer.slice(1, -1)).toMatchObject([
      { update: { type: 'workflow.task.updated', task_index: 0, task: found } },
      { update: { type: 'workflow.task.added', task_index: 1, task: thought } },
    ]);
    expect(items[1]).toMatchObject({
      type: 'workflow',
      id: expect.stringMatching(/^wf_/),
      workflow: { type: 'reasoning', tasks: [found, thought], summary: { duration: 3 } },
    });
    expect(shown).toEqual(items);
  });

  it('of an agent that fails is not left loading', async () => {
    const { items } = await answerOf(async function* (turn) {
      const tasks = [{ type: 'image' as const, status_indicator: 'loading' as const }];
      yield turn.workflow({ type: 'custom', tasks }, { key: 'w' });
      throw new Error('no');
    });
    expect(items[1]).toMatchObject({ workflow: { tasks: [{ status_indicator: 'none' }] } });
  });

  it('cannot take the key of a widget', async () => {
    const { events } = await answerOf(async function* (turn) {
      yield turn.widget(card('a'), { key: 'x' });
      yield turn.workflow({ type: 'custom', tasks: [] }, { key: 'x' });
    });
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'stream.error' });
  });
});

describe('what else an agent shows', () => {
  it('is an image that gets better', async () => {
    const { answer, items } = await answerOf(async function* (turn) {
      yield turn.image({ id: 'i', url: 'https://e.example/1.png' }, { key: 'i', progress: 0.5 });
      yield turn.image({ id: 'i', url: 'https://e.example/2.png' }, { key: 'i', progress: 0.9 });
    });
    expect(answer[1]).toMatchObject({
      update: { type: 'generated_image.updated', image: { url: 'https://e.example/2.png' }, progress: 0.9 },
    });
    expect(items[1]).toMatchObject({ type: 'generated_image', image: { url: 'https://e.example/2.png' } });
  });

  it('are tasks and the end of the turn, each an item between the texts', async () => {
    const { items, shown } = await answerOf(async function* (turn) {
      yield 'Before';
      yield turn.task({ type: 'custom', title: 'Looked', status_indicator: 'complete' });
      yield 'After';
      yield turn.endOfTurn();
    });
    expect(items.map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'task',
      'assistant_message',
      'end_of_turn',
    ]);
    expect(items[2]!.id).toMatch(/^tsk_/);
    expect(shown).toEqual(items);
  });

  it('is nothing of what is hidden, which later turns see', async () => {
    const seen: unknown[] = [];
    const server = testServer({
      agent: async function* (turn) {
        seen.push(...(await turn.history()).filter(({ type }) => type === 'hidden_context_item'));
        yield turn.hidden({ plan: 'secret' });
        yield 'Visible';
      },
    });
    const { threadId, events } = await server.askNew('Hello');
    expect(JSON.stringify(events)).not.toContain('secret');
    await eventsOf(await server.ask('Again', threadId));
    expect(seen).toMatchObject([{ content: { plan: 'secret' } }]);
    const list = await server.post('items.list', { thread_id: threadId });
    expect(await list.text()).not.toContain('secret');
  });

  it('is the state of the thread, and the button that stops', async () => {
    const { events, server, threadId } = await answerOf(async function* (turn) {
      yield turn.allowCancel(false);
      yield 'Solved.';
      yield turn.status({ type: 'closed', reason: 'Solved' });
    });
    expect(only(events, 'stream_options').map((event) => event.stream_options.allow_cancel)).toEqual([true, false]);
    expect(only(events, 'thread.updated')[0]?.thread.status).toEqual({ type: 'closed', reason: 'Solved' });
    expect((await server.ask('More', threadId)).status).toBe(409);
  });

  it('has no such button from the beginning where the server says so', async () => {
    const { events } = await testServer({ allowCancel: false }).askNew('Hello');
    expect(only(events, 'stream_options')).toEqual([
      { type: 'stream_options', stream_options: { allow_cancel: false } },
    ]);
  });
});

describe('an item that is there already', () => {
  it('can be replaced and removed by the agent, stored before it is told', async () => {
    const server = testServer({
      agent: async function* (turn) {
        const [widget, other] = (await turn.history()).filter((item) => item.type === 'widget');
        if (!widget || !other) {
          yield turn.widget(card('one'));
          yield turn.widget(card('two'));
          return;
        }
        yield turn.replace({ ...widget, id: widget.id, thread_id: 'thr_forged', widget: card('changed') });
        yield turn.remove(other.id);
      },
    });
    const { threadId } = await server.askNew('Hello');
    const before = await itemsOf(server, threadId);
    const events = await eventsOf(await server.ask('Change them', threadId));
    expect(only(events, 'thread.item.replaced')).toEqual([
      { type: 'thread.item.replaced', item: { ...before[1], widget: card('changed') } },
    ]);
    expect(only(events, 'thread.item.removed')).toEqual([{ type: 'thread.item.removed', item_id: before[2]!.id }]);
    expect((await itemsOf(server, threadId)).map(({ id }) => id)).not.toContain(before[2]!.id);
  });

  it.each(['replace', 'remove'] as const)('must be in the thread, and visible, to %s it', async (change) => {
    const ids: string[] = [];
    const server = testServer({
      agent: async function* (turn) {
        const id = turn.text;
        ids.push(id);
        yield change === 'remove'
          ? turn.remove(id)
          : turn.replace({ type: 'widget', id, thread_id: '', created_at: '', widget: card('x') });
      },
    });
    const { threadId } = await server.askNew('msg_none');
    const hidden = { type: 'hidden_context_item', id: 'h1', thread_id: threadId, created_at: '', content: 1 } as const;
    await server.store.saveItem(ADA, threadId, hidden);
    await eventsOf(await server.ask('h1', threadId));
    expect(outcomesOf(server)).toEqual(['failed', 'failed']);
    expect(await server.store.loadItem(ADA, threadId, 'h1')).toEqual(hidden);
  });
});
