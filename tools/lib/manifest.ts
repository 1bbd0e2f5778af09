import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error It has no types for its command line.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';
import { PROPERTIES } from '../../packages/assistant/src/config/attributes.ts';
import { EVENTS } from '../../packages/assistant/src/bindings/events.ts';
import { referencePage } from './reference.ts';
import { ROOT } from './run.ts';

const PACKAGE = join(ROOT, 'packages/assistant');

export interface Described {
  name: string;
  description?: string;
  type?: { text: string };
  /** Of a custom property. */
  default?: string;
}

export interface Member extends Described {
  kind: 'field' | 'method';
  attribute?: string;
  privacy?: string;
  static?: boolean;
  inheritedFrom?: unknown;
  parameters?: { name: string }[];
  return?: { type?: { text: string } };
}

export interface Declaration {
  name: string;
  tagName?: string;
  members: Member[];
  attributes: (Described & { fieldName?: string })[];
  events: Described[];
  slots: Described[];
  cssParts: Described[];
  cssProperties: Described[];
  cssStates?: Described[];
}

interface Manifest {
  modules: { path: string; declarations: Declaration[]; exports: unknown[] }[];
}

/** What is made of the element's sources: the files that editors read, and the page that people read. */
export interface EditorFiles {
  declaration: Declaration;
  /** By their paths from the package. */
  files: Record<
    'custom-elements.json' | 'html-custom-data.json' | 'web-types.json' | '../../docs/reference/kb-assistant.md',
    string
  >;
}

/** Called by Lit or by the browser, and by nobody else. */
const LIFECYCLE = /^(createRenderRoot|connectedCallback|disconnectedCallback|willUpdate|render|updated|firstUpdated)$/;

/** Reads the element's sources, and says what it is to an editor. */
export async function describeElement(): Promise<EditorFiles> {
  const manifest = (await (cli as (options: object) => Promise<unknown>)({
    argv: ['analyze', '--litelement', '--globs', 'src/element/*.ts', '--exclude', 'src/**/*.test.ts', '--quiet'],
    cwd: PACKAGE,
    noWrite: true,
  })) as Manifest;
  const module = manifest.modules.find(({ path }) => path === 'src/element/kb-assistant.ts')!;
  const declaration = module.declarations.find(({ name }) => name === 'KbAssistant')!;
  complete(declaration);
  const published = {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: 'dist/define.js',
        declarations: [declaration],
        exports: [
          { kind: 'js', name: 'KbAssistant', declaration: { name: 'KbAssistant', module: 'dist/define.js' } },
          {
            kind: 'custom-element-definition',
            name: 'kb-assistant',
            declaration: { name: 'KbAssistant', module: 'dist/define.js' },
          },
        ],
      },
    ],
  };
  const { name, version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as Record<string, string>;
  const options = { hideLogs: true, outdir: null } as never;
  const html: unknown = JSON.parse(getVsCodeHtmlCustomData(published, options));
  const webTypes = JSON.parse(getWebTypesData(published, options)) as object;
  return {
    declaration,
    files: {
      'custom-elements.json': print(published),
      'html-custom-data.json': print(html),
      'web-types.json': print({ ...webTypes, name, version }),
      '../../docs/reference/kb-assistant.md': referencePage(declaration),
    },
  };
}

/** Adds what only our own tables know: which property an attribute sets, and ChatKit's events that are passed on. */
function complete(declaration: Declaration): void {
  declaration.tagName = 'kb-assistant';
  declaration.members = declaration.members.filter(
    ({ name, privacy, static: isStatic }) =>
      !name.startsWith('#') && !isStatic && privacy !== 'private' && privacy !== 'protected' && !LIFECYCLE.test(name),
  );
  const attributes = new Map(declaration.attributes.map((each) => [each.name, each]));
  for (const [fieldName, { attribute }] of Object.entries(PROPERTIES) as [string, { attribute: string | false }][]) {
    const described = attribute === false ? undefined : attributes.get(attribute);
    const member = declaration.members.find(({ name }) => name === fieldName);
    if (!described) continue;
    described.fieldName = fieldName;
    if (!member) continue;
    member.attribute = described.name;
    member.description ??= described.description!;
    // Where the sources say no more than that it is an input, the attribute says which values it takes.
    if (!member.type || member.type.text.startsWith('Inputs[')) member.type = described.type!;
  }
  // The analyzer also takes what it sees dispatched for an event, under the name of a variable.
  declaration.events = declaration.events.filter(({ name }) => Object.hasOwn(EVENTS, name));
  const events = new Map(declaration.events.map((each) => [each.name, each]));
  for (const type of Object.keys(EVENTS)) {
    if (type.startsWith('chatkit.') && !events.has(type)) {
      declaration.events.push({
        name: type,
        type: { text: 'CustomEvent' },
        description: "ChatKit's own event, with its own detail.",
      });
    }
  }
  for (const list of [declaration.attributes, declaration.events, declaration.members]) {
    list.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

const print = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
