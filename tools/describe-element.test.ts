import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROPERTIES } from '../packages/assistant/src/config/attributes.ts';
import { EVENTS } from '../packages/assistant/src/bindings/events.ts';
import { METHODS } from '../packages/assistant/src/bindings/names.ts';
import { type Described, describeElement } from './lib/manifest.ts';

const PACKAGE = join(import.meta.dirname, '../packages/assistant');

const { declaration, files } = await describeElement();

const names = (list: Described[] | undefined): string[] => (list ?? []).map(({ name }) => name);
const undescribed = (list: Described[] | undefined): string[] =>
  names((list ?? []).filter(({ description }) => !description));

/** What the element's own templates and style sheets say, but for the tests. */
const sources = globSync('src/**/*.ts', { cwd: PACKAGE, exclude: ['src/**/*.test.ts', 'src/testing/**'] })
  .map((file) => readFileSync(join(PACKAGE, file), 'utf8'))
  .join('\n');

const matches = (pattern: RegExp): string[] => [
  ...new Set(Array.from(sources.matchAll(pattern), ([, ...groups]) => (groups.find(Boolean) ?? '').split(' ')).flat()),
];

describe('what editors are told of <kb-assistant>', () => {
  it.each(Object.entries(files))('%s is in step with the sources: else run `npm run describe`', (name, text) => {
    expect(readFileSync(join(PACKAGE, name), 'utf8')).toBe(text);
  });

  it('names each attribute, and what each property is for', () => {
    const attributes = Object.values(PROPERTIES).flatMap(({ attribute }) => attribute || []);
    expect(names(declaration.attributes).toSorted()).toEqual(attributes.toSorted());
    expect(undescribed(declaration.attributes)).toEqual([]);
    expect(names(declaration.members)).toEqual(expect.arrayContaining(Object.keys(PROPERTIES)));
    expect(undescribed(declaration.members)).toEqual([]);
  });

  it('names each method and each event', () => {
    expect(names(declaration.members)).toEqual(expect.arrayContaining(METHODS));
    expect(names(declaration.events).toSorted()).toEqual(Object.keys(EVENTS).toSorted());
    expect(undescribed(declaration.events)).toEqual([]);
  });

  it('names the parts that can be styled, and no others', () => {
    const parts = matches(/\bpart="([a-z -]+)"|part\.add\('([a-z]+)'\)/g);
    expect(parts.length).toBeGreaterThan(3);
    expect(names(declaration.cssParts)).toEqual(expect.arrayContaining(parts));
    expect(undescribed(declaration.cssParts)).toEqual([]);
  });

  it('names the slots, and no others', () => {
    expect(names(declaration.slots).toSorted()).toEqual(
      matches(/<slot name="([\w-]+)"|icon\.name = '([\w-]+)'/g).toSorted(),
    );
    expect(undescribed(declaration.slots)).toEqual([]);
  });

  it('names the custom properties that the style sheets read, and no others', () => {
    const read = matches(/var\((--kb-[\w-]+)/g);
    expect(names(declaration.cssProperties).toSorted()).toEqual(read.toSorted());
    expect(undescribed(declaration.cssProperties)).toEqual([]);
  });
});
