import type { ChatKitOptions } from '@openai/chatkit';
import { Conversation } from '../conversation/conversation.ts';
import { plainText } from '../conversation/message.ts';
import { itemsOf } from '../conversation/state.ts';
import { en } from '../strings/en.ts';
import { ChatKitClient } from '../transport/chatkit-client.ts';
import { FakeServer, type Reply } from './fake-server.ts';

/** A conversation with a server, where no pause takes any time. */
export function converse(fetch: typeof globalThis.fetch, options: Partial<ChatKitOptions> = {}) {
  const events: [type: string, detail?: unknown][] = [];
  const waiting: { fact: () => boolean; resolve: () => void }[] = [];
  const slept: number[] = [];
  const clock = { sleep: async (ms: number) => void slept.push(ms), random: () => 0 };
  const conversation: Conversation = new Conversation({
    client: new ChatKitClient({
      api: () => ({ url: 'http://test/api', fetch }),
      locale: () => 'en',
      clock,
    }),
    emit: (type, ...[detail]) => void events.push(detail === undefined ? [type] : [type, detail]),
    strings: () => en,
    onClientTool: () => options.onClientTool,
    changed: () => {
      for (const each of waiting.filter(({ fact }) => fact())) each.resolve();
    },
  });
  /** Resolves with the change of state that makes it true. */
  const until = (fact: () => boolean) =>
    new Promise<void>((resolve) => (fact() ? resolve() : waiting.push({ fact, resolve })));
  const idle = () => until(() => conversation.state.status === 'idle');
  const texts = () =>
    itemsOf(conversation.state).map((item) =>
      item.type === 'user_message' || item.type === 'assistant_message' ? plainText(item.content as never) : item.type,
    );
  return { events, slept, conversation, until, idle, texts };
}

/** A conversation with a server in memory, which does what the test says. */
export function setup(options: Partial<ChatKitOptions> = {}, server = new FakeServer()) {
  /** The next answer, in the test's hands. */
  const nextReply = () => new Promise<Reply>((resolve) => server.answers(resolve));
  return { server, nextReply, ...converse((...given) => server.fetch(...given), options) };
}
