import type { ChatKitOptions } from '@openai/chatkit';
import { Checker, type Report } from './check.ts';
import { HEADER_ICON_NAMES } from './header-icons.ts';
import { readApi } from './read-api.ts';
import { optional, readCommands, readEntities } from './read-callbacks.ts';
import { readComposer } from './read-composer.ts';
import { readStartScreen } from './read-start-screen.ts';
import { readTheme } from './read-theme.ts';
import type { HeaderAction, ResolvedOptions } from './resolved-options.ts';

type Reader<T> = (value: unknown, check: Checker) => T;

/** Every option of ChatKit, and how this element reads it. A new one upstream fails to compile here. */
const READERS = {
  api: readApi,
  locale: (value, check) => readLocale(check.string(value, 'locale'), check),
  theme: readTheme,
  frameTitle: (value, check) => check.string(value, 'frameTitle') ?? null,
  initialThread: (value, check) => (value === null ? null : (check.string(value, 'initialThread') ?? null)),
  onClientTool: (value, check) =>
    check.function<NonNullable<ChatKitOptions['onClientTool']>>(value, 'onClientTool') ?? undefined,
  header: readHeader,
  history: readHistory,
  startScreen: readStartScreen,
  threadItemActions: (value, check) => {
    const actions = check.object(value, 'threadItemActions') ?? {};
    return {
      feedback: check.boolean(actions['feedback'], 'threadItemActions.feedback') ?? false,
      retry: check.boolean(actions['retry'], 'threadItemActions.retry') ?? false,
    };
  },
  composer: readComposer,
  disclaimer: readDisclaimer,
  thread: (value, check) => ({
    autoScroll: check.boolean(check.object(value, 'thread')?.['autoScroll'], 'thread.autoScroll') ?? false,
  }),
  entities: readEntities,
  commands: readCommands,
  widgets: (value, check) =>
    optional({ onAction: check.function(check.object(value, 'widgets')?.['onAction'], 'widgets.onAction') }),
} satisfies Record<keyof ChatKitOptions, Reader<unknown>> & {
  [K in keyof ResolvedOptions]: Reader<ResolvedOptions[K]>;
};

/**
 * Reads what a page gave to `setOptions`. Whatever is wrong is reported and left out, so that the rest works.
 *
 * @example
 * const options = resolveOptions({ api: { url: '/api/chatkit', domainKey: 'local' } }, console.warn);
 */
export function resolveOptions(input: unknown, report: Report): ResolvedOptions {
  const check = new Checker(report);
  const options = check.object(input ?? {}, 'options') ?? {};
  const entries = Object.entries(READERS).map(([name, read]) => [name, read(options[name], check)]);
  const resolved = Object.fromEntries(entries) as ResolvedOptions;
  const { api, composer } = resolved;
  if (composer.attachments && api.type === 'custom' && !api.uploadStrategy) {
    check.wrong(
      'api.uploadStrategy',
      '{ type: "two_phase" } or { type: "direct", uploadUrl } for attachments',
      undefined,
    );
    composer.attachments = null;
  }
  return resolved;
}

function readLocale(locale: string | undefined, check: Checker): string {
  const browser = globalThis.navigator?.language ?? 'en';
  if (!locale) return browser;
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? browser;
  } catch {
    check.wrong('locale', 'a language tag such as "en" or "pt-BR"', locale);
    return browser;
  }
}

function readHeader(value: unknown, check: Checker): ResolvedOptions['header'] {
  const header = check.object(value, 'header') ?? {};
  const title = check.object(header['title'], 'header.title') ?? {};
  return {
    enabled: check.boolean(header['enabled'], 'header.enabled') ?? true,
    titleEnabled: check.boolean(title['enabled'], 'header.title.enabled') ?? true,
    titleText: check.string(title['text'], 'header.title.text') ?? null,
    leftAction: readAction(header['leftAction'], 'header.leftAction', check),
    rightAction: readAction(header['rightAction'], 'header.rightAction', check),
  };
}

function readAction(value: unknown, field: string, check: Checker): HeaderAction | null {
  const action = check.object(value, field);
  const onClick = action && check.function<() => void>(action['onClick'], `${field}.onClick`);
  if (!action || !onClick) return null;
  return { icon: check.oneOf(action['icon'], `${field}.icon`, HEADER_ICON_NAMES) ?? 'dots-horizontal', onClick };
}

function readHistory(value: unknown, check: Checker): ResolvedOptions['history'] {
  const history = check.object(value, 'history') ?? {};
  return {
    enabled: check.boolean(history['enabled'], 'history.enabled') ?? true,
    showDelete: check.boolean(history['showDelete'], 'history.showDelete') ?? true,
    showRename: check.boolean(history['showRename'], 'history.showRename') ?? true,
  };
}

function readDisclaimer(value: unknown, check: Checker): ResolvedOptions['disclaimer'] {
  const disclaimer = check.object(value, 'disclaimer');
  const text = disclaimer && check.string(disclaimer['text'], 'disclaimer.text');
  if (!text) return null;
  return { text, highContrast: check.boolean(disclaimer['highContrast'], 'disclaimer.highContrast') ?? false };
}
