import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { en } from '../strings/en.ts';
import { Near } from './near.ts';

const facts = {
  open: false,
  teaser: null as { text: string; delayMs: number } | null,
  dismissed: null as string | null,
};
let near: Near;

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(facts, { open: false, teaser: null, dismissed: null });
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => queueMicrotask(() => near.hostUpdated()),
    updateComplete: Promise.resolve(true),
  };
  near = new Near(host, {
    open: () => facts.open,
    strings: () => en,
    teaser: () => facts.teaser,
    prompts: () => [],
    dismissed: () => facts.dismissed,
    onDismissed: (what) => (facts.dismissed = what),
    onTeaser: () => {},
    onPrompt: () => {},
    onDismiss: () => {},
  });
});
afterEach(() => {
  near.hostDisconnected();
  vi.useRealTimers();
});

it('shows the teaser when its time has come', () => {
  facts.teaser = { text: 'Need help?', delayMs: 3000 };
  near.hostUpdated();
  vi.advanceTimersByTime(2999);
  expect(near.teaser).toBe(null);
  vi.advanceTimersByTime(1);
  expect(near.teaser).toBe('Need help?');
});

it('does not begin to wait anew at each update', () => {
  facts.teaser = { text: 'Need help?', delayMs: 3000 };
  near.hostUpdated();
  vi.advanceTimersByTime(2000);
  near.hostUpdated();
  vi.advanceTimersByTime(1000);
  expect(near.teaser).toBe('Need help?');
});

it('keeps away a teaser that was dismissed, and shows another one', async () => {
  facts.teaser = { text: 'Need help?', delayMs: 0 };
  near.hostUpdated();
  vi.advanceTimersByTime(0);
  near.dismiss();
  await Promise.resolve();
  vi.advanceTimersByTime(10);
  expect([near.teaser, facts.dismissed]).toEqual([null, 'Need help?']);
  facts.teaser = { text: 'Ask about sizes', delayMs: 0 };
  near.hostUpdated();
  vi.advanceTimersByTime(0);
  expect(near.teaser).toBe('Ask about sizes');
});

it('shows no teaser once the panel was open, nor after the element went', () => {
  facts.teaser = { text: 'Need help?', delayMs: 10 };
  near.hostUpdated();
  near.hostDisconnected();
  vi.advanceTimersByTime(20);
  expect(near.teaser).toBe(null);
  near.dismiss();
  near.hostUpdated();
  vi.advanceTimersByTime(20);
  expect(near.teaser).toBe(null);
});
