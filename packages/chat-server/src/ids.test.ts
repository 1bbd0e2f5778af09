import { expect, it } from 'vitest';
import { newId } from './ids.ts';

it('ids name their kind, and sort by the time they were made at', () => {
  expect(newId('thread')).toMatch(/^thr_[0-9a-f-]{36}$/);
  expect(newId('hiddenNote')).toMatch(/^shcx_[0-9a-f-]{36}$/);
  const ids = Array.from({ length: 1000 }, () => newId('message'));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1000);
});
