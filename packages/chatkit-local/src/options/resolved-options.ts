import type {
  ChatKitOptions,
  CommandsOption,
  CustomApiConfig,
  EntitiesOption,
  HeaderIcon,
  ModelOption,
  WidgetsOption,
} from '@openai/chatkit';
import type { UserMessageContent } from '@kb-assistant/protocol';
import type { ResolvedTheme } from '../theme/theme.ts';

export type ResolvedApi =
  | ({ type: 'custom' } & Pick<CustomApiConfig, 'url' | 'fetch' | 'uploadStrategy'>)
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

export interface Tool {
  id: string;
  label: string;
  /** A name of ChatKit's; null where there is none. */
  icon: string | null;
  /** Of the button while the tool is chosen. */
  shortLabel: string;
  /** Of the composer while the tool is chosen. */
  placeholder: string | null;
  pinned: boolean;
  /** Stays chosen after a message was sent. */
  persistent: boolean;
}

export interface AttachmentLimits {
  /** Bytes, by MIME type or pattern (`image/*`); `*` is the limit of all others. */
  maxSize: Readonly<Record<string, number>>;
  maxCount: number;
  /** Extensions by MIME type or pattern; null for any file. */
  accept: Readonly<Record<string, readonly string[]>> | null;
}

export interface ComposerOptions {
  placeholder: string | null;
  /** Null where nothing can be attached. */
  attachments: AttachmentLimits | null;
  tools: readonly Tool[];
  models: readonly ModelOption[];
  dictation: boolean;
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
  composer: ComposerOptions;
  /** Markdown; null for none. */
  disclaimer: { text: string; highContrast: boolean } | null;
  thread: { autoScroll: boolean };
  entities: EntitiesOption;
  commands: CommandsOption;
  widgets: WidgetsOption;
}
