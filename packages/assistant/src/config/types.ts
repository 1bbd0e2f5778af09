import type { ChatKitOptions } from '@openai/chatkit';
import type { ClientTools } from '../chatkit/client-tools.ts';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import type { Strings } from '../strings/strings.ts';
import type { Palette } from '../theme/palette.ts';

export const POSITIONS = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const;
export const COLOR_SCHEMES = ['auto', 'light', 'dark'] as const;
export const PERSISTENCE = ['local', 'session', 'none'] as const;

export type Position = (typeof POSITIONS)[number];
export type ColorSchemeSetting = (typeof COLOR_SCHEMES)[number];
export type Persistence = (typeof PERSISTENCE)[number];

/** A quick prompt: what ChatKit's start screen takes. */
export type Prompt = NonNullable<NonNullable<ChatKitOptions['startScreen']>['prompts']>[number];

/** ChatKit's own options, but for the connection, which the assistant works out itself. */
export type RawChatKitOptions = Partial<Omit<ChatKitOptions, 'api'>>;

/** What a page says: attributes and properties, unchecked. */
export interface Inputs {
  apiUrl?: string | undefined;
  sessionUrl?: string | undefined;
  domainKey?: string | undefined;
  chatkitSrc?: string | undefined;
  chatkitTag?: string | undefined;
  fallbackSrc?: string | undefined;
  position?: string | undefined;
  offsetX?: number | undefined;
  offsetY?: number | undefined;
  heading?: string | undefined;
  greeting?: string | undefined;
  placeholder?: string | undefined;
  colorScheme?: string | undefined;
  primaryColor?: string | undefined;
  backgroundColor?: string | undefined;
  textColor?: string | undefined;
  locale?: string | undefined;
  persist?: string | undefined;
  authCookie?: string | undefined;
  prompts?: readonly Prompt[] | undefined;
  theme?: Partial<Palette> | undefined;
  chatkitOptions?: RawChatKitOptions | undefined;
  sessionFetcher?: SessionFetcher | undefined;
  authFetcher?: AuthFetcher | undefined;
  clientTools?: ClientTools | undefined;
  context?: Context | undefined;
}

/** What the page wants the agent to know, sent with each request; a function is asked each time. */
export type Context = Record<string, unknown> | (() => Record<string, unknown> | undefined);

/** Where answers come from. */
export type Connection =
  | { kind: 'custom'; apiUrl: string; domainKey: string; session: SessionFetcher | null; auth: AuthFetcher | null }
  | { kind: 'hosted'; session: SessionFetcher }
  | { kind: 'none' };

/** What the page said, checked and completed. Frozen. */
export interface AssistantConfig {
  readonly connection: Connection;
  readonly renderer: { readonly src: string; readonly tag: string; readonly fallbackSrc: string | null };
  readonly position: Position;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly heading: string;
  readonly greeting: string;
  readonly placeholder: string;
  readonly colorScheme: ColorSchemeSetting;
  readonly palette: Palette;
  readonly locale: string;
  readonly strings: Strings;
  readonly persist: Persistence;
  readonly prompts: readonly Prompt[];
  readonly chatkitOptions: RawChatKitOptions;
  readonly clientTools: ClientTools;
  readonly context: Context | null;
}
