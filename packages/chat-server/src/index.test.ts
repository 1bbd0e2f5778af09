import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The modules that a file leads to, and the packages that they name. */
function importsFrom(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
    if (name.startsWith('.')) importsFrom(new URL(name, file), seen);
    else seen.add(name);
  }
  return seen;
}

it('the main entry runs wherever web standards do: it needs nothing of Node, and no store', () => {
  const imports = importsFrom(new URL('index.ts', import.meta.url));
  expect([...imports].filter((name) => !name.startsWith('file:')).toSorted()).toEqual([
    '@kb-assistant/protocol',
    'uuid',
  ]);
  expect([...imports].filter((name) => name.includes('/stores/'))).toEqual([]);
});
