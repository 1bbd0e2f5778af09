import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { setup } from '../testing/converse.ts';
import { answer, answerEvents, question, type Reply } from '../testing/fake-server.ts';
import { textMessage } from './message.ts';
import { itemsOf } from './state.ts';

/** Lets everything go on that waits for nothing but its turn. */
const turn = () => new Promise((resolve) => void setTimeout(resolve));

type Scene = ReturnType<typeof setup>;

/** What people and pages do, at any time. Some of it is refused: that is told, and nothing more. */
const ACTS = {
  openOne: ({ conversation }) => conversation.open('t1'),
  openTwo: ({ conversation }) => conversation.open('t2'),
  openNew: ({ conversation }) => conversation.open(null),
  send: ({ conversation }) => conversation.send(textMessage('Words')),
  stop: async ({ conversation }) => conversation.stop(),
  retry: ({ conversation }) => conversation.retry(),
  retryAfterFirst: async ({ conversation }) => {
    const first = itemsOf(conversation.state).find(({ type }) => type === 'user_message');
    if (first) await conversation.retryAfter(first.id);
  },
  refresh: ({ conversation }) => conversation.refresh(),
  loadOlder: ({ conversation }) => conversation.loadOlder(),
  act: ({ conversation }) => conversation.customAction({ type: 'press' }),
  release: async ({ conversation }) => conversation.release(),
} satisfies Record<string, (scene: Scene) => Promise<void>>;

/** Most of all, people write. */
const NAMES = [...(Object.keys(ACTS) as (keyof typeof ACTS)[]), 'send', 'send', 'send'] as const;

const steps = fc.array(fc.record({ name: fc.constantFrom(...NAMES), turns: fc.nat({ max: 3 }) }), {
  minLength: 15,
  maxLength: 40,
  size: 'max',
});

interface Plan {
  pauses: boolean[];
  end: 'whole' | 'break' | 'error';
}

/** How answers go: where each pauses, and what becomes of it. */
const plans: fc.Arbitrary<Plan[]> = fc.array(
  fc.record({
    pauses: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    end: fc.constantFrom('whole', 'whole', 'break', 'error'),
  }),
  { minLength: 1, maxLength: 5 },
);

/** Gives each answer as it is planned, and begins anew with the plans when they are through. */
function answerBy(planned: readonly Plan[], { server }: Scene): void {
  let count = 0;
  const say = async ({ threadId, send, end, break: cut }: Reply): Promise<void> => {
    const plan = planned[count % planned.length]!;
    const events = answerEvents(threadId, `answer${++count}`, 'Some words in five pieces');
    for (const [index, event] of events.entries()) {
      send(event);
      if (plan.pauses[index]) await turn();
      if (index !== 3 || plan.end === 'whole') continue;
      if (plan.end === 'error') {
        send({ type: 'error', code: 'custom', message: 'It went wrong.', allow_retry: true });
        break;
      }
      cut();
      // Where nobody can come back to it, it ends there.
      if (!server.resumable) return;
    }
    end();
  };
  server.answers(say);
}

const holdsTogether = ({ conversation }: Scene): void => {
  const { state } = conversation;
  const items = itemsOf(state);
  expect(items.map(({ id }) => id)).toEqual([...new Set(items.map(({ id }) => id))]);
  expect(items.filter((item) => item.thread_id !== state.threadId)).toEqual([]);
  expect(state.thread?.id ?? state.threadId).toBe(state.threadId);
};

test('whatever is done in whatever order, a thread shows each of its items once, and comes to rest', async () => {
  const property = fc.asyncProperty(steps, plans, fc.boolean(), async (todo, planned, resumable) => {
    const scene = setup();
    const { conversation, server, events, until } = scene;
    server.resumable = resumable;
    server.pageSize = 4;
    for (const id of ['t1', 't2']) {
      const items = Array.from({ length: 6 }, (_, n) => [
        question(id, `${id}q${n}`, 'Q'),
        answer(id, `${id}a${n}`, 'A'),
      ]);
      server.add(id, items.flat());
    }
    answerBy(planned, scene);
    const refused: unknown[] = [];
    for (const { name, turns } of todo) {
      void ACTS[name](scene).catch((error: unknown) => refused.push(error));
      for (let count = 0; count < turns; count++) await turn();
      holdsTogether(scene);
    }
    await until(() => conversation.state.status === 'idle' && !conversation.state.loading);
    await turn();
    holdsTogether(scene);
    expect(refused.filter((error) => !(error instanceof Error))).toEqual([]);
    const told = (type: string) => events.filter((event) => event[0] === type).length;
    expect(told('chatkit.response.start') - told('chatkit.response.end')).toBe(
      conversation.state.status === 'streaming' ? 1 : 0,
    );
    conversation.release();
  });
  await fc.assert(property, { numRuns: 40, endOnFailure: true });
});
