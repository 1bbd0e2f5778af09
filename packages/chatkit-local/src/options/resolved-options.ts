import type { ChatKitOptions, CustomApiConfig, HeaderIcon } from '@openai/chatkit';
import type { UserMessageContent } from '@kb-assistant/protocol';
import type { ResolvedTheme } from '../theme/theme.ts';

export type ResolvedApi =
  | ({ type: 'custom' } & Pick<CustomApiConfig, 'url' | 'fetch'>)
  /** Set up for OpenAI's hosted service, which an open element cannot reach. */
  | { type: 'hosted' }
  | { type: 'missing' };

export interface HeaderAction {
  icon: HeaderIcon;
  onClick: () => void;
}

export interface Prompt {
  label: string;
  content: UserMessageContent[];
  icon: string | null;
}

/** The options with every default filled in and everything wrong left out. */
export interface ResolvedOptions {
  api: ResolvedApi;
  /** BCP 47. */
  locale: string;
  theme: ResolvedTheme;
  frameTitle: string | null;
  initialThread: string | null;
  onClientTool: ChatKitOptions['onClientTool'];
  header: {
    enabled: boolean;
    titleEnabled: boolean;
    titleText: string | null;
    leftAction: HeaderAction | null;
    rightAction: HeaderAction | null;
  };
  history: { enabled: boolean; showDelete: boolean; showRename: boolean };
  startScreen: { greeting: string | null; prompts: Prompt[] };
  threadItemActions: { feedback: boolean; retry: boolean };
  composer: { placeholder: string | null; persistentTools: ReadonlySet<string> };
  /** Markdown; null for none. */
  disclaimer: { text: string; highContrast: boolean } | null;
  thread: { autoScroll: boolean };
}
