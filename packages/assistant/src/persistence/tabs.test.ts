import { afterEach, describe, expect, it } from 'vitest';
import { Tabs, type TabState } from './tabs.ts';

const open: Tabs[] = [];
const lines: BroadcastChannel[] = [];
afterEach(() => {
  for (const tabs of open.splice(0)) tabs.close();
  for (const line of lines.splice(0)) line.close();
});

/** A tab that writes down what it hears. */
function tab(
  name: string,
  { state = { threadId: null, unread: 0 }, now = Date.now }: { state?: TabState; now?: () => number } = {},
) {
  const heard: unknown[][] = [];
  let wake = (): void => {};
  const write = (...words: unknown[]): void => {
    heard.push(words);
    wake();
  };
  const tabs = new Tabs(
    name,
    {
      state: () => state,
      onThread: (threadId) => write('thread', threadId),
      onUnread: (count) => write('unread', count),
      onAnswer: (threadId) => write('answer', threadId),
    },
    now,
  );
  open.push(tabs);
  const hears = async (count: number): Promise<unknown[][]> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return heard;
  };
  return { tabs, heard, hears };
}

describe('Tabs', () => {
  it('tell each other the conversation, the count of unread answers, and each answer', async () => {
    const [a, b] = [tab('site'), tab('site')];
    b.tabs.tellThread('thr_1');
    b.tabs.tellUnread(2);
    b.tabs.tellAnswer('thr_1');
    expect(await a.hears(3)).toEqual([
      ['thread', 'thr_1'],
      ['unread', 2],
      ['answer', 'thr_1'],
    ]);
  });

  it('tell a new tab how many answers are unread', async () => {
    tab('late', { state: { threadId: 'thr_1', unread: 3 } });
    expect(await tab('late').hears(1)).toEqual([['unread', 3]]);
  });

  it('agree on the later one of two conversations that were chosen at once', async () => {
    const [a, b] = [tab('race', { now: () => 100 }), tab('race', { now: () => 101 })];
    a.tabs.tellThread('thr_a');
    b.tabs.tellThread('thr_b');
    a.tabs.tellAnswer('thr_a');
    expect(await a.hears(1)).toEqual([['thread', 'thr_b']]);
    // What a says last has been preceded by its choice.
    const heard = await b.hears(2);
    expect(heard).toContainEqual(['answer', 'thr_a']);
    expect(heard.map(([what]) => what)).not.toContain('thread');
  });

  it('of another assistant, or another user, are not heard', async () => {
    const [a, b, c] = [tab('one'), tab('two'), tab('one')];
    b.tabs.tellThread('thr_b');
    c.tabs.tellThread('thr_c');
    expect(await a.hears(1)).toEqual([['thread', 'thr_c']]);
  });

  it('hear nothing that they do not understand', async () => {
    const a = tab('odd');
    const line = new BroadcastChannel('odd');
    lines.push(line);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of windows; a channel has one origin
    const say = (data: unknown): void => line.postMessage(data);
    for (const odd of [
      null,
      'thread',
      { type: 'toString' },
      { type: 'thread', threadId: '<script>', at: 1e15 },
      { type: 'thread', threadId: 'thr_1' },
      { type: 'unread', count: -1 },
      { type: 'unread', count: '9' },
      { type: 'answer', threadId: null },
    ]) {
      say(odd);
    }
    say({ type: 'unread', count: 1 });
    expect(await a.hears(1)).toEqual([['unread', 1]]);
  });
});
