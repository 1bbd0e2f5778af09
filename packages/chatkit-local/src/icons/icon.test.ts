import { expect, test } from 'vitest';
import { GLYPHS } from './glyphs.ts';
import { glyphName } from './icon.ts';
import { CHATKIT_ICONS, EXTRA_ICONS, HEADER_ICONS, UI_ICONS } from './names.ts';

test('every icon that a table names is carried, and none besides', () => {
  const named = new Set<string>([
    ...UI_ICONS,
    ...EXTRA_ICONS,
    ...Object.values(HEADER_ICONS),
    ...Object.values(CHATKIT_ICONS),
  ]);
  expect(Object.keys(GLYPHS).toSorted()).toEqual([...named].toSorted());
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
