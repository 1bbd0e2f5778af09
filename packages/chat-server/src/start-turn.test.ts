import { describe, expect, it } from 'vitest';
import { deferred, endless, eventsOf, itemsOf, testServer, upToFirstText } from './testing/test-server.ts';

describe('a thread that is being answered', () => {
  it('refuses another message and a retry, until the answer has ended', async () => {
    const gate = deferred();
    const server = testServer({
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    const [question] = await itemsOf(server, threadId);
    const refused = [
      await server.ask('Now', threadId),
      await server.post('threads.retry_after_item', { thread_id: threadId, item_id: question!.id }),
    ];
    for (const response of refused) {
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ error: { code: 'thread-busy' } });
    }
    expect(await itemsOf(server, threadId)).toHaveLength(1);

    gate.resolve();
    while (await stream.next());
    const events = await eventsOf(await server.ask('Now', threadId));
    expect(events.at(-1)?.type).toBe('thread.item.done');
  });

  it('takes one of two messages that come at once', async () => {
    const server = testServer();
    const { threadId } = await server.askNew('Hello');
    const responses = await Promise.all([server.ask('One', threadId), server.ask('Two', threadId)]);
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    for (const response of responses) await response.body?.cancel();
  });

  it('can be read, renamed and left by others meanwhile; other threads are free', async () => {
    const server = testServer({ agent: endless });
    const { stream, threadId } = await upToFirstText(server);
    const other = await upToFirstText(server);
    expect((await server.post('threads.get_by_id', { thread_id: threadId })).status).toBe(200);
    await other.stream.leave();
    await stream.leave();
  });

  it('takes a message that comes while the stop is still on its way', async () => {
    const server = testServer({ agent: endless, limits: { busyWaitMs: 60_000 } });
    const { stream, threadId } = await upToFirstText(server);
    const next = server.ask('Something else', threadId);
    await stream.leave();
    const response = await next;
    expect(response.status).toBe(200);
    await response.body!.cancel();
    // What belongs to the stopped answer stands before the new question.
    expect((await itemsOf(server, threadId)).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'sdk_hidden_context',
      'user_message',
      'sdk_hidden_context',
    ]);
  });
});
