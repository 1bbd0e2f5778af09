import type { Declaration, Described, Member } from './manifest.ts';

const HEAD = `---
title: The element at a glance
description: Every attribute, property, method, event, slot, part, state and custom property of the element, made from its sources.
---

<!-- Written by \`npm run describe\`, from the comments in packages/assistant/src/element. -->

# The element at a glance

What \`<kb-assistant>\` has, by name. [Configuration](../configuration.md) and [Methods and events](../methods-and-events.md) explain it, with examples.
`;

/** The page of the documentation that lists what the element has. */
export function referencePage(declaration: Declaration): string {
  const fields = declaration.members.filter(({ kind }) => kind === 'field');
  const methods = declaration.members.filter(({ kind }) => kind === 'method');
  const sections = [
    section('Attributes', ['Attribute', 'Type', 'What it is'], declaration.attributes, (each) => [
      code(each.name),
      typeOf(each),
      textOf(each),
    ]),
    section('Properties', ['Property', 'Attribute', 'Type', 'What it is'], fields, (each) => [
      code(each.name),
      each.attribute ? code(each.attribute) : '',
      typeOf(each),
      textOf(each),
    ]),
    section('Methods', ['Method', 'Returns', 'What it does'], methods, (each) => [
      code(`${each.name}(${(each.parameters ?? []).map(({ name }) => name).join(', ')})`),
      each.return?.type ? code(each.return.type.text) : '',
      textOf(each),
    ]),
    section('Events', ['Event', 'When'], declaration.events, (each) => [code(each.name), textOf(each)]),
    section('Slots', ['Slot', 'What it is for'], declaration.slots, (each) => [code(each.name), textOf(each)]),
    section('Parts', ['Part', 'What it is'], declaration.cssParts, (each) => [
      code(`::part(${each.name})`),
      textOf(each),
    ]),
    section('States', ['State', 'When it holds'], declaration.cssStates ?? [], (each) => [
      code(`:state(${each.name})`),
      textOf(each),
    ]),
    section('Custom properties', ['Property', 'Default', 'What it is'], declaration.cssProperties, (each) => [
      code(each.name),
      each.default ? code(each.default) : '',
      textOf(each),
    ]),
  ];
  return `${HEAD}\n${sections.join('\n')}`;
}

function section<T extends Described>(
  title: string,
  columns: string[],
  list: readonly T[],
  cellsOf: (each: T) => string[],
): string {
  const rows = [columns, ...list.map(cellsOf)];
  // As Prettier lays out a table, so that the file is as it would be formatted.
  const widths = columns.map((_, index) => Math.max(3, ...rows.map((row) => Array.from(row[index]!).length)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, index) => cell + ' '.repeat(widths[index]! - Array.from(cell).length)).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  return `## ${title}\n\n${[head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n')}\n`;
}

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text: string): string => `\`${cell(text)}\``;
const textOf = ({ description = '' }: Described): string => cell(description);
const typeOf = ({ type }: Described | Member): string => (type ? code(type.text.replace(/ \| undefined$/, '')) : '');
