import { afterEach, beforeEach, expect, it } from 'vitest';
import { AttentionController } from './controller.ts';

const facts = { open: false, told: [] as number[] };
let controller: AttentionController;

beforeEach(() => {
  Object.assign(facts, { open: false, told: [] });
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  };
  controller = new AttentionController(host, {
    open: () => facts.open,
    status: () => 'ready',
    onUnread: (count) => facts.told.push(count),
  });
  controller.hostConnected();
});
afterEach(() => controller.hostDisconnected());

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
