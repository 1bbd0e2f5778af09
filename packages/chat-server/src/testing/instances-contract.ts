import { type Page, reduceThread, type Thread, type ThreadEvent, type ThreadItem } from '@kb-assistant/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatProcess, type ChatProcessOptions, client, eventsIn } from './chat-process.ts';
import { type Proxy, roundRobin } from './round-robin.ts';
import { isText, only, streamedText } from './test-server.ts';

const LONG = '2000 words every 10 ms';
const TIMEOUT_MS = 60_000;

/** Short, so that a test need not wait long for what a killed process held. */
const LEASE_MS = 1_500;

/**
 * What processes on one PostgreSQL must do, whatever their relay goes through.
 *
 * @param share Gives where the processes find their store and their relay.
 */
export function describeInstances(
  name: string,
  share: () => Promise<Pick<ChatProcessOptions, 'postgres' | 'redisPort'>>,
): void {
  let shared: ChatProcessOptions;
  let processes: ChatProcess[];
  let proxy: Proxy;
  beforeAll(async () => {
    shared = { ...(await share()), leaseMs: LEASE_MS };
    // At the same time: both find no tables.
    processes = await Promise.all([ChatProcess.start(shared), ChatProcess.start(shared)]);
    proxy = await roundRobin(processes.map(({ port }) => port));
  }, TIMEOUT_MS);
  afterAll(async () => {
    await proxy.stop();
    await Promise.all(processes.map((each) => each.stop()));
  }, TIMEOUT_MS);

  describe(`two processes on one PostgreSQL, with a relay through ${name}`, () => {
    it('are one server for whoever talks to them in turn', { timeout: TIMEOUT_MS }, async () => {
      const url = `http://localhost:${proxy.port}/`;
      const [ada, bob] = [client(url), client(url, 'bob')];
      const first = await ada.read(await ada.ask('How much is it?'));
      const { thread } = only(first, 'thread.created')[0]!;
      const answers = [streamedText(first)];
      for (const question of ['And for two?', 'And for three?']) {
        answers.push(streamedText(await ada.read(await ada.ask(question, thread.id))));
      }
      // Requests take turns, so more than one process answered.
      expect(new Set(answers.map((text) => /\d+/.exec(text)![0])).size).toBe(2);

      for (let i = 0; i < 2; i++) {
        const loaded = await ada.json<Thread>('threads.get_by_id', { thread_id: thread.id });
        expect(loaded.title).toBe('How much is it?');
        expect(loaded.items.data.map(({ type }) => type)).toEqual(
          Array.from({ length: 3 }, () => ['user_message', 'assistant_message']).flat(),
        );
        expect((await bob.post('threads.get_by_id', { thread_id: thread.id })).status).toBe(404);
      }

      // Retry, feedback, rename, pages, and deletion, each at whichever process comes next.
      const { data } = await ada.json<Page<ThreadItem>>('items.list', { thread_id: thread.id, order: 'asc' });
      const retried = await ada.read(
        await ada.post('threads.retry_after_item', { thread_id: thread.id, item_id: data[2]!.id }),
      );
      expect(only(retried, 'thread.item.removed')).toHaveLength(3);
      const answer = only(retried, 'thread.item.done').at(-1)!.item;
      const feedback = { thread_id: thread.id, item_ids: [answer.id], kind: 'positive' };
      expect((await ada.post('items.feedback', feedback)).status).toBe(200);
      expect((await ada.json<Thread>('threads.update', { thread_id: thread.id, title: 'Prices' })).title).toBe(
        'Prices',
      );
      expect((await ada.json<Page<Thread>>('threads.list', {})).data.map(({ title }) => title)).toEqual(['Prices']);
      expect((await ada.post('threads.delete', { thread_id: thread.id })).status).toBe(200);
      for (let i = 0; i < 2; i++) {
        expect((await ada.post('threads.get_by_id', { thread_id: thread.id })).status).toBe(404);
      }
    });

    it('answer a thread one at a time, and end what is deleted', { timeout: TIMEOUT_MS }, async () => {
      const [one, two] = processes.map(({ url }) => client(url));
      const events = eventsIn(await one!.ask(LONG));
      const { thread } = (await events.next()).value as Extract<ThreadEvent, { type: 'thread.created' }>;
      const refused = await two!.ask('Hello?', thread.id);
      expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
        409,
        'thread-busy',
      ]);

      const rest = (async () => {
        const all: ThreadEvent[] = [];
        for await (const event of events) all.push(event);
        return all;
      })();
      expect((await two!.post('threads.delete', { thread_id: thread.id })).status).toBe(200);
      expect((await rest).at(-1)).toMatchObject({ type: 'error', allow_retry: false });
      expect((await one!.post('threads.get_by_id', { thread_id: thread.id })).status).toBe(404);
    });

    it('let a client that went away from one ask the other at once', { timeout: TIMEOUT_MS }, async () => {
      const [one, two] = processes.map(({ url }) => client(url));
      const gone = new AbortController();
      const events = eventsIn(await one!.ask(LONG, undefined, gone.signal));
      const { thread } = (await events.next()).value as Extract<ThreadEvent, { type: 'thread.created' }>;
      for await (const event of events) if (isText(event)) break;
      gone.abort();
      const answered = await two!.read(await two!.ask('Hello?', thread.id));
      expect(streamedText(answered)).toContain('was asked: Hello?');
    });
  });

  describe(`resumable turns of two processes, with a relay through ${name}`, () => {
    let urls: string[];
    beforeAll(() => {
      urls = processes.map(({ resumableUrl }) => resumableUrl);
    });

    /** Asks, reads up to some text, and goes away as a closed laptop does. */
    const askAndLeave = async (url: string, question: string): Promise<Thread> => {
      const gone = new AbortController();
      const events = eventsIn(await client(url).ask(question, undefined, gone.signal));
      let thread: Thread | null = null;
      for await (const event of events) {
        thread = reduceThread(thread, event);
        if (isText(event)) break;
      }
      gone.abort();
      return thread!;
    };

    it.each([0, 1])('give the rest to a client that comes back to process %i', { timeout: TIMEOUT_MS }, async (at) => {
      const { id } = await askAndLeave(urls[0]!, '50 words every 10 ms');
      const ada = client(urls[at]!);
      let thread: Thread | null = await ada.json<Thread>('threads.get_by_id', { thread_id: id });
      expect(thread.items.data.map(({ type }) => type)).toEqual(['user_message']);
      for await (const event of eventsIn(await ada.resume(id))) thread = reduceThread(thread, event);
      const words = Array.from({ length: 50 }, (_each, index) => `${index + 1} `).join('');
      expect(thread?.items.data[1]).toMatchObject({ type: 'assistant_message', content: [{ text: words }] });
      // What was seen is what is stored, and there is nothing to come back to any more.
      const stored = await ada.json<Thread>('threads.get_by_id', { thread_id: id });
      expect(stored.items.data).toEqual(thread?.items.data);
      expect((await ada.resume(id)).status).toBe(204);
    });

    it('show nobody else what is being answered', { timeout: TIMEOUT_MS }, async () => {
      const { id } = await askAndLeave(urls[0]!, LONG);
      for (const url of urls) {
        expect((await client(url, 'bob').resume(id)).status).toBe(404);
        expect((await client(url, 'bob').resume(id, 'DELETE')).status).toBe(404);
        expect((await fetch(`${url}?thread_id=${id}`)).status).toBe(401);
      }
      expect((await client(urls[1]!).resume(id, 'DELETE')).status).toBe(200);
    });

    it.each([0, 1])('are stopped from process %i, and keep what was said', { timeout: TIMEOUT_MS }, async (at) => {
      const { id } = await askAndLeave(urls[0]!, LONG);
      const ada = client(urls[at]!);
      expect((await ada.resume(id, 'DELETE')).status).toBe(200);
      const { items } = await ada.json<Thread>('threads.get_by_id', { thread_id: id });
      expect(items.data.map(({ type }) => type)).toEqual(['user_message', 'assistant_message']);
      expect((await ada.resume(id)).status).toBe(204);
    });

    it('that nobody reads any more make way for a new question', { timeout: TIMEOUT_MS }, async () => {
      const { id } = await askAndLeave(urls[0]!, LONG);
      const two = client(urls[1]!);
      const answered = await two.read(await two.ask('Something else', id));
      expect(streamedText(answered)).toContain('was asked: Something else');
    });

    it(
      'end for a reader when their process is killed, and leave a thread to go on with',
      { timeout: TIMEOUT_MS },
      async () => {
        const dying = await ChatProcess.start(shared);
        const { id } = await askAndLeave(dying.resumableUrl, LONG);
        const ada = client(urls[0]!);
        const events = eventsIn(await ada.resume(id));
        // By hand: leaving a loop early would leave the stream.
        while (!isText((await events.next()).value as ThreadEvent));
        await dying.kill();
        const rest: ThreadEvent[] = [];
        for await (const event of events) rest.push(event);
        expect(rest.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
        const { items } = await ada.json<Thread>('threads.get_by_id', { thread_id: id });
        expect(items.data.map(({ type }) => type)).toEqual(['user_message']);
        expect(streamedText(await ada.read(await ada.ask('Still there?', id)))).toContain('Still there?');
      },
    );
  });
}
