import { expect, it } from 'vitest';
import { en } from '../strings/en.ts';
import { announcementOf, badgeText, type LauncherFacts, launcherStateOf } from './launcher-state.ts';

const quiet: LauncherFacts = { failed: false, offline: false, connecting: false, answering: false, unread: 0 };

it.each<[Partial<LauncherFacts>, string, string]>([
  [{}, 'idle', ''],
  [{ unread: 2 }, 'unread', '2 new answers'],
  [{ unread: 2, answering: true }, 'answering', 'Answering…'],
  [{ connecting: true }, 'connecting', 'Connecting…'],
  [{ failed: true, unread: 1 }, 'failed', 'The assistant could not be reached'],
  [{ failed: true, offline: true }, 'offline', 'No connection'],
])('%j is %s, and said as %j', (facts, state, words) => {
  const all = { ...quiet, ...facts };
  expect(launcherStateOf(all)).toBe(state);
  expect(announcementOf(launcherStateOf(all), all.unread, en)).toBe(words);
});

it('counts to nine on the badge', () => {
  expect([1, 9, 10, 200].map(badgeText)).toEqual(['1', '9', '9+', '9+']);
});
