import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import { expect, test } from 'vitest';
import { en } from '../strings/en.ts';
import { setup } from '../testing/converse.ts';
import { answer, answerEvents, begin, delta, question, type Reply } from '../testing/fake-server.ts';
import { textMessage } from './message.ts';
import { itemsOf } from './state.ts';

const names = (events: [string, unknown?][]) => events.map(([type]) => type);

test('a first message makes a thread, and its answer is put together from its pieces', async () => {
  const { conversation, events, idle, texts } = setup();
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
  expect(conversation.state).toMatchObject({ threadId: 'thr_1', pending: null, progress: null, failure: null });
  expect(events).toEqual([
    ['chatkit.response.start'],
    ['chatkit.thread.change', { threadId: 'thr_1' }],
    ['chatkit.response.end'],
  ]);
});

test('the next message goes into the same thread', async () => {
  const { conversation, server, idle } = setup();
  await conversation.send(textMessage('One'));
  await idle();
  await conversation.send(textMessage('Two'));
  await idle();
  expect(server.asked('threads.add_user_message')).toMatchObject([
    { thread_id: 'thr_1', input: { content: [{ type: 'input_text', text: 'Two' }] } },
  ]);
});

test('a message is shown at once, and replaced by the one the server stored', async () => {
  const { conversation, idle, until } = setup();
  const sent = conversation.send(textMessage('Hello'));
  expect(conversation.state.status).toBe('submitting');
  expect(conversation.state.pending?.content).toEqual([{ type: 'input_text', text: 'Hello' }]);
  await sent;
  await until(() => conversation.state.pending === null);
  expect(itemsOf(conversation.state)[0]).toMatchObject({ type: 'user_message', id: 'msg_q2' });
  await idle();
});

test('while an answer is under way nothing else can be sent, and an empty message never', async () => {
  const { conversation, nextReply } = setup();
  const reply = nextReply();
  await conversation.send(textMessage('One'));
  await reply;
  await expect(conversation.send(textMessage('Two'))).rejects.toMatchObject({ code: 'busy' });
  conversation.stop();
  await expect(conversation.send(textMessage('  \n'))).rejects.toMatchObject({ code: 'empty-message' });
});

test('progress is shown until the first words', async () => {
  const { conversation, nextReply, until } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send({ type: 'progress_update', icon: 'search', text: 'Searching…' }, begin(reply.threadId, 'a1'));
  await until(() => conversation.state.progress?.text === 'Searching…');
  reply.send(delta('a1', 'It'));
  await until(() => conversation.state.progress === null);
});

test('stop keeps what had arrived, and lets the server know by going away', async () => {
  const { conversation, events, nextReply, until, texts } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send(begin(reply.threadId, 'a1'), delta('a1', 'Half an '));
  await until(() => texts().includes('Half an '));
  conversation.stop();
  await reply.gone;
  expect(conversation.state.status).toBe('idle');
  expect(texts()).toEqual(['Hello', 'Half an ']);
  expect(conversation.state.failure).toBeNull();
  expect(names(events).filter((type) => type === 'chatkit.response.end')).toHaveLength(1);
});

test('an answer that the server does not let be cancelled goes on', async () => {
  const { conversation, nextReply, until, idle } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send({ type: 'stream_options', stream_options: { allow_cancel: false } });
  await until(() => !conversation.state.cancellable);
  conversation.stop();
  expect(conversation.state.status).toBe('streaming');
  reply.end();
  await idle();
});

test('stopped before the server took it, a message is given back', async () => {
  const { conversation } = setup();
  const sent = conversation.send(textMessage('Hello'));
  conversation.stop();
  await expect(sent).rejects.toMatchObject({ code: 'stopped' });
  expect(conversation.state).toMatchObject({ pending: null, status: 'idle', failure: null });
});

test("the server's error ends the answer with its words, and retry asks again after the question", async () => {
  const { conversation, server, events, idle, texts } = setup();
  server.answers((reply) => {
    reply.send({ type: 'error', code: 'custom', message: 'The index is away.', allow_retry: true });
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(conversation.state.failure).toEqual({ message: 'The index is away.', retryable: true });
  expect(names(events)).toContain('chatkit.error');
  server.answers((reply) => {
    reply.send(...answerEvents(reply.threadId, 'a2', 'Back again.'));
    reply.end();
  });
  await conversation.retry();
  await idle();
  expect(server.asked('threads.retry_after_item')).toEqual([{ thread_id: 'thr_1', item_id: 'msg_q2' }]);
  expect(texts()).toEqual(['Hello', 'Back again.']);
  expect(conversation.state.failure).toBeNull();
});

test('a message that never reached the server stays, and retry sends it again', async () => {
  const { conversation, server, idle, texts } = setup();
  server.failures.push(new Response(JSON.stringify({ message: 'Not today' }), { status: 403 }));
  await expect(conversation.send(textMessage('Hello'))).rejects.toThrow('Not today');
  expect(conversation.state.failure).toEqual({ message: 'Not today', retryable: true });
  expect(conversation.state.pending).not.toBeNull();
  await conversation.retry();
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test.each<[string, (reply: Reply) => void]>([
  ['breaks', (reply) => reply.break()],
  ['ends', (reply) => reply.end()],
])('a connection that %s in the middle of an answer is told, and not taken for its end', async (_name, cut) => {
  const { conversation, server, idle, texts, nextReply, until } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  reply.send(begin(reply.threadId, 'a1'), delta('a1', 'Half'));
  await until(() => texts().includes('Half'));
  cut(reply);
  await idle();
  expect(conversation.state.failure).toEqual({ message: en.answerCut, retryable: true });
  expect(texts()).toEqual(['Hello', 'Half']);
  expect(server.asked('threads.create')).toHaveLength(1);
});

test('a stream that ends before any answer is told too', async () => {
  const { conversation, server, events, idle, texts } = setup();
  server.answers((reply) => reply.end());
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(conversation.state.failure).toEqual({ message: en.answerCut, retryable: true });
  expect(events.at(-1)).toMatchObject(['chatkit.error', { error: { code: 'answer-cut' } }]);
  await conversation.retry();
  await idle();
  expect(server.asked('threads.retry_after_item')).toHaveLength(1);
  expect(texts()).toEqual(['Hello']);
});

test.each([
  ['nothing', ''],
  ['a notice', encodeEvent({ type: 'notice', level: 'info', message: 'Slow today' })],
])('a message that was answered by %s and never taken is left to be sent again', async (_name, body) => {
  const { conversation, server, idle, texts } = setup();
  server.failures.push(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(conversation.state.failure).toEqual({ message: en.answerCut, retryable: true });
  await conversation.retry();
  await idle();
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test.each<[string, ThreadEvent]>([
  ['a notice', { type: 'notice', level: 'info', message: 'Closed today' }],
  ['an effect', { type: 'client_effect', name: 'confetti', data: {} }],
])('%s is an answer', async (_name, event) => {
  const { conversation, server, idle } = setup();
  server.answers((reply) => {
    reply.send(event);
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(conversation.state.failure).toBeNull();
});

test('a client tool can be the whole answer, and is called once', async () => {
  const calls: unknown[] = [];
  const { conversation, server, idle } = setup({
    onClientTool: async (call) => {
      calls.push(call);
      return {};
    },
  });
  server.answers((reply) => {
    const call = { id: 'tc', thread_id: reply.threadId, created_at: '', type: 'client_tool_call' } as const;
    reply.send({
      type: 'thread.item.done',
      item: { ...call, status: 'pending', call_id: 'c1', name: 'theme', arguments: {} },
    });
    reply.end();
    server.answers((next) => next.end());
  });
  await conversation.send(textMessage('Dark, please'));
  await idle();
  expect(conversation.state.failure).toBeNull();
  expect(calls).toHaveLength(1);
});

test('an action may be answered by nothing', async () => {
  const { conversation, server, idle } = setup();
  server.add('t1', [question('t1', 'q', 'Before')]);
  await conversation.open('t1');
  server.answers((reply) => reply.end());
  await conversation.customAction({ type: 'go' });
  await idle();
  expect(conversation.state.failure).toBeNull();
});

test('while the start is tried again the person is told', async () => {
  const { conversation, server, idle, until } = setup();
  server.failures.push(new TypeError('offline'));
  const sent = conversation.send(textMessage('Hello'));
  await until(() => conversation.state.progress?.text === en.reconnecting);
  await sent;
  await idle();
  expect(conversation.state.progress).toBeNull();
});

test('effects, notices and what nobody knows', async () => {
  const { conversation, server, events, idle } = setup();
  server.answers((reply) => {
    reply.send(
      { type: 'client_effect', name: 'confetti', data: { amount: 3 } },
      { type: 'notice', level: 'warning', message: 'Slow today' },
      { type: 'from.the.future' } as unknown as ThreadEvent,
      ...answerEvents(reply.threadId, 'a1', 'Done.'),
    );
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(events).toContainEqual(['chatkit.effect', { name: 'confetti', data: { amount: 3 } }]);
  expect(events).toContainEqual(['chatkit.log', { name: 'unknown-event', data: { type: 'from.the.future' } }]);
  expect(conversation.state.notices).toMatchObject([{ level: 'warning', message: 'Slow today' }]);
});

test('the title that a server gives its thread is the title of the thread', async () => {
  const { conversation, server, idle, texts } = setup();
  server.answers((reply) => {
    reply.send(...answerEvents(reply.threadId, 'a1', 'Done.'));
    const thread = { id: reply.threadId, created_at: '', status: { type: 'active' }, title: 'On doing' } as const;
    reply.send({ type: 'thread.updated', thread: { ...thread, items: { data: [], has_more: false } } });
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(conversation.state.thread?.title).toBe('On doing');
  expect(texts()).toEqual(['Hello', 'Done.']);
});

test('an item that is taken back goes, and one that is replaced stays where it is', async () => {
  const { conversation, server, idle, texts } = setup();
  server.answers((reply) => {
    reply.send(
      ...answerEvents(reply.threadId, 'a1', 'First.'),
      ...answerEvents(reply.threadId, 'a2', 'Second.'),
      ...answerEvents(reply.threadId, 'a3', 'Third.'),
      { type: 'thread.item.replaced', item: answer(reply.threadId, 'a1', 'Better.') },
      { type: 'thread.item.removed', item_id: 'a2' },
    );
    reply.end();
  });
  await conversation.send(textMessage('Hello'));
  await idle();
  expect(texts()).toEqual(['Hello', 'Better.', 'Third.']);
});

test('opening a thread loads it, and tells so', async () => {
  const { conversation, server, events, texts } = setup();
  server.add('t1', [question('t1', 'q', 'Before'), answer('t1', 'a', 'Then')]);
  await conversation.open('t1');
  expect(texts()).toEqual(['Before', 'Then']);
  expect(events).toEqual([
    ['chatkit.thread.change', { threadId: 't1' }],
    ['chatkit.thread.load.start', { threadId: 't1' }],
    ['chatkit.thread.load.end', { threadId: 't1' }],
  ]);
});

test('a message that is sent while its thread is being loaded waits for it', async () => {
  const { conversation, server, idle, texts } = setup();
  server.add('t1', [question('t1', 'q', 'Before')]);
  const opened = conversation.open('t1');
  await conversation.send(textMessage('Then'));
  await opened;
  await idle();
  expect(texts()).toEqual(['Before', 'Then', 'An answer.']);
});

test('a message that waits for its thread does not go into another one', async () => {
  const { conversation, server, texts } = setup();
  server.add('t1', [question('t1', 'q1', 'First')]);
  server.add('t2', [question('t2', 'q2', 'Second')]);
  void conversation.open('t1');
  const sent = conversation.send(textMessage('For the first'));
  const opened = conversation.open('t2');
  await expect(sent).rejects.toMatchObject({ code: 'stopped' });
  await opened;
  expect(texts()).toEqual(['Second']);
  expect(server.asked('threads.add_user_message')).toEqual([]);
});

test('nor into another one where its thread needed a second chance', async () => {
  const { conversation, server } = setup();
  server.add('t1');
  server.add('t2');
  server.failures.push(new Response('{}', { status: 403 }));
  await expect(conversation.open('t1')).rejects.toThrow();
  const sent = conversation.send(textMessage('For the first'));
  const opened = conversation.open('t2');
  await expect(sent).rejects.toMatchObject({ code: 'stopped' });
  await opened;
  expect(server.asked('threads.add_user_message')).toEqual([]);
});

test('of two messages that wait for one thread, the first is sent', async () => {
  const { conversation, server, idle } = setup();
  server.add('t1');
  server.failures.push(new Response('{}', { status: 403 }));
  await expect(conversation.open('t1')).rejects.toThrow();
  const sent = await Promise.allSettled(['One', 'Two'].map((text) => conversation.send(textMessage(text))));
  await idle();
  expect(sent).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'busy' } }]);
  expect(server.asked('threads.add_user_message')).toHaveLength(1);
});

test('a message that waits for a thread that turns out to be gone begins a new one', async () => {
  const { conversation, server, idle, texts } = setup();
  const opened = conversation.open('gone');
  const sent = conversation.send(textMessage('Hello'));
  await expect(opened).rejects.toMatchObject({ status: 404 });
  await sent;
  await idle();
  expect(server.asked('threads.create')).toHaveLength(1);
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test('a message that waits is given up with the element', async () => {
  const { conversation, server } = setup();
  server.add('t1');
  void conversation.open('t1');
  const sent = conversation.send(textMessage('Hello'));
  conversation.release();
  await expect(sent).rejects.toMatchObject({ code: 'removed' });
  expect(server.asked('threads.add_user_message')).toEqual([]);
});

test('a thread that is gone gives way to a new chat', async () => {
  const { conversation, events } = setup();
  await expect(conversation.open('gone')).rejects.toMatchObject({ status: 404 });
  expect(conversation.state).toMatchObject({ threadId: null, loading: false });
  expect(conversation.state.loadFailure).toEqual({ message: en.missing, retryable: false });
  expect(events).toContainEqual(['chatkit.thread.change', { threadId: null }]);
});

test('a thread that could not be loaded is loaded by retry', async () => {
  const { conversation, server, texts } = setup();
  server.add('t1', [question('t1', 'q', 'Before')]);
  server.failures.push(new Response('{"message":"No entry"}', { status: 403 }));
  await expect(conversation.open('t1')).rejects.toThrow('No entry');
  expect(conversation.state.loadFailure).toEqual({ message: 'No entry', retryable: true });
  await conversation.retry();
  expect(texts()).toEqual(['Before']);
});

test('while a thread is asked for again the person is told', async () => {
  const { conversation, server, until } = setup();
  server.add('t1');
  server.failures.push(new TypeError('away'));
  const opened = conversation.open('t1');
  await until(() => conversation.state.progress?.text === en.reconnecting);
  await opened;
  expect(conversation.state.progress).toBeNull();
});

test('a long thread opens at its end, and its beginning is fetched page by page', async () => {
  const { conversation, server, texts } = setup();
  server.pageSize = 3;
  server.add(
    't1',
    Array.from({ length: 8 }, (_, index) => question('t1', `q${index}`, `${index}`)),
  );
  await conversation.open('t1');
  expect(texts()).toEqual(['5', '6', '7']);
  expect(conversation.state.older).toBe('more');
  await conversation.loadOlder();
  await conversation.loadOlder();
  expect(texts()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect(conversation.state.older).toBe('none');
});

test('an item that a server gives twice is there once, as it was given last', async () => {
  const { conversation, server, texts } = setup();
  const [q, a] = [question('t1', 'q', 'Question'), answer('t1', 'a', 'Half')];
  server.add('t1', [q, a, q, answer('t1', 'a', 'Half and half')]);
  await conversation.open('t1');
  expect(texts()).toEqual(['Question', 'Half and half']);
});

test('a page that does not come can be asked for again', async () => {
  const { conversation, server } = setup();
  server.pageSize = 2;
  server.add(
    't1',
    Array.from({ length: 4 }, (_, index) => question('t1', `q${index}`, `${index}`)),
  );
  await conversation.open('t1');
  server.failures.push(new Response('{}', { status: 400 }));
  await conversation.loadOlder();
  expect(conversation.state.older).toBe('failed');
  await conversation.loadOlder();
  expect(itemsOf(conversation.state)).toHaveLength(4);
});

test('opening another thread gives up the answer under way', async () => {
  const { conversation, server, nextReply, texts } = setup();
  server.add('t1', [question('t1', 'q', 'Other')]);
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  await conversation.open('t1');
  await reply.gone;
  reply.send(delta('a1', 'late'));
  expect(texts()).toEqual(['Other']);
  expect(conversation.state.status).toBe('idle');
});

test('of two threads opened one after the other, the last one is shown', async () => {
  const { conversation, server, texts } = setup();
  server.add('t1', [question('t1', 'q1', 'First')]);
  server.add('t2', [question('t2', 'q2', 'Second')]);
  await Promise.allSettled([conversation.open('t1'), conversation.open('t2')]);
  expect(texts()).toEqual(['Second']);
});

test('a client tool is called, and the answer goes on with what it gave', async () => {
  const calls: unknown[] = [];
  const { conversation, server, events, idle, texts } = setup({
    onClientTool: async (call) => {
      calls.push(call);
      return { ok: true };
    },
  });
  server.answers((reply) => {
    const call = { id: 'tc', thread_id: reply.threadId, created_at: '', type: 'client_tool_call' } as const;
    reply.send({
      type: 'thread.item.done',
      item: { ...call, status: 'pending', call_id: 'c1', name: 'theme', arguments: { to: 'dark' } },
    });
    reply.end();
    server.answers((next) => {
      next.send(...answerEvents(next.threadId, 'a1', 'Switched.'));
      next.end();
    });
  });
  await conversation.send(textMessage('Dark, please'));
  await idle();
  expect(calls).toEqual([{ name: 'theme', params: { to: 'dark' } }]);
  expect(server.asked('threads.add_client_tool_output')).toEqual([{ thread_id: 'thr_1', result: { ok: true } }]);
  expect(texts()).toEqual(['Dark, please', 'client_tool_call', 'Switched.']);
  expect(names(events).filter((type) => type.startsWith('chatkit.response'))).toEqual([
    'chatkit.response.start',
    'chatkit.response.end',
  ]);
});

test('feedback is shown at once, and taken back where the server refuses it', async () => {
  const { conversation, server, idle } = setup();
  await conversation.send(textMessage('Hello'));
  await idle();
  server.failures.push(new Response('{"message":"no"}', { status: 400 }));
  const given = conversation.giveFeedback(['msg_answer'], 'positive');
  expect(conversation.state.feedback.get('msg_answer')).toBe('positive');
  await given;
  expect(conversation.state.feedback.has('msg_answer')).toBe(false);
  await conversation.giveFeedback(['msg_answer'], 'negative');
  expect(server.asked('items.feedback').at(-1)).toMatchObject({ item_ids: ['msg_answer'], kind: 'negative' });
});

test('an action needs a thread, and is answered in it', async () => {
  const { conversation, server, idle } = setup();
  await expect(conversation.customAction({ type: 'go' })).rejects.toMatchObject({ code: 'no-thread' });
  server.add('t1', []);
  await conversation.open('t1');
  await conversation.customAction({ type: 'go', payload: { to: 1 } }, 'item');
  await idle();
  expect(server.asked('threads.custom_action')).toEqual([
    { thread_id: 't1', item_id: 'item', action: { type: 'go', payload: { to: 1 } } },
  ]);
});

test('an answer to be given anew that cannot begin leaves the old one', async () => {
  const { conversation, server, idle, texts } = setup();
  await conversation.send(textMessage('Hello'));
  await idle();
  server.failures.push(new Response('{"message":"no"}', { status: 400 }));
  await expect(conversation.retryAfter('msg_q2')).rejects.toThrow('no');
  expect(texts()).toEqual(['Hello', 'An answer.']);
});

test('refresh shows what changed elsewhere', async () => {
  const { conversation, server, texts } = setup();
  const thread = server.add('t1', [question('t1', 'q', 'Before')]);
  await conversation.open('t1');
  thread.items.data.push(answer('t1', 'a', 'From another tab'));
  await conversation.refresh();
  expect(texts()).toEqual(['Before', 'From another tab']);
});

test('released, it gives up what is under way without a word', async () => {
  const { conversation, events, nextReply } = setup();
  const coming = nextReply();
  await conversation.send(textMessage('Hello'));
  const reply = await coming;
  conversation.release();
  await reply.gone;
  expect(names(events)).not.toContain('chatkit.error');
});
