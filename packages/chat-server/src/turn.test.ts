import type { UserMessageContent } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import type { Turn } from './agent.ts';
import { ADA, deferred, eventsOf, inputOf, testServer } from './testing/test-server.ts';

describe('the turn', () => {
  /** What an agent makes of its turn. */
  async function seen<T>(
    look: (turn: Turn) => T | Promise<T>,
    content: string | UserMessageContent[] = 'Hello',
    headers: Record<string, string> = {},
    metadata?: Record<string, unknown>,
  ): Promise<T> {
    const result = deferred<T>();
    const server = testServer({
      agent: async function* (turn) {
        result.resolve(await look(turn));
        yield 'Seen';
      },
    });
    const input = typeof content === 'string' ? inputOf(content) : { content };
    await eventsOf(await server.post('threads.create', { input }, { headers, ...(metadata ? { metadata } : {}) }));
    return result.promise;
  }

  it('knows the user, the thread and the message', async () => {
    const turn = await seen((given) => given);
    expect(turn.user).toEqual({ id: ADA });
    expect(turn.thread).toEqual({
      id: turn.message.thread_id,
      created_at: expect.any(String),
      status: { type: 'active' },
    });
    expect(turn.message).toMatchObject({ type: 'user_message', content: [{ type: 'input_text', text: 'Hello' }] });
    expect(turn.text).toBe('Hello');
  });

  it('has the text of the message with its tags as their text', async () => {
    const content: UserMessageContent[] = [
      { type: 'input_text', text: ' Ask ' },
      { type: 'input_tag', id: 'u1', text: 'Grace', data: {} },
      { type: 'input_text', text: ' about it ' },
    ];
    expect(await seen((turn) => turn.text, content)).toBe('Ask Grace about it');
  });

  it('has what the page said of itself', async () => {
    expect(await seen((turn) => turn.context, 'Hello', {}, { page: '/pricing' })).toEqual({ page: '/pricing' });
    expect(await seen((turn) => turn.context)).toEqual({});
  });

  it.each([
    ['de-de', 'de-DE'],
    ['fr;q=0.9, en', 'fr'],
    ['zh-hant-tw,zh;q=0.8', 'zh-Hant-TW'],
    ['*', 'en'],
    ['', 'en'],
    ['../../etc', 'en'],
  ])('takes the locale of "%s" for %s', async (header, locale) => {
    expect(await seen((turn) => turn.locale, 'Hello', { 'Accept-Language': header })).toBe(locale);
  });

  it('has the history before its message: the newest, oldest first, at most as many as asked for', async () => {
    const histories: string[][] = [];
    const server = testServer({
      agent: async function* (turn) {
        const texts = async (limit?: number) =>
          (await turn.history(limit)).map((item) =>
            'content' in item ? (item.content as { text: string }[])[0]!.text : '',
          );
        histories.push(await texts(), await texts(2), await texts(0));
        yield `to ${turn.text}`;
      },
    });
    const { threadId } = await server.askNew('One');
    await eventsOf(await server.ask('Two', threadId));
    await eventsOf(await server.ask('Three', threadId));
    expect(histories).toEqual([
      [],
      [],
      [],
      ['One', 'to One'],
      ['One', 'to One'],
      [],
      ['One', 'to One', 'Two', 'to Two'],
      ['Two', 'to Two'],
      [],
    ]);
  });

  it('has 50 items of history where no limit is named, however long the thread is', async () => {
    let length = -1;
    const server = testServer({
      agent: async function* (turn) {
        length = (await turn.history()).length;
        if (turn.text === 'Next') expect((await turn.history(500)).length).toBe(122);
        yield 'Counted';
      },
    });
    const { threadId } = await server.askNew('One');
    for (let i = 0; i < 120; i++) {
      await server.store.saveItem(ADA, threadId, {
        type: 'hidden_context_item',
        id: `h${i}`,
        thread_id: threadId,
        created_at: '2026-01-01T00:00:00.000Z',
        content: i,
      });
    }
    expect((await eventsOf(await server.ask('Next', threadId))).some(({ type }) => type === 'error')).toBe(false);
    expect(length).toBe(50);
  });
});
