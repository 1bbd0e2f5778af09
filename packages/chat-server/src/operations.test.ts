import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { ThreadEvent } from '@kb-assistant/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from './agent.ts';
import { memoryStore } from './stores/memory.ts';
import {
  ADA,
  BOB,
  deferred,
  endless,
  eventsOf,
  idle,
  itemsOf,
  namesOf,
  only,
  outcomesOf,
  reading,
  source,
  streamedText,
  testServer,
  upToFirstText,
} from './testing/test-server.ts';
import { openTelemetry } from './tracing/opentelemetry.ts';

const get = (path = '', headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`http://localhost/api/chatkit${path}`, { method, headers });
const AS_ADA = { Authorization: `Bearer ${ADA}` };
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

describe('health', () => {
  it('is good where the store can be reached and the agent is ready', async () => {
    const response = await testServer().send(get('/health'));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('fails where the agent is not ready, and says why to the log only', async () => {
    const cause = new Error('the index is being built');
    const agent: Agent = Object.assign(endless.bind(null), { ready: () => Promise.reject(cause) });
    const server = testServer({ agent });
    const response = await server.send(get());
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain('agent-not-ready');
    expect(text).not.toContain('index');
    expect(server.log).toMatchObject([{ level: 'error', code: 'agent-not-ready', cause }]);
  });

  it('fails once the server is being shut down, so that nobody is sent to it any more', async () => {
    const server = testServer();
    await server.send.close();
    const response = await server.send(get());
    expect([response.status, await codeOf(response)]).toEqual([503, 'shutting-down']);
  });
});

describe('a store that fails in the middle of an answer', () => {
  it('ends it with an error that may be retried, fails health, and does no more harm', async () => {
    const inner = memoryStore();
    let broken = false;
    const fail = () => (broken ? Promise.reject(new Error('connection to 10.0.0.7 refused')) : Promise.resolve());
    const server = testServer({
      store: {
        ...inner,
        saveItem: (...args) => fail().then(() => inner.saveItem(...args)),
        ping: fail,
      },
      agent: async function* () {
        yield 'One moment';
        broken = true;
      },
    });
    const response = await server.ask('Hello');
    const events = await eventsOf(response);
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(JSON.stringify(events)).not.toContain('10.0.0.7');
    expect(outcomesOf(server)).toEqual(['failed']);
    expect((await server.send(get())).status).toBe(503);

    broken = false;
    const { thread } = only(events, 'thread.created')[0]!;
    const [question] = await itemsOf(server, thread.id);
    const again = await server.post('threads.retry_after_item', { thread_id: thread.id, item_id: question!.id });
    await again.body!.cancel();
    expect((await server.send(get())).status).toBe(200);
  });
});

describe('a store that hangs', () => {
  it.each([false, true])('holds up no token of an answer that runs; resumable: %s', async (resumable) => {
    const opened = deferred();
    let hangs = false;
    let others: Promise<ThreadEvent[]> | undefined;
    const inner = memoryStore();
    // All of it, reading too: nothing on the way of a token asks the store for anything.
    const store = new Proxy(inner, {
      get:
        (target, name: keyof typeof inner) =>
        async (...args: never[]) => {
          if (hangs) await opened.promise;
          return (target[name] as (...given: never[]) => unknown)(...args);
        },
    });
    const server = testServer({
      store,
      resumable,
      agent: async function* (turn) {
        yield 'One';
        if (turn.user.id === BOB) return;
        hangs = true;
        // Somebody else's writes hang as well.
        others = server.ask('Hello', undefined, BOB).then(eventsOf);
        yield ' two';
        yield turn.source(source);
        yield turn.progress('Thinking');
        yield ' three';
      },
    });
    const stream = reading(await server.ask('Count'));
    const events: ThreadEvent[] = [];
    // Up to the last thing that is said before the answer is saved.
    await stream.until((event) => {
      events.push(event);
      return event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.done';
    });
    expect(streamedText(events)).toBe('One two three');
    expect(namesOf(events)).toContain('progress_update');
    expect(namesOf(events)).toContain('assistant_message.content_part.annotation_added');
    opened.resolve();
    expect(await stream.until(({ type }) => type === 'thread.item.done')).toMatchObject({
      item: { content: [{ text: 'One two three' }] },
    });
    expect(streamedText((await others)!)).toBe('One');
  });
});

describe('metrics', () => {
  it('are not there unless they were asked for', async () => {
    const response = await testServer().send(get('/metrics'));
    expect(await response.text()).toBe('{"status":"ok"}');
  });

  it('count requests and answers, and name nobody', async () => {
    const server = testServer({ metrics: true });
    const { threadId } = await server.askNew('my secret question');
    await server.post('threads.get_by_id', { thread_id: threadId }, { user: BOB });
    const response = await server.send(get('/metrics'));
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await response.text();
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')[1],
      );
    expect(value('kb_chat_requests_total{type="threads.create",status="200"}')).toBe(1);
    expect(value('kb_chat_requests_total{type="threads.get_by_id",status="404"}')).toBe(1);
    expect(value('kb_chat_turns_total{outcome="completed"}')).toBe(1);
    expect(value('kb_chat_turn_seconds_count')).toBe(1);
    expect(value('kb_chat_first_text_seconds_bucket{le="+Inf"}')).toBe(1);
    expect(value('kb_chat_turns_running')).toBe(0);
    expect(text).not.toMatch(/secret|ada|bob|thr_/i);
    // Every line is one of the format's.
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/.test(line)),
    ).toEqual([]);
  });

  it('do not grow with the methods that somebody makes up', async () => {
    const server = testServer({ metrics: true });
    for (const method of ['BREW', 'WHEN', 'PROPFIND']) await server.send(get('/', {}, method));
    const text = await (await server.send(get('/metrics'))).text();
    expect(text).toContain('kb_chat_requests_total{type="OTHER",status="405"} 3');
    expect(text).not.toContain('BREW');
  });

  it('tell how many answers are being given', async () => {
    const server = testServer({ metrics: true, agent: endless });
    const { stream } = await upToFirstText(server);
    expect(await (await server.send(get('/metrics'))).text()).toContain('\nkb_chat_turns_running 1\n');
    await stream.leave();
    expect(await (await server.send(get('/metrics'))).text()).toContain('\nkb_chat_turns_running 0\n');
  });
});

describe('the id of a request', () => {
  it('is that of the proxy before, stands in the response, and in each line of the log', async () => {
    const server = testServer();
    const response = await server.post(
      'threads.create',
      { input: { content: [{ type: 'input_text', text: 'Hi' }] } },
      { headers: { 'X-Request-Id': 'edge-7' } },
    );
    await eventsOf(response);
    expect(response.headers.get('x-request-id')).toBe('edge-7');
    expect(server.log.map((entry) => ('requestId' in entry ? entry.requestId : ''))).toEqual(['edge-7', 'edge-7']);
  });

  it.each(['', 'two words', 'x'.repeat(200), '"},{"'])('is made anew instead of %j', async (given) => {
    const response = await testServer().send(get('', { 'X-Request-Id': given }));
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('OpenTelemetry', () => {
  afterEach(() => {
    trace.disable();
    context.disable();
  });

  it('gets a span for each request, and one for each answer that the work of the agent belongs to', async () => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const server = testServer({
      tracing: openTelemetry(),
      agent: async function* (turn) {
        yield 'Well, ';
        await idle();
        trace.getTracer('agent').startSpan('model call').end();
        if (turn.text === 'Fail') throw new RangeError('my secret');
      },
    });
    const { threadId } = await server.askNew('my secret');
    await eventsOf(await server.ask('Fail', threadId));
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name }) => name)).toEqual([
      'chatkit.request',
      'model call',
      'chatkit.turn',
      'chatkit.request',
      'model call',
      'chatkit.turn',
    ]);
    const [request, call, turn, , , failed] = spans;
    expect(turn!.parentSpanContext?.spanId).toBe(request!.spanContext().spanId);
    expect(call!.parentSpanContext?.spanId).toBe(turn!.spanContext().spanId);
    expect(request!.attributes).toMatchObject({
      'chatkit.request.type': 'threads.create',
      'http.response.status_code': 200,
    });
    expect(turn!.attributes).toMatchObject({ 'chatkit.thread.id': threadId, 'chatkit.turn.outcome': 'completed' });
    expect(failed!.status).toEqual({ code: 2, message: 'RangeError' });
    expect(JSON.stringify(spans.map(({ attributes, status, events }) => [attributes, status, events]))).not.toContain(
      'secret',
    );
  });

  it('is not needed: without an SDK nothing changes', async () => {
    const { events } = await testServer({ tracing: openTelemetry() }).askNew('Hello');
    expect(streamedText(events)).toBe('You asked: Hello');
  });
});

describe('shutting down', () => {
  it('lets an answer end, and refuses a new one', async () => {
    const goOn = deferred();
    const server = testServer({
      agent: async function* () {
        yield 'First, ';
        await goOn.promise;
        yield 'and last.';
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    const closed = server.send.close();
    const refused = await server.ask('Hello?');
    expect([refused.status, await codeOf(refused)]).toEqual([503, 'shutting-down']);
    goOn.resolve();
    while (await stream.next());
    await closed;
    expect((await itemsOf(server, threadId))[1]).toMatchObject({ content: [{ text: 'First, and last.' }] });
    expect(outcomesOf(server)).toEqual(['completed']);
  });

  it('breaks off what lasts too long, keeps what was said, and says that it may be tried again', async () => {
    const server = testServer({ agent: endless });
    const { stream, threadId } = await upToFirstText(server);
    await server.send.close({ deadlineMs: 0 });
    let last;
    for (let event = await stream.next(); event; event = await stream.next()) last = event;
    expect(last).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect((await itemsOf(server, threadId))[1]).toMatchObject({ content: [{ text: 'Once upon a time' }] });
    expect(outcomesOf(server)).toEqual(['shut-down']);
  });
});

describe('resumable turns', () => {
  it('are off unless they are switched on', async () => {
    const server = testServer();
    const { threadId } = await server.askNew('Hello');
    for (const method of ['GET', 'DELETE']) {
      const response = await server.send(get(`?thread_id=${threadId}`, AS_ADA, method));
      expect([response.status, await codeOf(response)]).toEqual([501, 'not-supported']);
    }
  });

  it('go on without their reader to the end', async () => {
    const goOn = deferred();
    const server = testServer({
      resumable: true,
      agent: async function* () {
        yield 'First, ';
        await goOn.promise;
        yield 'and last.';
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    await stream.leave();
    const back = await server.send(get(`?thread_id=${threadId}`, AS_ADA));
    goOn.resolve();
    const events = await eventsOf(back);
    expect(namesOf(events).slice(0, 4)).toEqual([
      'thread.created',
      'stream_options',
      'thread.item.done',
      'thread.item.added',
    ]);
    expect(only(events, 'thread.item.done').at(-1)!.item).toMatchObject({ content: [{ text: 'First, and last.' }] });
    expect(outcomesOf(server)).toEqual(['completed']);
    expect((await server.send(get(`?thread_id=${threadId}`, AS_ADA))).status).toBe(204);
  });

  it('wait for no slow reader, who gets few pieces and the whole answer', async () => {
    const server = testServer({
      resumable: true,
      agent: async function* () {
        for (let i = 0; i < 20_000; i++) yield 'word ';
      },
    });
    const response = await server.ask('Hello');
    const ended = deferred();
    const watch = setInterval(() => {
      if (outcomesOf(server).length > 0) ended.resolve();
    });
    // Nobody has read a byte of it yet.
    await ended.promise;
    clearInterval(watch);
    const events = await eventsOf(response);
    expect(events.length).toBeLessThan(300);
    expect(only(events, 'thread.item.done').at(-1)!.item).toMatchObject({
      content: [{ text: 'word '.repeat(20_000) }],
    });
  });
});
