import type { Annotation } from '@kb-assistant/protocol';
import { expect, test } from 'vitest';
import { answer } from '../testing/fake-server.ts';
import { citationsOf, sourceOrigin, sourceUrl } from './citations.ts';

const cite = (url: string, index?: number): Annotation => ({
  type: 'annotation',
  source: { type: 'url', title: `Title of ${url}`, url },
  ...(index === undefined ? {} : { index }),
});

test('sources are numbered in the order in which the text cites them, each address once', () => {
  const item = answer('t', 'a', 'one two three', [cite('https://b', 7), cite('https://a', 3), cite('https://b', 13)]);
  const { sources, parts } = citationsOf(item);
  expect(sources.map(({ number, source }) => [number, source.title])).toEqual([
    [1, 'Title of https://a'],
    [2, 'Title of https://b'],
  ]);
  expect(parts[0]?.map(({ number, index }) => [number, index])).toEqual([
    [1, 3],
    [2, 7],
    [2, 13],
  ]);
});

test('without a place a source stands at the end, and one beyond the text too', () => {
  const { parts } = citationsOf(answer('t', 'a', 'text', [cite('https://a'), cite('https://b', 99)]));
  expect(parts[0]?.map(({ index }) => index)).toEqual([4, 4]);
});

test('the same source twice at one place is said once', () => {
  const { parts } = citationsOf(answer('t', 'a', 'text', [cite('https://a', 2), cite('https://a', 2)]));
  expect(parts[0]).toHaveLength(1);
});

test.each([['javascript:alert(1)'], ['data:text/html,x'], ['http://[']])('%s is no address to open', (url) => {
  expect(sourceUrl({ type: 'url', title: 'x', url })).toBeNull();
});

test('a source is known by who published it, else by its host or file name', () => {
  expect(sourceOrigin({ type: 'url', title: 'x', url: 'https://www.example.com/a' })).toBe('example.com');
  expect(sourceOrigin({ type: 'url', title: 'x', url: 'https://example.com', attribution: 'The Press' })).toBe(
    'The Press',
  );
  expect(sourceOrigin({ type: 'file', title: 'x', filename: 'a.pdf' })).toBe('a.pdf');
});

test('a source that the text names by a link to it has neither a mark nor a chip; the others close ranks', () => {
  const text = 'It is on the left. — [Position](/configuration#position) And more.';
  const place = (url: string, index: number) =>
    ({ type: 'annotation', index, source: { type: 'url', title: url, url } }) as const;
  const behind = text.indexOf(' And');
  const message = (annotations: ReturnType<typeof place>[]) =>
    citationsOf({
      id: 'a',
      thread_id: 't',
      created_at: '',
      type: 'assistant_message',
      content: [{ type: 'output_text', text, annotations }],
    });
  const named = place('/configuration#position', behind);
  expect(message([named])).toEqual({ sources: [], parts: [[]] });
  const other = place('/other', text.length);
  expect(message([named, other]).sources.map(({ number, source }) => [number, source.title])).toEqual([[1, '/other']]);
  // Cited elsewhere too, it has its number there.
  expect(message([place('/configuration#position', 18), named]).parts[0]).toHaveLength(1);
});
