import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../packages');

/** What a package may import by name. `import type` counts: a published type is a dependency too. */
const ALLOWED: Record<string, RegExp> = {
  protocol: /^$/,
  session: /^(jose|ioredis|rate-limiter-flexible|node:.*)$/,
  'chat-server':
    /^(@kb-assistant\/protocol|@openai\/agents|aws4fetch|file-type|jose|@opentelemetry\/api|github-slugger|marked|minisearch|pg|uuid|node:.*)$/,
  'chatkit-local':
    /^(@kb-assistant\/protocol|@openai\/chatkit|dompurify|highlight\.js\/.*|lit|lit\/.*|lowlight|marked|temml)$/,
  assistant:
    /^(@kb-assistant\/protocol|@lit\/reactive-element|@openai\/chatkit|culori\/fn|lit\/.*|node:util|react|vue)$/,
};

/**
 * The rooms of `<kb-assistant>`, and which others each may look into. Arrows point one way: `assembly` is the only one
 * that knows all the others, and no controller imports another. `element` stands before it with nothing but the launcher.
 */
const ROOMS: Record<string, string[]> = {
  bindings: ['assembly', 'config', 'element'],
  script: ['assembly', 'bindings', 'config', 'element', 'shared'],
  react: ['bindings', 'config', 'define.ts', 'element'],
  vue: ['assembly', 'bindings', 'config', 'define.ts', 'element'],
  shared: [],
  strings: [],
  prompts: ['config', 'shared'],
  overlay: ['config', 'shared'],
  attention: ['persistence', 'shared', 'strings'],
  launcher: ['config', 'shared', 'theme'],
  panel: ['shared', 'strings'],
  tools: [],
  diagnose: ['config', 'session', 'shared'],
  cli: ['diagnose', 'shared'],
  persistence: ['config'],
  session: ['shared'],
  theme: ['config', 'shared'],
  config: ['session', 'shared', 'strings', 'theme', 'tools'],
  chatkit: ['config', 'session', 'shared', 'theme'],
  assembly: [
    'attention',
    'chatkit',
    'config',
    'diagnose',
    'launcher',
    'overlay',
    'panel',
    'persistence',
    'prompts',
    'session',
    'shared',
    'strings',
    'theme',
    'tools',
  ],
  element: [
    'assembly',
    'chatkit',
    'config',
    'diagnose',
    'launcher',
    'overlay',
    'persistence',
    'session',
    'strings',
    'tools',
  ],
};

/** Borders that a type may cross, or what is fetched when it is needed, and nothing that has to be there before. */
const TYPES_ONLY = [
  // So that `config` can speak of what it configures.
  ['config', 'tools'],
  ['diagnose', 'config'],
  ['persistence', 'config'],
  ['overlay', 'config'],
  ['launcher', 'config'],
  ['theme', 'config'],
  ['prompts', 'config'],
  // What every page pays for, before anybody comes near the launcher.
  ['bindings', 'assembly'],
  ['script', 'assembly'],
  ['vue', 'assembly'],
  ['element', 'assembly'],
  ['element', 'chatkit'],
  ['element', 'diagnose'],
  ['element', 'session'],
  ['element', 'tools'],
];

interface Import {
  file: string;
  target: string;
  /** Whether the file works without it: for its types only, or fetched when it is needed. */
  typeOnly: boolean;
}

const STATIC = /^(?:import|export)(?<type>\s+type)?\s[^;]*?from '(?<target>[^']+)';/gm;
const FOR_EFFECT = /^import '(?<target>[^']+)';/gm;
const FETCHED = /\bimport\('(?<target>[^']+)'\)/g;

function importsOf(folder: string): Import[] {
  return globSync('**/*.ts', { cwd: folder })
    .filter((file) => !/\.test\.ts$|(^|\/)testing\//.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const found = (pattern: RegExp, typeOnly: boolean): Import[] =>
        Array.from(text.matchAll(pattern), ({ groups = {} }) => ({
          file,
          target: groups['target'] ?? '',
          typeOnly: typeOnly || groups['type'] !== undefined,
        }));
      return [...found(STATIC, false), ...found(FOR_EFFECT, false), ...found(FETCHED, true)];
    });
}

describe.each(Object.entries(ALLOWED))('packages/%s', (name, allowed) => {
  it('imports what it may, and nothing else', () => {
    const named = importsOf(join(PACKAGES, name, 'src')).filter(({ target }) => !target.startsWith('.'));
    expect(named.filter(({ target }) => !allowed.test(target))).toEqual([]);
  });
});

describe('the rooms of <kb-assistant>', () => {
  const folder = join(PACKAGES, 'assistant/src');
  const crossings = importsOf(folder).flatMap((each) => {
    if (!each.target.startsWith('.') || !each.file.includes('/')) return [];
    const room = each.file.split('/')[0] ?? '';
    const target = relative(folder, join(folder, dirname(each.file), each.target)).split('/')[0] ?? '';
    return room === target ? [] : [{ ...each, room, target }];
  });

  it('look only where their arrows point', () => {
    expect(crossings.length).toBeGreaterThan(20);
    expect(crossings.filter(({ room, target }) => !ROOMS[room]?.includes(target))).toEqual([]);
  });

  it('cross some borders with types only, or with what is fetched later', () => {
    const types = crossings.filter(({ room, target }) => TYPES_ONLY.some(([a, b]) => a === room && b === target));
    expect(types.filter(({ typeOnly }) => !typeOnly)).toEqual([]);
  });

  it('keep their controllers apart', () => {
    const controllers = importsOf(folder).filter(({ file }) => file.endsWith('controller.ts'));
    expect(controllers.filter(({ target }) => target.endsWith('controller.ts'))).toEqual([]);
  });
});
