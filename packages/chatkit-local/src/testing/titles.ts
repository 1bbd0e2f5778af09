import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test by its file, from `src` on, and its title. */
export type TestName = readonly [file: string, title: string];

/** The titles of the tests in a file, as they are written there. */
export function titlesIn(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  const named = /\b(?:it|test)(?:\.each[^(]*\([^]*?\))?\(\s*(['"`])(.*?)\1\s*,/g;
  return [...source.matchAll(named)].map((match) => match[2]!);
}
