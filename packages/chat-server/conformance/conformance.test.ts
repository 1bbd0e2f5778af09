import type { ItemUpdate, ThreadEvent, ThreadItem } from '@kb-assistant/protocol';
import { createChatServer } from '@kb-assistant/chat-server';
import { attachments } from '@kb-assistant/chat-server/attachments';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { describe, expect, it } from 'vitest';
import { answeredBy } from '../../protocol/src/testing/answered-by.ts';
import { memoryStorage } from '../src/testing/memory-storage.ts';
import { check, type Result } from './check.ts';
import { scriptedAction, scriptedAgent, scriptedSyncAction } from './script.ts';
import { transcripts } from './transcripts.ts';

const URL_OF_CHAT = 'http://chat.example/api/chatkit';
const URL_OF_FILES = 'http://chat.example/files';

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of iterable) list.push(each);
  return list;
}

/** Plays everything against our server; `spoil` stands in between, and changes what it answers. */
async function play(spoil: (body: string, request: { type?: string }) => string = (body) => body): Promise<Result[]> {
  const chat = createChatServer({
    agent: scriptedAgent,
    onAction: scriptedAction,
    onSyncAction: scriptedSyncAction,
    transcribe: () => 'What was said',
    attachments: attachments({
      storage: memoryStorage(),
      url: URL_OF_FILES,
      secret: 'a secret of the tests, 32 letters',
    }),
    store: memoryStore(),
    authenticate: (request) => ({ user: { id: request.headers.get('x-user') ?? 'nobody' } }),
    log: () => {},
  });
  const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    const response = await (request.url.startsWith(URL_OF_FILES) ? chat.attachments(request) : chat(request));
    const said = typeof init?.body === 'string' && init.body.startsWith('{"type"') ? init.body : '{}';
    let asked: { type?: string } = {};
    try {
      asked = JSON.parse(said) as { type?: string };
    } catch {
      // Some requests are no JSON, to see what becomes of them.
    }
    return new Response(spoil(await response.text(), asked), response);
  };
  return collect(
    check({
      url: URL_OF_CHAT,
      headers: { 'X-User': 'ada' },
      secondHeaders: { 'X-User': 'bob' },
      has: ['script', 'attachments', 'transcription'],
      fetch: send,
    }),
  );
}

/** The body of a stream with its events changed. */
const events = (change: (events: any[]) => any[]) => (body: string) =>
  body.startsWith('data: ')
    ? change(
        body
          .split('\n\n')
          .slice(0, -1)
          .map((each) => JSON.parse(each.slice(6))),
      )
        .map((each) => `data: ${JSON.stringify(each)}\n\n`)
        .join('')
    : body;

describe('our server', () => {
  it('passes every transcript', async () => {
    const results = await play();
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(results).toHaveLength(transcripts.length);
  });
});

/** All that the protocol knows. What is missing here does not compile. */
const KNOWN = {
  requests: answeredBy,
  events: {
    'thread.created': 0,
    'thread.updated': 0,
    'thread.item.added': 0,
    'thread.item.updated': 0,
    'thread.item.done': 0,
    'thread.item.removed': 0,
    'thread.item.replaced': 0,
    stream_options: 0,
    progress_update: 0,
    client_effect: 0,
    notice: 0,
    error: 0,
  } satisfies Record<ThreadEvent['type'], 0>,
  updates: {
    'assistant_message.content_part.added': 0,
    'assistant_message.content_part.text_delta': 0,
    'assistant_message.content_part.annotation_added': 0,
    'assistant_message.content_part.done': 0,
    'widget.root.updated': 0,
    'widget.component.updated': 0,
    'widget.streaming_text.value_delta': 0,
    'workflow.task.added': 0,
    'workflow.task.updated': 0,
    'generated_image.updated': 0,
  } satisfies Record<ItemUpdate['type'], 0>,
  items: {
    user_message: 0,
    assistant_message: 0,
    client_tool_call: 0,
    widget: 0,
    generated_image: 0,
    structured_input: 0,
    workflow: 0,
    task: 0,
    end_of_turn: 0,
  } satisfies Record<ThreadItem['type'], 0>,
};

describe('the transcripts', () => {
  it('make every request of the protocol, and see every event, update and item', async () => {
    const seen = {
      requests: new Set<string>(),
      events: new Set<string>(),
      updates: new Set<string>(),
      items: new Set<string>(),
    };
    const look = events((all) => {
      for (const { type, update, item } of all) {
        seen.events.add(type);
        if (update) seen.updates.add(update.type);
        if (item) seen.items.add(item.type);
      }
      return all;
    });
    await play((body, { type }) => {
      if (type !== undefined) seen.requests.add(type);
      return look(body);
    });
    for (const [kind, names] of Object.entries(KNOWN)) {
      expect([...seen[kind as keyof typeof seen]], kind).toEqual(expect.arrayContaining(Object.keys(names)));
    }
  });
});

describe('a server that is broken', () => {
  it.each<[string, (body: string, request: { type?: string }) => string, failing: string, problem: RegExp]>([
    [
      'leaves out stream_options',
      events((all) => all.filter(({ type }) => type !== 'stream_options')),
      'messages',
      /stream_options/,
    ],
    [
      'sends the message before the thread',
      events((all) => [all[1], all[0], ...all.slice(2)]),
      'messages',
      /thread\.created/,
    ],
    ['names its events', (body) => body.replaceAll('data: ', 'event: x\ndata: '), 'messages', /one line of data/],
    ['writes nulls', events((all) => all.map((each) => ({ ...each, icon: null }))), 'messages', /icon is null/],
    [
      'loses a delta',
      events((all) => all.filter(({ update }) => update?.delta !== 'You asked: ')),
      'messages',
      /add up to/,
    ],
    [
      'never finishes its message',
      events((all) => all.filter(({ type, item }) => type !== 'thread.item.done' || item.type === 'user_message')),
      'messages',
      /still being made|expected/,
    ],
    [
      'sends what is hidden',
      events((all) => [...all, { type: 'thread.item.done', item: { type: 'hidden_context_item' } }]),
      'hidden items',
      /hidden item/,
    ],
    [
      'sends metadata of the thread',
      events((all) => all.map((each) => (each.thread ? { ...each, thread: { ...each.thread, metadata: {} } } : each))),
      'messages',
      /metadata/,
    ],
    [
      'sends the text of exceptions',
      events((all) => all.map((each) => (each.type === 'error' ? { ...each, message: 'password' } : each))),
      'errors',
      /no such field/,
    ],
    ['breaks off', (body) => (body.startsWith('data: ') ? body.slice(0, -5) : body), 'messages', /breaks off/],
    [
      'turns lists around',
      (body, { type }) =>
        type === 'items.list'
          ? JSON.stringify({ ...JSON.parse(body), data: JSON.parse(body).data?.toReversed() })
          : body,
      'lists of items',
      /id/,
    ],
    [
      'forgets has_more',
      (body, { type }) => (type === 'threads.list' ? JSON.stringify({ data: JSON.parse(body).data }) : body),
      'lists of threads',
      /has_more/,
    ],
    [
      'leaves tool calls pending',
      (body, { type }) => (type === 'items.list' ? body.replaceAll('"completed"', '"pending"') : body),
      'client tools',
      /holds it/,
    ],
    [
      'answers deletion with more than nothing',
      (body, { type }) => (type === 'threads.delete' ? '{"deleted":true}' : body),
      'lists of threads',
      /empty object/,
    ],
  ])('%s fails', async (_, spoil, failing, problem) => {
    const results = await play(spoil);
    const result = results.find(({ name }) => name === failing)!;
    expect(result.outcome).toBe('failed');
    expect(result.problems.join('\n')).toMatch(problem);
  });
});

describe('what a server was not set up with', () => {
  it('is skipped, and said', async () => {
    const chat = createChatServer({
      agent: scriptedAgent,
      store: memoryStore(),
      authenticate: () => ({ user: { id: 'ada' } }),
      log: () => {},
    });
    const results = await collect(
      check({ url: URL_OF_CHAT, fetch: async (url, init) => chat(new Request(url, init)) }),
    );
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(results.find(({ name }) => name === 'client tools')).toEqual({
      name: 'client tools',
      outcome: 'skipped',
      problems: ['needs script'],
    });
    expect(results.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(5);
  });
});
