import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../packages');

/** What is found in the sources of other assistants and breaks the pages that they are pasted on, with one of each. */
const NEVER: Record<string, [RegExp, string]> = {
  'a height that forgets the bars of a phone': [/\b100l?vh\b/, 'height: 100vh;'],
  'a height for a contest of z-index': [/z-?index['":=\s]+\d{5,}/i, 'z-index: 2147483647'],
  "the page's own handler of messages": [/(?<!#channel\.)\bonmessage\s*=(?!=)/, 'window.onmessage = listen'],
  'a message to whoever listens': [/postMessage\([^)]*,\s*['"`]\*/, "parent.postMessage({ a: 1 }, '*')"],
  "the page's title": [/document\.title\s*=(?!=)/, "document.title = 'New message'"],
  "the page's viewport": [/['"]viewport['"]/, "meta.name = 'viewport'"],
  "a question of the browser's": [/\b(alert|confirm|prompt)\(['"`]/, "window.confirm('Pay?')"],
  'a secret in a storage': [/[sS]torage[^;]*\.setItem\([^)]*(secret|token)/i, "localStorage.setItem('token', it)"],
};

describe.each(['assistant', 'chatkit-local'])('the sources of %s', (name) => {
  const folder = join(PACKAGES, name, 'src');
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !/\.test\.ts$|(^|[\\/])testing[\\/]/.test(file));

  it.each(Object.entries(NEVER))('have nowhere %s', (_, [pattern, example]) => {
    expect(example).toMatch(pattern);
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => pattern.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });
});
