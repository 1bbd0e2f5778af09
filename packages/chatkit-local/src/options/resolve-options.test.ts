import { expect, test } from 'vitest';
import { HEADER_ICONS } from '../icons/chatkit-icons.ts';
import type { OptionError } from './check.ts';
import { HEADER_ICON_NAMES } from './header-icons.ts';
import { resolveOptions } from './resolve-options.ts';

const api = { url: '/api', domainKey: 'k' };

function resolve(options: unknown) {
  const problems: OptionError[] = [];
  return { options: resolveOptions(options, (problem) => problems.push(problem)), problems };
}

test('with nothing but an api, every default is filled in', () => {
  const { options, problems } = resolve({ api });
  expect(problems).toEqual([]);
  expect(options).toMatchObject({
    api: { type: 'custom', url: '/api' },
    initialThread: null,
    header: { enabled: true, titleEnabled: true, titleText: null, leftAction: null, rightAction: null },
    history: { enabled: true, showDelete: true, showRename: true },
    startScreen: { greeting: null, prompts: [] },
    threadItemActions: { feedback: false, retry: false },
    composer: { placeholder: null },
    disclaimer: null,
    thread: { autoScroll: false },
    theme: { colorScheme: 'light', radius: 'pill', density: 'normal' },
  });
});

test.each<[field: string, options: object]>([
  ['locale', { locale: 7 }],
  ['locale', { locale: 'not a locale' }],
  ['theme', { theme: 'sepia' }],
  ['theme.colorScheme', { theme: { colorScheme: 'sepia' } }],
  ['theme.color.grayscale.hue', { theme: { color: { grayscale: { hue: 999, tint: 1 } } } }],
  ['theme.typography.fontSources', { theme: { typography: { fontSources: {} } } }],
  ['frameTitle', { frameTitle: {} }],
  ['initialThread', { initialThread: 1 }],
  ['onClientTool', { onClientTool: 'switch_theme' }],
  ['header.enabled', { header: { enabled: 'yes' } }],
  ['header.leftAction.icon', { header: { leftAction: { icon: 'nothing', onClick() {} } } }],
  ['header.rightAction.onClick', { header: { rightAction: { icon: 'close', onClick: 'close' } } }],
  ['history', { history: true }],
  ['startScreen.prompts', { startScreen: { prompts: 'Ask me' } }],
  ['startScreen.prompts[1].label', { startScreen: { prompts: [{ label: 'A', prompt: 'a' }, { prompt: 'b' }] } }],
  ['startScreen.prompts[0].prompt', { startScreen: { prompts: [{ label: 'A', prompt: 3 }] } }],
  ['threadItemActions.feedback', { threadItemActions: { feedback: 1 } }],
  ['composer.placeholder', { composer: { placeholder: 3 } }],
  ['api.uploadStrategy.type', { api: { ...api, uploadStrategy: { type: 'post' } } }],
  ['api.uploadStrategy.uploadUrl', { api: { ...api, uploadStrategy: { type: 'direct' } } }],
  ['composer.attachments', { composer: { attachments: true } }],
  ['composer.attachments.maxSize', { composer: { attachments: { enabled: false, maxSize: 'big' } } }],
  [
    'composer.attachments.maxSize["image/*"]',
    { composer: { attachments: { enabled: false, maxSize: { 'image/*': -1 } } } },
  ],
  ['composer.attachments.maxCount', { composer: { attachments: { enabled: false, maxCount: 0 } } }],
  [
    'composer.attachments.accept["image/*"]',
    { composer: { attachments: { enabled: false, accept: { 'image/*': 'png' } } } },
  ],
  ['composer.tools', { composer: { tools: {} } }],
  ['composer.tools[0]', { composer: { tools: ['search'] } }],
  ['composer.tools[0].label', { composer: { tools: [{ id: 't' }] } }],
  ['composer.tools[0].pinned', { composer: { tools: [{ id: 't', label: 'T', pinned: 'yes' }] } }],
  ['composer.models[0].id', { composer: { models: [{ id: 3, label: 'M' }] } }],
  ['composer.models[0].disabled', { composer: { models: [{ id: 'm', label: 'M', disabled: 'no' }] } }],
  ['composer.dictation.enabled', { composer: { dictation: { enabled: 1 } } }],
  ['entities.onTagSearch', { entities: { onTagSearch: [] } }],
  ['entities.showComposerMenu', { entities: { showComposerMenu: 'yes' } }],
  ['commands.enabled', { commands: { enabled: 'yes' } }],
  ['commands.onSelect', { commands: { enabled: true, onSelect: 'run' } }],
  ['widgets.onAction', { widgets: { onAction: {} } }],
  ['disclaimer.text', { disclaimer: { text: ['x'] } }],
  ['thread.autoScroll', { thread: { autoScroll: 'on' } }],
])('%s of the wrong type is named, and the rest works', (field, wrong) => {
  const { options, problems } = resolve({ api, ...wrong });
  expect(problems.map((problem) => problem.field)).toEqual([field]);
  expect(problems[0]?.message).toMatch(/^The ChatKit option ".+" must be .+; got .+\. It was ignored\.$/);
  expect(options.api).toMatchObject({ type: 'custom', url: '/api' });
});

test('an error tells what was got and what is expected', () => {
  const { problems } = resolve({ api, composer: { placeholder: 3 } });
  expect(problems[0]?.message).toBe(
    'The ChatKit option "composer.placeholder" must be a string; got the number 3. It was ignored.',
  );
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'api'],
  ['neither a url nor a secret', {}, 'api.url'],
  ['an empty url', { url: '' }, 'api.url'],
  ['a url that is no string', { url: 5 }, 'api.url'],
])('an api with %s is missing', (_name, value, field) => {
  const { options, problems } = resolve({ api: value });
  expect(options.api).toEqual({ type: 'missing' });
  expect(problems.map((problem) => problem.field)).toEqual([field]);
});

test('an api with a client secret is told apart', () => {
  const { options, problems } = resolve({ api: { getClientSecret: async () => 'secret' } });
  expect(options.api).toEqual({ type: 'hosted' });
  expect(problems).toEqual([]);
});

test('an api of both kinds is named, and its url is used', () => {
  const { options, problems } = resolve({ api: { ...api, getClientSecret() {} } });
  expect(options.api).toMatchObject({ type: 'custom' });
  expect(problems[0]?.message).toContain('not both');
});

test('attachments have the limits that ChatKit documents', () => {
  const uploadStrategy = { type: 'two_phase' };
  const attachments = (rest: object) =>
    resolve({ api: { ...api, uploadStrategy }, composer: { attachments: { enabled: true, ...rest } } }).options.composer
      .attachments;
  expect(attachments({})).toEqual({ maxSize: { '*': 100 * 1024 * 1024 }, maxCount: 10, accept: null });
  expect(attachments({ maxSize: 5, maxCount: 2 })).toMatchObject({ maxSize: { '*': 5 }, maxCount: 2 });
  expect(attachments({ maxSize: { 'image/*': 7, '': 3 } })).toMatchObject({ maxSize: { 'image/*': 7, '*': 3 } });
  expect(attachments({ accept: { 'image/*': ['.png'] } })).toMatchObject({ accept: { 'image/*': ['.png'] } });
  expect(attachments({ enabled: false })).toBeNull();
});

test('attachments without a way to upload them are named, and stay off', () => {
  const { options, problems } = resolve({ api, composer: { attachments: { enabled: true } } });
  expect(options.composer.attachments).toBeNull();
  expect(problems.map(({ field }) => field)).toEqual(['api.uploadStrategy']);
});

test('tools and models have their defaults filled in', () => {
  const { options, problems } = resolve({
    api,
    composer: { tools: [{ id: 't', label: 'Search the web', icon: 'globe' }], models: [{ id: 'm', label: 'Fast' }] },
  });
  expect(problems).toEqual([]);
  expect(options.composer.tools).toEqual([
    {
      id: 't',
      label: 'Search the web',
      icon: 'globe',
      shortLabel: 'Search the web',
      placeholder: null,
      pinned: false,
      persistent: false,
    },
  ]);
  expect(options.composer.models).toEqual([{ id: 'm', label: 'Fast' }]);
});

test('a prompt says its label where it has no words of its own, and may hold tags', () => {
  const { options } = resolve({
    api,
    startScreen: { prompts: [{ label: 'Hi' }, { label: 'T', prompt: [{ type: 'input_tag', id: 'x', text: 'X' }] }] },
  });
  expect(options.startScreen.prompts.map(({ content }) => content)).toEqual([
    [{ type: 'input_text', text: 'Hi' }],
    [{ type: 'input_tag', id: 'x', text: 'X', data: {} }],
  ]);
});

test('every callback of the page is handed on as it is', () => {
  const entities = { onTagSearch: async () => [], onClick() {}, onRequestPreview: async () => ({ preview: null }) };
  const commands = { enabled: true, onSearch: async () => [], onSelect: async () => undefined };
  const widgets = { onAction: async () => undefined };
  const { options, problems } = resolve({ api, entities, commands, widgets });
  expect(problems).toEqual([]);
  expect(options).toMatchObject({ entities, commands, widgets });
});

test('every header icon of ChatKit is known', () => {
  expect(HEADER_ICON_NAMES).toEqual(Object.keys(HEADER_ICONS));
});
