import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiPages } from './lib/api-pages.ts';
import { ROOT } from './lib/run.ts';

describe('what people are told that they can import', async () => {
  const pages = Object.entries(await apiPages());

  it.each(pages)('%s is in step with the sources: else run `npm run describe`', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  it.each(pages)('%s says of each function what it does', (_, text) => {
    const [, ...sections] = text.split(/^### /m);
    const silent = sections.filter((section) => /^`(\w+)`\n\n```text\n\1\(/.test(section));
    expect(silent.map((section) => section.split('\n')[0])).toEqual([]);
  });
});
