import { expect, it } from 'vitest';
import { en } from './en.ts';
import { stringsFor } from './strings-for.ts';

it.each([
  ['de', 'Assistent'],
  ['de-AT', 'Assistent'],
  ['FR-ca', 'Assistant'],
  ['es-419', 'Asistente'],
])('speaks %s', (locale, heading) => {
  expect(stringsFor(locale)).not.toBe(en);
  expect(stringsFor(locale).heading).toBe(heading);
});

it.each(['en', 'en-GB', 'tlh', '', 'constructor'])('speaks English for %j', (locale) => {
  expect(stringsFor(locale)).toBe(en);
});

it('has a word for everything in every language', () => {
  for (const locale of ['de', 'fr', 'es']) {
    const strings = stringsFor(locale);
    expect(Object.keys(strings)).toEqual(Object.keys(en));
    expect(strings.open('X')).toContain('X');
    expect(strings.close('X')).toContain('X');
  }
});
