import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localHub, localRelay } from './relays/local.ts';
import { type RunningTurn, RunningTurns } from './running-turns.ts';

const options = { waitMs: 1_000, limitMs: 300_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a turn', () => {
  it('holds its thread for as long as it lasts, and leaves no timer behind', async () => {
    const turns = new RunningTurns();
    const first = await turns.begin('ada', 't1', options);
    expect(turns.get('ada', 't1')).toBe(first);

    const second = turns.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await second).toBeNull();

    await first!.end();
    expect(turns.get('ada', 't1')).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hands its thread to one of those who wait', async () => {
    const turns = new RunningTurns();
    const first = await turns.begin('ada', 't1', options);
    const waiting = [turns.begin('ada', 't1', options), turns.begin('ada', 't1', options)];
    await first!.end();
    const [second, third] = await Promise.all(waiting);
    expect(second).not.toBeNull();
    expect(third).toBeNull();
    await second!.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is stopped when its time is up, and only the first reason counts', async () => {
    const turn = await new RunningTurns().begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(299_999);
    expect(turn!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(turn!.stopReason).toBe('timed-out');
    expect(turn!.signal.reason).toMatchObject({ name: 'TimeoutError' });
    turn!.stop('stopped');
    expect(turn!.stopReason).toBe('timed-out');
  });

  it('ends for those who read along when its thread is free, and not before', async () => {
    const relay = localRelay();
    let free = () => {};
    const waiting = new Promise<void>((resolve) => (free = resolve));
    const turns = new RunningTurns({ ...relay, release: (key) => waiting.then(() => relay.release(key)) });
    const turn = (await turns.begin('ada', 't1', options))!;
    let told: unknown = 'nothing';
    const end = turn.feed
      .watch()
      .next()
      .then((events) => (told = events));
    void turn.end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe('nothing');
    free();
    expect(await end).toBeNull();
    expect(await turns.watch('ada', 't1')).toBeNull();
  });

  it('of one user does not hold the thread of that name of another', async () => {
    const turns = new RunningTurns();
    await turns.begin('ada', 't1', options);
    expect(await turns.begin('bob', 't1', options)).not.toBeNull();
    expect(turns.get('eve', 't1')).toBeUndefined();
  });
});

describe('turns of two instances', () => {
  const begin = async (turns: RunningTurns, threadId = 't1'): Promise<RunningTurn> => {
    const turn = await turns.begin('ada', threadId, options);
    if (!turn) throw new Error('The thread is busy.');
    return turn;
  };
  const text = (delta: string) => ({
    type: 'thread.item.updated' as const,
    item_id: 'm1',
    update: { type: 'assistant_message.content_part.text_delta' as const, content_index: 0, delta },
  });
  const item = {
    type: 'assistant_message' as const,
    id: 'm1',
    thread_id: 't1',
    created_at: '2026-01-01T00:00:00.000Z',
    content: [],
  };
  let one: RunningTurns;
  let two: RunningTurns;
  beforeEach(() => {
    const hub = localHub();
    one = new RunningTurns(localRelay(hub));
    two = new RunningTurns(localRelay(hub));
  });

  it('exclude each other, and one waits for the other', async () => {
    const first = await begin(one);
    const refused = two.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await refused).toBeNull();

    const waiting = two.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(500);
    await first.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).not.toBeNull();
    expect(one.get('ada', 't1')).toBeUndefined();
  });

  it('are limited for each user in sum', async () => {
    await one.begin('ada', 't1', { ...options, perUser: 2 });
    const second = await two.begin('ada', 't2', { ...options, perUser: 2 });
    await expect(two.begin('ada', 't3', { ...options, perUser: 2 })).rejects.toMatchObject({
      code: 'too-many-turns',
      status: 429,
    });
    expect(await two.begin('bob', 't9', { ...options, perUser: 2 })).not.toBeNull();
    await second!.end();
    expect(await two.begin('ada', 't3', { ...options, perUser: 2 })).not.toBeNull();
  });

  it('are stopped from either, and the stop lasts until it is over', async () => {
    const turn = await begin(one);
    let over = false;
    const stopped = two.stop('ada', 't1', 'thread-deleted').then(() => (over = true));
    await vi.advanceTimersByTimeAsync(300);
    expect(turn.stopReason).toBe('thread-deleted');
    expect(over).toBe(false);
    await turn.end();
    await vi.advanceTimersByTimeAsync(100);
    await stopped;
    await two.stop('ada', 't1', 'stopped');
  });

  it('are read from the other: how it stands, what follows, and the end', async () => {
    const turn = await begin(one);
    turn.feed.push({ type: 'thread.item.added', item });
    turn.feed.push(text('Once '));
    turn.feed.push(text('upon'));
    const watcher = await two.watch('ada', 't1');
    expect(await watcher!.next()).toEqual([
      {
        type: 'thread.item.added',
        item: { ...item, content: [{ type: 'output_text', text: 'Once upon', annotations: [] }] },
      },
    ]);
    turn.feed.push(text(' a time'));
    expect(await watcher!.next()).toEqual([text(' a time')]);
    await turn.end();
    expect(await watcher!.next()).toBeNull();
    expect(await two.watch('ada', 't1')).toBeNull();
    expect(await two.watch('bob', 't1')).toBeNull();
  });

  it('are read so many times at once at each instance, and by others when those have read to the end', async () => {
    for (const turns of [one, two]) {
      const turn = await begin(one);
      const first = await turns.watch('ada', 't1', 1);
      await expect(turns.watch('ada', 't1', 1)).rejects.toMatchObject({ code: 'too-many-readers', status: 429 });
      // Of another answer there is no reader yet.
      expect(await turns.watch('ada', 't2', 1)).toBeNull();
      await turn.end();
      expect(await first!.next()).toBeNull();
    }
    const next = await begin(one);
    expect(await two.watch('ada', 't1', 1)).not.toBeNull();
    await next.end();
  });

  it('let nobody past the limit who comes many times at once', async () => {
    const turn = await begin(one);
    for (const turns of [one, two]) {
      const came = await Promise.allSettled(Array.from({ length: 9 }, () => turns.watch('ada', 't1', 3)));
      expect(came.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3);
    }
    await turn.end();
  });

  it('count no reader who could not be announced', async () => {
    const hub = localHub();
    const relay = localRelay(hub);
    let isDown = true;
    const send = async (...to: Parameters<typeof relay.send>) => {
      if (isDown) throw new Error('down');
      return relay.send(...to);
    };
    one = new RunningTurns(localRelay(hub));
    two = new RunningTurns({ ...relay, send });
    const turn = await begin(one);
    await expect(two.watch('ada', 't1', 1)).rejects.toThrow('down');
    isDown = false;
    const reader = (await two.watch('ada', 't1', 1))!;
    await turn.end();
    expect(await reader.next()).toBeNull();
  });

  it('go on when something comes over the relay that is no message of theirs', async () => {
    const relay = localRelay();
    let receive = (_message: string) => {};
    one = new RunningTurns({ ...relay, open: ({ onMessage }) => (receive = onMessage) });
    const turn = await begin(one);
    for (const message of ['', 'x', '{', 'null', '[]', '{"kind":"later"}', '{"kind":"events"}', '{"kind":"watch"}']) {
      expect(() => receive(message), message).not.toThrow();
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(turn.signal.aborted).toBe(false);
  });

  it('go on when one who read along leaves, and are ended by a new question when the last one has left', async () => {
    const turn = await begin(one);
    const watchers = [turn.feed.watch(), (await two.watch('ada', 't1'))!];
    await vi.advanceTimersByTimeAsync(0);
    watchers[0]!.leave();
    const refused = two.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await refused).toBeNull();
    expect(turn.signal.aborted).toBe(false);

    watchers[1]!.leave();
    await vi.advanceTimersByTimeAsync(0);
    const next = two.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(0);
    expect(turn.stopReason).toBe('stopped');
    await turn.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).not.toBeNull();
  });

  it('make way for a new question also where it is noticed late that nobody reads any more', async () => {
    for (const [turns, others] of [
      [one, one],
      [one, two],
    ]) {
      const turn = await begin(turns!);
      const reader = turn.feed.watch();
      const next = others!.begin('ada', 't1', options);
      await vi.advanceTimersByTimeAsync(500);
      expect(turn.stopReason).toBeUndefined();
      reader.leave();
      await vi.advanceTimersByTimeAsync(100);
      expect(turn.stopReason).toBe('stopped');
      await turn.end();
      await vi.advanceTimersByTimeAsync(100);
      await (await next)!.end();
    }
  });

  it('end for those who read along when the instance that gave them is gone', async () => {
    const hub = localHub();
    const dying = localRelay(hub);
    one = new RunningTurns(dying);
    two = new RunningTurns(localRelay(hub));
    await begin(one);
    const watcher = await two.watch('ada', 't1');
    const end = watcher!.next();
    await dying.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await end).toEqual([{ type: 'error', code: 'stream.error', allow_retry: true }]);
    expect(await watcher!.next()).toBeNull();
  });

  it('are broken off where the thread could not be held any longer', async () => {
    const relay = localRelay();
    let lose: (key: string) => void = () => {};
    one = new RunningTurns({ ...relay, open: (events) => (lose = events.onLost) });
    const turn = await begin(one);
    lose(JSON.stringify(['ada', 't1']));
    expect(turn.stopReason).toBe('lost');
  });
});

describe('an instance that is closed', () => {
  it('refuses new answers, lets those that run end, and breaks off what lasts too long', async () => {
    const turns = new RunningTurns();
    const [quick, slow] = [(await turns.begin('ada', 't1', options))!, (await turns.begin('ada', 't2', options))!];
    let closed = false;
    const closing = turns.close(5_000).then(() => (closed = true));
    await expect(turns.begin('ada', 't3', options)).rejects.toMatchObject({ code: 'shutting-down', status: 503 });
    await vi.advanceTimersByTimeAsync(4_000);
    expect([quick.stopReason, slow.stopReason]).toEqual([undefined, undefined]);
    await quick.end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(slow.stopReason).toBe('shut-down');
    expect(closed).toBe(false);
    await slow.end();
    await closing;
    expect(vi.getTimerCount()).toBe(0);
  });
});
