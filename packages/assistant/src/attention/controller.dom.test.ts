import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AttentionController } from './controller.ts';

const facts = {
  open: false,
  status: 'ready' as const,
  teaser: null as { text: string; delayMs: number } | null,
  dismissed: null as string | null,
  told: [] as number[],
};
let controller: AttentionController;

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(facts, { open: false, teaser: null, dismissed: null, told: [] });
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => queueMicrotask(() => controller.hostUpdated()),
    updateComplete: Promise.resolve(true),
  };
  controller = new AttentionController(host, {
    open: () => facts.open,
    status: () => facts.status,
    teaser: () => facts.teaser,
    prompts: () => true,
    dismissed: () => facts.dismissed,
    onDismissed: (what) => (facts.dismissed = what),
    onUnread: (count) => facts.told.push(count),
  });
  controller.hostConnected();
});
afterEach(() => {
  controller.hostDisconnected();
  vi.useRealTimers();
});

it('counts the answers that end while nobody looks, and forgets them when somebody does', () => {
  controller.answerStarted();
  expect(controller.state).toBe('answering');
  controller.answerEnded();
  controller.answerEnded();
  expect([controller.unread, controller.state]).toEqual([2, 'unread']);
  facts.open = true;
  controller.seen();
  expect([controller.unread, controller.state, facts.told]).toEqual([0, 'idle', [1, 2, 0]]);
});

it('does not count what is seen', () => {
  facts.open = true;
  controller.answerEnded();
  expect([controller.unread, facts.told]).toEqual([0, []]);
});

it('takes the count of another tab, and tells nobody of it', () => {
  controller.setUnread(3);
  expect(controller.unread).toBe(3);
  controller.setUnread(0);
  expect([controller.unread, facts.told]).toEqual([0, []]);
});

it('shows the teaser when its time has come', () => {
  facts.teaser = { text: 'Need help?', delayMs: 3000 };
  controller.hostUpdated();
  vi.advanceTimersByTime(2999);
  expect(controller.teaser).toBe(null);
  vi.advanceTimersByTime(1);
  expect(controller.teaser).toBe('Need help?');
});

it('does not begin to wait anew at each update', () => {
  facts.teaser = { text: 'Need help?', delayMs: 3000 };
  controller.hostUpdated();
  vi.advanceTimersByTime(2000);
  controller.hostUpdated();
  vi.advanceTimersByTime(1000);
  expect(controller.teaser).toBe('Need help?');
});

it('keeps away a teaser that was dismissed, and shows another one', async () => {
  facts.teaser = { text: 'Need help?', delayMs: 0 };
  controller.hostUpdated();
  vi.advanceTimersByTime(0);
  controller.dismiss();
  await Promise.resolve();
  vi.advanceTimersByTime(10);
  expect([controller.teaser, facts.dismissed]).toEqual([null, 'Need help?']);
  facts.teaser = { text: 'Ask about sizes', delayMs: 0 };
  controller.hostUpdated();
  vi.advanceTimersByTime(0);
  expect(controller.teaser).toBe('Ask about sizes');
});

it('shows no teaser once the panel was open, nor after the element went', () => {
  facts.teaser = { text: 'Need help?', delayMs: 10 };
  controller.hostUpdated();
  controller.hostDisconnected();
  vi.advanceTimersByTime(20);
  expect(controller.teaser).toBe(null);
  controller.seen();
  controller.hostUpdated();
  vi.advanceTimersByTime(20);
  expect(controller.teaser).toBe(null);
});
