import { en } from './en.ts';
import type { Strings } from './strings.ts';

/**
 * Lays a site's own words over ours. A word that is a function stays one, and a site's function that throws or gives
 * nothing leaves the word to ours. `onWrong` hears of names that we do not have, and of words of another kind.
 *
 * @example
 * withOwnWords(en, { retry: 'Once more' }, console.warn).retry; // 'Once more'
 */
export function withOwnWords(
  strings: Strings,
  own: unknown,
  onWrong: (name: string, value: unknown, expected: string) => void,
): Strings {
  if (own === undefined || own === null) return strings;
  if (typeof own !== 'object') {
    onWrong('strings', own, 'an object of words');
    return strings;
  }
  const words: Record<string, unknown> = { ...strings };
  for (const [name, word] of Object.entries(own)) {
    if (word === undefined) continue;
    const kind = Object.hasOwn(en, name) ? typeof en[name as keyof Strings] : 'undefined';
    if (kind === 'undefined') onWrong(`strings.${name}`, word, `one of ${Object.keys(en).join(', ')}`);
    else if (typeof word !== kind) onWrong(`strings.${name}`, word, `a ${kind}`);
    else words[name] = kind === 'function' ? guarded(word as Word, words[name] as Word) : word;
  }
  return words as unknown as Strings;
}

type Word = (...args: unknown[]) => string;

const guarded =
  (own: Word, ours: Word): Word =>
  (...args) => {
    try {
      return own(...args) || ours(...args);
    } catch (error) {
      console.error('[kb-assistant]', error);
      return ours(...args);
    }
  };
