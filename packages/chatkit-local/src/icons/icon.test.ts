import { expect, test } from 'vitest';
import { CHATKIT_ICONS, EXTRA_ICONS, HEADER_ICONS } from './chatkit-icons.ts';
import { GLYPHS } from './glyphs.ts';
import { NAMED_GLYPHS } from './named-glyphs.ts';
import { glyphName } from './named-icons.ts';
import { UI_ICONS } from './names.ts';

test('every icon that a table names is carried once, and none besides', () => {
  expect(Object.keys(GLYPHS).toSorted()).toEqual(UI_ICONS.toSorted());
  const named = new Set<string>([...EXTRA_ICONS, ...Object.values(HEADER_ICONS), ...Object.values(CHATKIT_ICONS)]);
  for (const name of UI_ICONS) named.delete(name);
  expect(Object.keys(NAMED_GLYPHS).toSorted()).toEqual([...named].toSorted());
});

test.each([
  ['compose', 'square-pen'],
  ['circle-question', 'circle-question-mark'],
  ['lucide:plug', 'plug'],
  ['lucide:no-such-icon', 'sparkle'],
  ['no-such-icon', 'sparkle'],
  ['constructor', 'sparkle'],
  ['lucide:toString', 'sparkle'],
])('%s is drawn as %s', (name, glyph) => {
  expect(glyphName(name)).toBe(glyph);
});
