import type { ChatKitOptions, CustomApiConfig, SupportedLocale } from '@openai/chatkit';
import type { AssistantConfig, Connection } from '../config/types.ts';
import { chatkitTheme } from '../theme/chatkit-theme.ts';
import type { Look } from '../theme/palette.ts';

/** What ChatKit calls back. Made once, so that options can be compared without them. */
export interface ChatKitCallbacks {
  fetch: NonNullable<CustomApiConfig['fetch']>;
  getClientSecret: (current: string | null) => Promise<string>;
  onClientTool: NonNullable<ChatKitOptions['onClientTool']>;
}

/** What depends on the page around, and on the moment. */
export interface PageView {
  look: Look;
  prompts: readonly NonNullable<NonNullable<ChatKitOptions['startScreen']>['prompts']>[number][];
}

/**
 * The full options: `setOptions` replaces everything, so nothing may be left out.
 * The shell has the header, with history, new chat and close in it; ChatKit's own would be a second one.
 */
export function buildChatKitOptions(
  config: AssistantConfig,
  { look, prompts }: PageView,
  initialThread: string | null,
  callbacks: ChatKitCallbacks,
): ChatKitOptions {
  const ours: ChatKitOptions = {
    api: apiOptions(config.connection, callbacks),
    // ChatKit falls back to English by itself where it lacks a language.
    locale: config.locale as SupportedLocale,
    theme: chatkitTheme(look),
    frameTitle: config.heading,
    initialThread,
    onClientTool: callbacks.onClientTool,
    header: { enabled: false },
    history: { enabled: true, showDelete: true, showRename: true },
    startScreen: { greeting: config.greeting, prompts: [...prompts] },
    composer: { placeholder: config.placeholder },
    threadItemActions: { feedback: true, retry: true },
    ...(config.disclaimer ? { disclaimer: { text: config.disclaimer } } : {}),
  };
  return mergeOptions(ours, config.chatkitOptions);
}

const apiOptions = (connection: Connection, { fetch, getClientSecret }: ChatKitCallbacks): ChatKitOptions['api'] =>
  connection.kind === 'custom'
    ? {
        url: connection.apiUrl,
        domainKey: connection.domainKey,
        fetch,
        ...(connection.upload ? { uploadStrategy: connection.upload } : {}),
      }
    : { getClientSecret };

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The site's own options win, group by group and field by field. */
function mergeOptions(ours: ChatKitOptions, site: AssistantConfig['chatkitOptions']): ChatKitOptions {
  const merged: Record<string, unknown> = { ...ours };
  for (const [key, value] of Object.entries(site)) {
    const own = merged[key];
    merged[key] = isPlainObject(own) && isPlainObject(value) ? { ...own, ...value } : value;
  }
  return merged as ChatKitOptions;
}

/** Whether two sets of options differ in anything but functions, which always read the latest state. */
export const sameOptions = (a: ChatKitOptions | null, b: ChatKitOptions): boolean =>
  a !== null && JSON.stringify(a) === JSON.stringify(b);
