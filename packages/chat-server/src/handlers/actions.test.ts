import type { WidgetItem } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import type { ActionTurn, Agent, SyncActionTurn } from '../agent.ts';
import type { ChatServerOptions } from '../create-chat-server.ts';
import {
  ADA,
  deferred,
  eventsOf,
  itemsOf,
  namesOf,
  only,
  outcomesOf,
  testServer,
  upToFirstText,
} from '../testing/test-server.ts';

const shop: Agent = async function* (turn) {
  yield turn.widget({ type: 'Card', children: [{ type: 'Text', value: 'Pay?' }] });
};
const paid = { type: 'Card', children: [{ type: 'Text', value: 'Paid' }] };

async function withWidget(options: Partial<ChatServerOptions>) {
  const server = testServer({ agent: shop, ...options });
  const { threadId, messageId } = await server.askNew('Buy');
  const widget = (await itemsOf(server, threadId))[1] as WidgetItem;
  return { server, threadId, messageId, widget };
}

describe('an action of a widget', () => {
  it('is answered by a stream, which may change the widget that it came from', async () => {
    let turn: ActionTurn | undefined;
    const { server, threadId, widget } = await withWidget({
      onAction: async function* (given) {
        turn = given;
        yield given.replace({ ...given.item!, widget: paid });
        yield 'Thank you.';
      },
    });
    const action = { type: 'pay', payload: { amount: 7 } };
    const events = await eventsOf(
      await server.post(
        'threads.custom_action',
        { thread_id: threadId, item_id: widget.id, action },
        { metadata: { page: '/cart' }, headers: { 'Accept-Language': 'de' } },
      ),
    );
    expect(namesOf(events).slice(0, 2)).toEqual(['stream_options', 'thread.item.replaced']);
    expect(turn).toMatchObject({ action, item: widget, locale: 'de', context: { page: '/cart' }, user: { id: ADA } });
    const items = await itemsOf(server, threadId);
    expect(items[1]).toEqual({ ...widget, widget: paid });
    expect(items[2]).toMatchObject({ content: [{ text: 'Thank you.' }] });
    expect((await turn!.history()).map(({ type }) => type)).toContain('widget');
  });

  it('may come from the page, without a widget', async () => {
    let item: unknown = 'unset';
    const { server, threadId } = await withWidget({
      onAction: async function* (turn) {
        item = turn.item;
        yield turn.effect('pong');
      },
    });
    const response = await server.post('threads.custom_action', { thread_id: threadId, action: { type: 'ping' } });
    expect(only(await eventsOf(response), 'client_effect')).toMatchObject([{ name: 'pong' }]);
    expect(item).toBeUndefined();
  });

  it('can open a closed thread again', async () => {
    const { server, threadId } = await withWidget({
      onAction: async function* (turn) {
        if (turn.thread.status.type === 'closed') yield turn.status({ type: 'active' });
      },
    });
    const record = (await server.store.loadThread(ADA, threadId))!;
    await server.store.saveThread(ADA, { ...record, status: { type: 'closed' } });
    await eventsOf(await server.post('threads.custom_action', { thread_id: threadId, action: { type: 'reopen' } }));
    expect((await server.store.loadThread(ADA, threadId))?.status).toEqual({ type: 'active' });
  });

  it('waits for the answer that is being given', async () => {
    const gate = deferred();
    const server = testServer({
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
      onAction: async function* () {},
    });
    const { stream, threadId } = await upToFirstText(server);
    const response = await server.post('threads.custom_action', { thread_id: threadId, action: { type: 'a' } });
    expect(response.status).toBe(409);
    gate.resolve();
    while (await stream.next());
  });

  it('ends in an error where whoever reacts throws', async () => {
    const { server, threadId } = await withWidget({
      // oxlint-disable-next-line require-yield -- it fails before it says anything
      onAction: async function* () {
        throw new Error('no');
      },
    });
    const response = await server.post('threads.custom_action', { thread_id: threadId, action: { type: 'a' } });
    expect((await eventsOf(response)).at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(outcomesOf(server)).toEqual(['completed', 'failed']);
  });
});

describe.each(['threads.custom_action', 'threads.sync_custom_action'] as const)('%s', (type) => {
  it.each([
    ['an item that is not there', 'msg_none', 404, 'item-not-found'],
    ['a hidden item', 'h1', 404, 'item-not-found'],
    ['an item that is no widget', 'message', 400, 'invalid-request'],
  ])('is refused for %s', async (_, itemId, status, code) => {
    let acted = 0;
    const { server, threadId, messageId } = await withWidget({
      // oxlint-disable-next-line require-yield -- it has nothing to say
      onAction: async function* () {
        acted++;
      },
      onSyncAction: () => void acted++,
    });
    await server.store.saveItem(ADA, threadId, {
      type: 'hidden_context_item',
      id: 'h1',
      thread_id: threadId,
      created_at: '',
      content: 1,
    });
    const item_id = itemId === 'message' ? messageId : itemId;
    const response = await server.post(type, { thread_id: threadId, item_id, action: { type: 'a' } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    expect(acted).toBe(0);
    // The refusal has given the thread free.
    expect((await server.post(type, { thread_id: threadId, action: { type: 'a' } })).status).toBe(200);
  });
});

describe('an action that does not stream', () => {
  it('is answered at once with the new version, saved before', async () => {
    let turn: SyncActionTurn | undefined;
    const { server, threadId, widget } = await withWidget({
      onSyncAction: (given) => {
        turn = given;
        return { ...given.item!, thread_id: 'thr_forged', widget: paid };
      },
    });
    const params = { thread_id: threadId, item_id: widget.id, action: { type: 'pay' } };
    const response = await server.post('threads.sync_custom_action', params);
    expect(await response.json()).toEqual({ updated_item: { ...widget, widget: paid } });
    expect((await itemsOf(server, threadId))[1]).toEqual({ ...widget, widget: paid });
    expect(turn).toMatchObject({ action: { type: 'pay' }, item: widget });
  });

  it('may change nothing', async () => {
    const { server, threadId } = await withWidget({ onSyncAction: () => {} });
    const response = await server.post('threads.sync_custom_action', { thread_id: threadId, action: { type: 'a' } });
    expect(await response.json()).toEqual({});
  });

  it('does not wait for the answer that is being given', async () => {
    const gate = deferred();
    const server = testServer({
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
      onSyncAction: () => {},
    });
    const { stream, threadId } = await upToFirstText(server);
    const response = await server.post('threads.sync_custom_action', { thread_id: threadId, action: { type: 'a' } });
    expect(response.status).toBe(200);
    gate.resolve();
    while (await stream.next());
  });

  it.each([
    ['throws', () => Promise.reject(new Error('key sk-123'))],
    ['gives an item that is not there', (turn: SyncActionTurn) => ({ ...turn.item!, id: 'msg_none' })],
  ])('is our failure where whoever reacts %s', async (_, onSyncAction) => {
    const { server, threadId, widget } = await withWidget({ onSyncAction });
    const params = { thread_id: threadId, item_id: widget.id, action: { type: 'a' } };
    const response = await server.post('threads.sync_custom_action', params);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('sk-123');
    expect((await itemsOf(server, threadId))[1]).toEqual(widget);
  });
});
