import { format } from 'prettier';
import type { Entry, PublicMember, PublicName } from './public-api.ts';
import { readPublicApi } from './public-api.ts';

/** The packages, and what their pages are called. */
const PAGES: Record<string, { title: string; before: string }> = {
  assistant: {
    title: 'What kb-assistant exports',
    before: 'The element itself is described in [The element at a glance](./kb-assistant.md).',
  },
  session: {
    title: 'What @kb-assistant/session exports',
    before: '[Sessions](../sessions.md) explains it, with examples.',
  },
  'chat-server': {
    title: 'What @kb-assistant/chat-server exports',
    before: '[Your own server](../own-server.md) explains it, with examples.',
  },
  'chatkit-local': {
    title: 'What @kb-assistant/chatkit-local exports',
    before: 'Pages load its scripts, as [Renderers](../renderers.md) shows; these are for code that bundles it.',
  },
  protocol: {
    title: 'What @kb-assistant/protocol exports',
    before: 'The words of the ChatKit protocol, for a client or a server of your own.',
  },
};

/** It has a page of its own. */
const ELEMENT = 'KbAssistant';

/** The pages of the documentation that list what the packages export, by their paths from the root. */
export async function apiPages(): Promise<Record<string, string>> {
  const api = readPublicApi(Object.keys(PAGES));
  const pages = Array.from(api, async ([name, entries]) => {
    // In an example each name means that of its own package, where several have it.
    const known = [...entries, ...[...api.values()].flat()];
    const text = await format(page(name, entries, known), { parser: 'markdown', printWidth: 120, singleQuote: true });
    return [`docs/reference/${name}.md`, text] as const;
  });
  return Object.fromEntries(await Promise.all(pages));
}

function page(name: string, entries: readonly Entry[], known: readonly Entry[]): string {
  const { title, before } = PAGES[name]!;
  const shown = new Set<string>();
  const sections = entries
    .filter(({ names }) => names.length > 0)
    .map((entry) => section(entry, [entry, ...known], shown));
  return `---
title: "${title}"
description: Every function, class and type that can be imported, made from the sources.
---

<!-- Written by \`npm run describe\`, from the comments in packages/${name}/src. -->

# ${title}

${before}

${sections.join('\n\n')}
`;
}

const ORDER: Record<PublicName['kind'], number> = { function: 0, class: 1, constant: 2, interface: 3, type: 3 };

function section({ specifier, names }: Entry, known: readonly Entry[], shown: Set<string>): string {
  const sorted = names.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || (a.name < b.name ? -1 : 1));
  const parts = sorted.map((each) => {
    // Once in a page, where it is first exported.
    const key = `${each.name} ${each.signature}`;
    if (shown.has(key)) return `### \`${each.name}\` again\n\nAs above.`;
    shown.add(key);
    return one(each, specifier, known);
  });
  return `## \`${specifier}\`\n\n${parts.join('\n\n')}`;
}

function one(each: PublicName, specifier: string, known: readonly Entry[]): string {
  if (each.kind === 'class' && each.declaredName === ELEMENT) {
    return `### \`${each.name}\`\n\nThe element: [everything that it has](./kb-assistant.md).`;
  }
  return [
    `### \`${each.name}\``,
    prose(each.description),
    each.signature && `\`\`\`text\n${each.signature}\n\`\`\``,
    each.returns && `Returns ${prose(each.returns)}`,
    ...each.throws.map((text) => `Throws ${prose(text)}`),
    ...each.examples.map((text) => example(text, specifier, known)),
    table(each.members),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** An example, with the imports that its comment leaves out. Markup has none, but for JSX in what is for React. */
function example(text: string, specifier: string, known: readonly Entry[]): string {
  const isMarkup = /^\s*</m.test(text);
  if (isMarkup && !specifier.endsWith('/react')) return `\`\`\`html\n${text}\n\`\`\``;
  return `\`\`\`${isMarkup ? 'tsx' : 'ts'}\n${importsFor(text, known)}${text}\n\`\`\``;
}

function importsFor(text: string, known: readonly Entry[]): string {
  const words = new Set(text.replaceAll(/\/\/.*|'[^']*'/g, '').match(/(?<![.\w])\w+(?!\s*:)/g));
  const imports = new Map<string, string[]>();
  for (const { specifier, names } of known) {
    for (const { name, kind } of names) {
      // Each once, and none that the example has itself.
      if (!words.delete(name) || new RegExp(`\\b(const|import\\s*\\{[^}]*)\\s${name}\\b`).test(text)) continue;
      const isType = kind === 'interface' || kind === 'type';
      imports.set(specifier, [...(imports.get(specifier) ?? []), isType ? `type ${name}` : name]);
    }
  }
  const lines = Array.from(imports, ([from, names]) => `import { ${names.join(', ')} } from '${from}';\n`);
  return lines.length > 0 ? `${lines.join('')}\n` : '';
}

function table(members: readonly PublicMember[]): string {
  if (members.length === 0) return '';
  const rows = members.map(
    ({ name, type, isOptional, description }) =>
      `| ${code(name + (isOptional && !name.includes('(') ? '?' : ''))} | ${type && code(type)} | ${cell(prose(description))} |`,
  );
  return ['| Name | Type | What it is |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text: string): string => `\`${cell(text)}\``;

/** A comment as Markdown: its links name what they lead to, and what looks like a tag is text. */
const prose = (text: string): string =>
  text
    .replaceAll(/\{@link\s+([^}|\s]+)[^}]*\}/g, '`$1`')
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;{')))
    .join('');
