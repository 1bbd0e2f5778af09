import { describe, expect, it } from 'vitest';
import { streamWords } from './stream-words.ts';

const collect = async (words: AsyncIterable<string>) => {
  const all: string[] = [];
  for await (const word of words) all.push(word);
  return all;
};
const never = new AbortController().signal;

describe('streamWords', () => {
  it('loses and adds nothing', async () => {
    const text = '\n\n> one  two\n>\n> ```js\n>   three();\n> ```\n ';
    const words = await collect(streamWords(text, 0, never));
    expect(words.join('')).toBe(text);
    expect(words.length).toBeGreaterThan(5);
  });

  it('ends at once when it is aborted while it pauses', async () => {
    const abort = new AbortController();
    const words = streamWords('one two three', 3_600_000, abort.signal);
    expect((await words.next()).value).toBe('one');
    const next = words.next();
    abort.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
