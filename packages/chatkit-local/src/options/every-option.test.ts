import type { ChatKitOptions } from '@openai/chatkit';
import { expect, test } from 'vitest';
import { titlesIn, type TestName } from '../testing/titles.ts';

type Leaf = string | number | boolean | ((...parameters: never[]) => unknown);

/** The path of each option that holds a value, e.g. `theme.color.accent.primary`, `composer.tools[].id`. */
type Paths<T, At extends string> = T extends Leaf
  ? At
  : T extends readonly (infer Item)[]
    ? Paths<Item, `${At}[]`>
    : string extends keyof T
      ? At
      : { [K in keyof T & string]-?: Paths<NonNullable<T[K]>, At extends '' ? K : `${At}.${K}`> }[keyof T & string];

type OptionPath = Exclude<Paths<ChatKitOptions, ''>, ''>;

const ELEMENT = 'element/chatkit-element.browser.test.ts';
const OPTIONS = 'element/options.browser.test.ts';
const COMPOSER = 'composer/rich-composer.browser.test.ts';
const TOKENS = 'theme/tokens.test.ts';

const DIRECT = [
  COMPOSER,
  'uploads directly to the address in the options, shows each file, and sends their ids',
] as const;
const PHASES = [COMPOSER, 'uploads in two phases where the options say so'] as const;
const LIMITS = [COMPOSER, 'says which files do not come in, and why'] as const;
const TOOL = [COMPOSER, 'chooses a tool from the menu for one message, by keyboard'] as const;
const MODEL = [COMPOSER, 'sends the default model until another is chosen, and never one that is disabled'] as const;
const TYPE = [OPTIONS, 'sets type: size, families, and fonts of the page'] as const;
const HEADER = [OPTIONS, 'has a header with a title and an action on each side'] as const;
const HISTORY = [OPTIONS, 'has a history, and lets go of what is switched off'] as const;
const START = [OPTIONS, 'starts with a greeting and with prompts that hold tags'] as const;
const THEME = [OPTIONS, 'draws the colours, the roundness and the spacing of a theme'] as const;

/** Every option of ChatKit, and the test that shows what it does. A new one upstream fails to compile here. */
const SHOWN_BY = {
  'api.url': [OPTIONS, 'asks the server in the options, with the fetch of the page'],
  'api.fetch': [OPTIONS, 'asks the server in the options, with the fetch of the page'],
  'api.domainKey': [OPTIONS, 'asks the server in the options, with the fetch of the page'],
  'api.uploadStrategy.type': PHASES,
  'api.uploadStrategy.uploadUrl': DIRECT,
  'api.getClientSecret': [OPTIONS, 'says that a hosted chat is not to be had here'],
  locale: [OPTIONS, 'speaks the language of the options, and tells the server'],
  theme: THEME,
  'theme.colorScheme': THEME,
  'theme.radius': THEME,
  'theme.density': THEME,
  'theme.color.accent.primary': THEME,
  'theme.color.accent.level': [TOKENS, 'a higher level of the accent tints more'],
  'theme.color.surface.background': THEME,
  'theme.color.surface.foreground': THEME,
  'theme.color.grayscale.hue': [OPTIONS, 'tints its grays with a hue'],
  'theme.color.grayscale.tint': [OPTIONS, 'tints its grays with a hue'],
  'theme.color.grayscale.shade': [OPTIONS, 'tints its grays with a hue'],
  'theme.typography.baseSize': TYPE,
  'theme.typography.fontFamily': TYPE,
  'theme.typography.fontFamilyMono': TYPE,
  'theme.typography.fontSources[].family': TYPE,
  'theme.typography.fontSources[].src': TYPE,
  'theme.typography.fontSources[].weight': TYPE,
  'theme.typography.fontSources[].style': TYPE,
  'theme.typography.fontSources[].display': TYPE,
  'theme.typography.fontSources[].unicodeRange': TYPE,
  frameTitle: [OPTIONS, 'is a region with the title of the options'],
  initialThread: [ELEMENT, 'opens a long thread at its end, and keeps its place when older items come'],
  onClientTool: [ELEMENT, 'calls the page’s client tool'],
  'header.enabled': [OPTIONS, 'has a history, and lets go of what is switched off'],
  'header.title.enabled': HEADER,
  'header.title.text': HEADER,
  'header.leftAction.icon': HEADER,
  'header.leftAction.onClick': HEADER,
  'header.rightAction.icon': HEADER,
  'header.rightAction.onClick': HEADER,
  'history.enabled': HISTORY,
  'history.showDelete': HISTORY,
  'history.showRename': HISTORY,
  'startScreen.greeting': START,
  'startScreen.prompts[].label': START,
  'startScreen.prompts[].prompt': START,
  'startScreen.prompts[].prompt[].type': START,
  'startScreen.prompts[].prompt[].text': START,
  'startScreen.prompts[].prompt[].id': START,
  'startScreen.prompts[].prompt[].group': START,
  'startScreen.prompts[].prompt[].data': START,
  'startScreen.prompts[].prompt[].interactive': START,
  'startScreen.prompts[].icon': START,
  'threadItemActions.feedback': [OPTIONS, 'offers feedback and another try where the options say so'],
  'threadItemActions.retry': [OPTIONS, 'offers feedback and another try where the options say so'],
  'composer.placeholder': [OPTIONS, 'has the placeholder and the disclaimer of the options'],
  'composer.attachments.enabled': DIRECT,
  'composer.attachments.maxSize': LIMITS,
  'composer.attachments.maxCount': LIMITS,
  'composer.attachments.accept': LIMITS,
  'composer.tools[].id': TOOL,
  'composer.tools[].label': TOOL,
  'composer.tools[].icon': TOOL,
  'composer.tools[].shortLabel': TOOL,
  'composer.tools[].placeholderOverride': TOOL,
  'composer.tools[].pinned': [COMPOSER, 'shows a pinned tool outside of the menu, and lets it be unchosen'],
  'composer.tools[].persistent': [COMPOSER, 'keeps a persistent tool after a message'],
  'composer.models[].id': MODEL,
  'composer.models[].label': MODEL,
  'composer.models[].description': MODEL,
  'composer.models[].disabled': MODEL,
  'composer.models[].default': MODEL,
  'composer.dictation.enabled': [COMPOSER, 'records, shows that it does, and puts what was said where the caret was'],
  'disclaimer.text': [OPTIONS, 'has the placeholder and the disclaimer of the options'],
  'disclaimer.highContrast': [OPTIONS, 'has the placeholder and the disclaimer of the options'],
  'entities.onTagSearch': [COMPOSER, 'brings up entities in groups, and the keys choose one'],
  'entities.showComposerMenu': [COMPOSER, 'has a button where the options ask for one'],
  'entities.onClick': [OPTIONS, 'tells the page which entity of a message was pressed, and shows its preview'],
  'entities.onRequestPreview': [OPTIONS, 'tells the page which entity of a message was pressed, and shows its preview'],
  'commands.enabled': [COMPOSER, 'offers what the composer itself can do'],
  'commands.onSearch': [COMPOSER, 'brings up the commands of the page, runs one, and takes its words away'],
  'commands.onSelect': [COMPOSER, 'goes on to another menu and back, and inserts what comes of it'],
  'widgets.onAction': [
    'widgets/widgets.browser.test.ts',
    'go to the page where it handles them, with the widget they belong to',
  ],
  'thread.autoScroll': [ELEMENT, 'goes along where it is asked to and the reader is at the end'],
} as const satisfies Record<OptionPath, TestName>;

test.each(Object.entries(SHOWN_BY))('%s is shown by a test that exists', (_option, [file, title]) => {
  expect(titlesIn(file)).toContain(title);
});
