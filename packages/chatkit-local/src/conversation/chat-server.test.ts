import { createChatServer } from '@kb-assistant/chat-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { afterEach, expect, test } from 'vitest';
import { converse } from '../testing/converse.ts';
import { textMessage } from './message.ts';

const ended: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** Our own chat server, with answers whose second half waits, and a network that can be cut. */
function serve() {
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const server = createChatServer({
    agent: async function* () {
      yield 'Half ';
      await held;
      yield 'and half';
    },
    store: memoryStore(),
    authenticate: () => ({ user: { id: 'ada' } }),
    resumable: true,
    log: () => {},
  });
  ended.push(() => {
    goOn();
    return server.close();
  });
  let cut = (): void => {};
  const fetch: typeof globalThis.fetch = async (...given) => {
    const response = await server(new Request(...given));
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const wire = new AbortController();
    cut = () => wire.abort(new TypeError('network error'));
    void response.body?.pipeTo(writable, { signal: wire.signal }).catch(() => {});
    return new Response(response.body && readable, response);
  };
  return { fetch, goOn, cut: () => cut() };
}

async function halfway() {
  const server = serve();
  const scene = converse(server.fetch);
  await scene.conversation.send(textMessage('Hello'));
  await scene.until(() => scene.texts().includes('Half '));
  return { server, ...scene };
}

test('our own server gives the rest of an answer whose connection broke', async () => {
  const { server, conversation, until, idle, texts } = await halfway();
  server.cut();
  await until(() => conversation.state.progress !== null);
  await until(() => conversation.state.progress === null);
  server.goOn();
  await idle();
  expect(texts()).toEqual(['Hello', 'Half and half']);
  expect(conversation.state.failure).toBeNull();
});

test('and to a page that was loaded anew in the middle of it', async () => {
  const { server, conversation } = await halfway();
  const { threadId } = conversation.state;
  conversation.release();
  const after = converse(server.fetch);
  await after.conversation.open(threadId);
  await after.until(() => after.texts().includes('Half '));
  server.goOn();
  await after.idle();
  expect(after.texts()).toEqual(['Hello', 'Half and half']);
});

test('and ends it when it is told to stop', async () => {
  const { server, conversation } = await halfway();
  conversation.stop();
  const after = converse(server.fetch);
  const { threadId } = conversation.state;
  await expect
    .poll(async () => {
      await after.conversation.open(threadId);
      return after.texts();
    })
    .toEqual(['Hello', 'Half ']);
  expect(after.conversation.state.status).toBe('idle');
});
