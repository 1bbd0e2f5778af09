import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import { expect, test, vi } from 'vitest';
import { en } from '../strings/en.ts';
import { setup } from '../testing/converse.ts';
import { answer, answerEvents, begin, delta, question, type Reply } from '../testing/fake-server.ts';
import { textMessage } from './message.ts';

const done = (threadId: string, id: string, text: string): ThreadEvent => ({
  type: 'thread.item.done',
  item: answer(threadId, id, text),
});

/** A message was sent, and half of its answer has come. */
async function halfway(options: { resumable: boolean }) {
  const scene = setup();
  const { conversation, server, nextReply, until, texts } = scene;
  server.resumable = options.resumable;
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send(begin(reply.threadId, 'a1'), delta('a1', 'Half '));
  await until(() => texts().includes('Half '));
  return { ...scene, reply };
}

test.each<[string, (reply: Reply) => void]>([
  ['breaks', (reply) => reply.break()],
  ['is closed by something on the way', (reply) => reply.disconnect()],
])('where a connection %s, the rest of the answer is fetched', async (_name, cut) => {
  const { conversation, server, events, reply, idle, until, texts } = await halfway({ resumable: true });
  cut(reply);
  await until(() => conversation.state.progress?.text === en.reconnecting);
  await until(() => conversation.state.progress === null);
  reply.send(delta('a1', 'and '), delta('a1', 'half'), done(reply.threadId, 'a1', 'Half and half'));
  reply.end();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and half']);
  expect(conversation.state.failure).toBeNull();
  expect(server.asked('threads.create')).toHaveLength(1);
  expect(events.map(([type]) => type)).toEqual([
    'chatkit.response.start',
    'chatkit.thread.change',
    'chatkit.response.end',
  ]);
});

test('an answer that was finished in the meantime is shown whole', async () => {
  const { conversation, server, reply, idle, texts } = await halfway({ resumable: true });
  reply.disconnect();
  server.threads[0]!.items.data.push(answer(reply.threadId, 'a1', 'Half and half'));
  reply.end();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and half']);
  expect(conversation.state.failure).toBeNull();
});

test('a connection that breaks again and again is given up after six times without a new word, with pauses', async () => {
  const { conversation, server, reply, slept, idle, texts } = await halfway({ resumable: true });
  const { fetch } = server;
  let breaks = 0;
  Object.assign(server, {
    fetch: async (url: string, init: RequestInit) => {
      const response = await fetch(url, init);
      if (init.method !== 'POST') {
        breaks++;
        reply.break();
      }
      return response;
    },
  });
  reply.break();
  await idle();
  expect(conversation.state.failure).toEqual({ message: en.answerCut, retryable: true });
  expect(breaks).toBe(6);
  expect(slept).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(texts()).toEqual(['Hello', 'Half ']);
});

test('as long as something new comes each time, it goes on', async () => {
  const { conversation, reply, until, idle, texts } = await halfway({ resumable: true });
  let text = 'Half ';
  for (let word = 0; word < 12; word++) {
    reply.break();
    await until(() => conversation.state.progress !== null);
    await until(() => conversation.state.progress === null);
    reply.send(delta('a1', `${word} `));
    text += `${word} `;
    await until(() => texts().includes(text));
  }
  reply.send(done(reply.threadId, 'a1', text));
  reply.end();
  await idle();
  expect(texts()).toEqual(['Hello', text]);
});

test('a server that knows of no coming back is asked for it once, and what its thread holds is shown', async () => {
  const { conversation, server, reply, idle, texts, nextReply, until } = await halfway({ resumable: false });
  server.threads[0]!.items.data.push(answer(reply.threadId, 'a1', 'Half and'));
  reply.break();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and']);
  expect(conversation.state.failure).toEqual({ message: en.answerCut, retryable: true });
  const coming = nextReply();
  await conversation.retry();
  const again = await coming;
  again.send(begin(again.threadId, 'a2'));
  again.break();
  await until(() => conversation.state.failure !== null);
  expect(server.askedOfTurns).toEqual([`GET ${reply.threadId}`]);
});

test('where such a server says that the answer is whole, nothing is amiss', async () => {
  const { conversation, server, reply, idle, texts } = await halfway({ resumable: false });
  const end = { id: 'e', thread_id: reply.threadId, created_at: '', type: 'end_of_turn' } as const;
  server.threads[0]!.items.data.push(answer(reply.threadId, 'a1', 'Half and half'), end);
  reply.break();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and half', 'end_of_turn']);
  expect(conversation.state.failure).toBeNull();
});

test('wherever a stream is cut, down to the byte, the answer is whole in the end', async () => {
  const text = 'Grüße, 👋🏽!';
  const stream = new TextEncoder().encode(
    [
      { type: 'stream_options', stream_options: { allow_cancel: true } } as const,
      { type: 'thread.item.done', item: question('t1', 'q', 'Hello') } as const,
      ...answerEvents('t1', 'a1', text),
    ]
      .map(encodeEvent)
      .join(''),
  );
  for (let cut = 0; cut < stream.length; cut++) {
    const { conversation, server, idle, texts } = setup();
    server.resumable = true;
    server.add('t1', [question('t1', 'before', 'Before'), answer('t1', 'a0', 'Then')]);
    await conversation.open('t1');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(stream.slice(0, cut));
        controller.close();
        server.threads[0]!.items.data.push(question('t1', 'q', 'Hello'), answer('t1', 'a1', text));
      },
    });
    server.failures.push(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    await conversation.send(textMessage('Hello'));
    await idle();
    expect(texts(), `cut after ${cut} of ${stream.length} bytes`).toEqual(['Before', 'Then', 'Hello', text]);
    expect(conversation.state).toMatchObject({ failure: null, pending: null });
  }
});

test('whatever is said twice, but for the pieces of a text, is the same as said once', async () => {
  const { conversation, server, idle, texts } = setup();
  server.answers((reply) => {
    for (const event of answerEvents(reply.threadId, 'a1', 'An answer.')) {
      reply.send(event);
      if (event.type !== 'thread.item.updated') reply.send(event);
    }
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test('a piece of a text that comes twice is put right by the end', async () => {
  const { conversation, nextReply, until, idle, texts } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send(begin(reply.threadId, 'a1'), delta('a1', 'An '), delta('a1', 'An '), delta('a1', 'answer.'));
  await until(() => texts().includes('An An answer.'));
  reply.send(done(reply.threadId, 'a1', 'An answer.'));
  reply.end();
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test('a line that is no event is a break like any other', async () => {
  const { conversation, server, idle, texts } = setup();
  server.resumable = true;
  const head = answerEvents('t1', 'a1', 'An answer.').slice(0, 2).map(encodeEvent).join('');
  server.add('t1', [question('t1', 'q', 'Hello'), answer('t1', 'a1', 'An answer.')]);
  await conversation.open('t1');
  const body = `${head}data: <html>\n\n`;
  server.failures.push(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  await conversation.retryAfter('q');
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
  expect(conversation.state.failure).toBeNull();
});

test('a thread that is opened in the middle of its answer shows the rest, as after a page was loaded anew', async () => {
  const first = await halfway({ resumable: true });
  const { reply } = first;
  first.conversation.release();
  const { conversation, events, idle, until, texts } = setup({}, first.server);
  await conversation.open(reply.threadId);
  await until(() => texts().includes('Half '));
  expect(conversation.state.status).toBe('streaming');
  reply.send(delta('a1', 'and half'), done(reply.threadId, 'a1', 'Half and half'));
  reply.end();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and half']);
  expect(events.map(([type]) => type)).toEqual([
    'chatkit.thread.change',
    'chatkit.thread.load.start',
    'chatkit.thread.load.end',
    'chatkit.response.start',
    'chatkit.response.end',
  ]);
});

test('a thread that was answered is not asked about again', async () => {
  const { conversation, server } = setup();
  server.resumable = true;
  server.add('t1', [question('t1', 'q', 'Hello'), answer('t1', 'a', 'Hi')]);
  await conversation.open('t1');
  expect(server.askedOfTurns).toEqual([]);
});

test('to leave a thread is to leave its answer, which goes on there', async () => {
  const { conversation, server, reply, texts, until } = await halfway({ resumable: true });
  server.add('t2', [question('t2', 'q2', 'Other')]);
  await conversation.open('t2');
  reply.send(delta('a1', 'and half'));
  expect(texts()).toEqual(['Other']);
  await conversation.open(reply.threadId);
  await until(() => texts().includes('Half and half'));
});

test('stop ends an answer that would go on without its reader', async () => {
  const { conversation, server, reply } = await halfway({ resumable: true });
  conversation.stop();
  expect(conversation.state.status).toBe('idle');
  await vi.waitFor(() => expect(server.askedOfTurns.at(-1)).toBe(`DELETE ${reply.threadId}`));
});

test('what another tab said is shown by refresh, with the older items that were fetched before', async () => {
  const { conversation, server, texts } = setup();
  server.pageSize = 3;
  const thread = server.add(
    't1',
    Array.from({ length: 6 }, (_, index) => question('t1', `q${index}`, `${index}`)),
  );
  await conversation.open('t1');
  await conversation.loadOlder();
  thread.items.data.push(answer('t1', 'a', 'From another tab'));
  thread.title = 'Renamed there';
  await conversation.refresh();
  expect(texts()).toEqual(['0', '1', '2', '3', '4', '5', 'From another tab']);
  expect(conversation.state).toMatchObject({ older: 'none', thread: { title: 'Renamed there' } });
});

test('an item that the server stored later than it was shown is there once, in the place that the server gives it', async () => {
  const { conversation, server, texts } = setup();
  server.pageSize = 3;
  const [q1, a1, q2, a2] = [
    question('t1', 'q1', '1'),
    answer('t1', 'a1', 'One'),
    question('t1', 'q2', '2'),
    answer('t1', 'a2', 'Two'),
  ];
  const thread = server.add('t1', [q1, a1, q2, a2]);
  await conversation.open('t1');
  await conversation.loadOlder();
  expect(texts()).toEqual(['1', 'One', '2', 'Two']);
  // What there was of a stopped answer, say, when the next message was stored already.
  thread.items.data = [q1, q2, a1, a2];
  await conversation.refresh();
  expect(texts()).toEqual(['1', '2', 'One', 'Two']);
});

test('what another tab has asked is followed here too', async () => {
  const first = setup();
  first.server.resumable = true;
  first.server.add('t1', [question('t1', 'q', 'Before'), answer('t1', 'a', 'Then')]);
  const second = setup({}, first.server);
  await Promise.all([first.conversation.open('t1'), second.conversation.open('t1')]);
  const coming = first.nextReply();
  await first.conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send(begin('t1', 'a1'), delta('a1', 'Half'));
  await second.conversation.refresh();
  await second.until(() => second.texts().includes('Half'));
  reply.send(done('t1', 'a1', 'Half and half'));
  reply.end();
  await Promise.all([first.idle(), second.idle()]);
  expect(second.texts()).toEqual(['Before', 'Then', 'Hello', 'Half and half']);
});

test('a thread that another tab deleted gives way to a new chat, whether it is read or written to', async () => {
  for (const notice of ['refresh', 'send'] as const) {
    const { conversation, server, events } = setup();
    server.add('t1', [question('t1', 'q', 'Before')]);
    await conversation.open('t1');
    server.threads.length = 0;
    const noticed = notice === 'refresh' ? conversation.refresh() : conversation.send(textMessage('Hello'));
    await expect(noticed).rejects.toMatchObject({ status: 404 });
    expect(conversation.state).toMatchObject({
      threadId: null,
      status: 'idle',
      pending: null,
      loadFailure: { message: en.missing, retryable: false },
    });
    expect(events).toContainEqual(['chatkit.thread.change', { threadId: null }]);
  }
});
