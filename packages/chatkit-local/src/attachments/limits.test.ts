import { expect, test } from 'vitest';
import { acceptAttribute, isAccepted, maxSizeOf } from './limits.ts';

const file = (name: string, type: string) => ({ name, type, size: 1 });
const limits = { maxSize: { '*': 9, 'image/*': 5, 'image/png': 2 }, maxCount: 10, accept: null };

test.each([
  ['image/png', 2],
  ['image/jpeg', 5],
  ['text/plain', 9],
  ['', 9],
])('the pattern that fits %s best sets its limit', (type, bytes) => {
  expect(maxSizeOf(file('a', type), limits)).toBe(bytes);
});

const accept = { 'image/*': [], 'application/pdf': ['.pdf'], 'text/markdown': ['.md', '.MARKDOWN'] };

test.each([
  ['a.png', 'image/png', true],
  ['A.PDF', 'application/pdf', true],
  ['notes.markdown', '', true],
  ['a.exe', 'application/x-msdownload', false],
  ['a.pdf.exe', '', false],
])('%s (%s)', (name, type, accepted) => {
  expect(isAccepted(file(name, type), { ...limits, accept })).toBe(accepted);
  expect(isAccepted(file(name, type), limits)).toBe(true);
});

test('a file field is told types, and extensions where there are some', () => {
  expect(acceptAttribute({ ...limits, accept })).toBe('image/*,.pdf,.md,.MARKDOWN');
  expect(acceptAttribute(limits)).toBe('');
});
