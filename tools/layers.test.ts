import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../packages');

/** What a package may import by name. `import type` counts: a published type is a dependency too. */
const ALLOWED: Record<string, RegExp> = {
  protocol: /^$/,
  session: /^(jose|ioredis|rate-limiter-flexible|node:.*)$/,
  'chat-server':
    /^(@kb-assistant\/protocol|aws4fetch|file-type|jose|@opentelemetry\/api|github-slugger|marked|minisearch|pg|uuid|node:.*)$/,
  'chatkit-local':
    /^(@kb-assistant\/protocol|@openai\/chatkit|dompurify|highlight\.js\/.*|lit|lit\/.*|lowlight|marked|temml)$/,
  assistant: /^(@kb-assistant\/protocol|@openai\/chatkit|culori\/fn|lit|lit\/.*|node:util|react|vue)$/,
};

/**
 * The rooms of `<kb-assistant>`, and which others each may look into. Arrows point one way: `element` is the only one
 * that knows all the others, and no controller imports another.
 */
const ROOMS: Record<string, string[]> = {
  bindings: ['config', 'element'],
  script: ['bindings', 'config', 'element', 'shared'],
  react: ['bindings', 'config', 'define.ts', 'element'],
  vue: ['bindings', 'config', 'define.ts', 'element'],
  shared: [],
  strings: [],
  prompts: ['config', 'shared'],
  overlay: ['config', 'shared'],
  attention: ['persistence', 'shared', 'strings'],
  launcher: ['shared'],
  panel: ['shared', 'strings'],
  tools: [],
  diagnose: ['config', 'session', 'shared'],
  cli: ['diagnose', 'shared'],
  persistence: ['config'],
  session: ['shared'],
  theme: ['config', 'shared'],
  config: ['session', 'shared', 'strings', 'theme', 'tools'],
  chatkit: ['config', 'session', 'shared', 'theme'],
  element: [
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
};

/** Rooms that only a type of another may cross into, so that `config` can speak of what it configures. */
const TYPES_ONLY = [
  ['config', 'tools'],
  ['diagnose', 'config'],
  ['persistence', 'config'],
  ['overlay', 'config'],
  ['theme', 'config'],
  ['prompts', 'config'],
];

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

function importsOf(folder: string): Import[] {
  return globSync('**/*.ts', { cwd: folder })
    .filter((file) => !/\.test\.ts$|(^|\/)testing\//.test(file))
    .flatMap((file) =>
      Array.from(
        readFileSync(join(folder, file), 'utf8').matchAll(/^(?:import|export)(\s+type)?\s[^;]*?from '([^']+)';/gm),
        ([, type, target = '']) => ({ file, target, typeOnly: type !== undefined }),
      ),
    );
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

  it('cross some borders with types only', () => {
    const types = crossings.filter(({ room, target }) => TYPES_ONLY.some(([a, b]) => a === room && b === target));
    expect(types.filter(({ typeOnly }) => !typeOnly)).toEqual([]);
  });

  it('keep their controllers apart', () => {
    const controllers = importsOf(folder).filter(({ file }) => file.endsWith('controller.ts'));
    expect(controllers.filter(({ target }) => target.endsWith('controller.ts'))).toEqual([]);
  });
});
