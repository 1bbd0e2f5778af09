import type { ChatKitOptions, FileUploadStrategy } from '@openai/chatkit';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import type { AssistantErrorCode } from '../shared/errors.ts';
import type { Strings } from '../strings/strings.ts';
import type { Density, Palette, PaletteChoice, Radius } from '../theme/palette.ts';
import type { PresetName } from '../theme/preset-names.ts';
import type { ClientTools } from '../tools/types.ts';

export const POSITIONS = [
  'bottom-right',
  'bottom-left',
  'top-right',
  'top-left',
  'bottom-start',
  'bottom-end',
  'top-start',
  'top-end',
] as const;
export const MODES = ['floating', 'sidebar', 'modal', 'inline'] as const;
export const COLOR_SCHEMES = ['auto', 'light', 'dark'] as const;
export const PRELOADS = ['none', 'hover', 'idle', 'eager'] as const;
export const CREDENTIALS = ['same-origin', 'include', 'omit'] as const;
export const PERSISTENCE = ['local', 'session', 'none'] as const;
export const CONSENT = ['none', 'required'] as const;

export type Mode = (typeof MODES)[number];
export type Position = (typeof POSITIONS)[number];
export type ColorSchemeSetting = (typeof COLOR_SCHEMES)[number];
/** When the scripts behind the launcher are fetched: when somebody comes near it, when the page is idle, or at once. */
export type Preload = (typeof PRELOADS)[number];
export type Persistence = (typeof PERSISTENCE)[number];
export type Consent = (typeof CONSENT)[number];
export type Credentials = (typeof CREDENTIALS)[number];
export type UploadStrategy = 'two-phase' | 'direct';

/** A quick prompt: what ChatKit's start screen takes. */
export type Prompt = NonNullable<NonNullable<ChatKitOptions['startScreen']>['prompts']>[number] & {
  /** Where it is shown; everywhere, if left out. */
  when?: When;
};

/**
 * On which pages a prompt is shown. All that is named must hold.
 *
 * @example
 * { path: '/billing/*', locale: 'de' }
 */
export interface When {
  /** A path, or several, in the notation of `URLPattern`: `/docs/*`, `/products/:id`. `#/docs` looks into the hash. */
  path?: string | readonly string[];
  /** A CSS selector: the page must hold such an element. */
  selector?: string;
  /** The colour scheme in force. */
  scheme?: 'light' | 'dark';
  /** A language tag, or several; `de` stands for `de-AT` too. */
  locale?: string | readonly string[];
}

/** ChatKit's own options, but for the connection, which the assistant works out itself. */
export type RawChatKitOptions = Partial<Omit<ChatKitOptions, 'api'>>;

/**
 * What a page says: attributes and properties. Unchecked: a type keeps a mistake from being written in TypeScript, and from
 * an attribute anything may come.
 */
export interface Inputs {
  apiUrl?: string | undefined;
  sessionUrl?: string | undefined;
  domainKey?: string | undefined;
  uploadStrategy?: UploadStrategy | undefined;
  uploadUrl?: string | undefined;
  credentials?: Credentials | undefined;
  chatkitSrc?: string | undefined;
  chatkitTag?: string | undefined;
  fallbackSrc?: string | undefined;
  preload?: Preload | undefined;
  mode?: Mode | undefined;
  position?: Position | undefined;
  offsetX?: number | undefined;
  offsetY?: number | undefined;
  panelWidth?: number | undefined;
  panelHeight?: number | undefined;
  shortcut?: string | undefined;
  teaser?: string | undefined;
  teaserDelay?: number | undefined;
  draggableLauncher?: boolean | undefined;
  closeOnOutsideClick?: boolean | undefined;
  promptsOnLauncher?: boolean | undefined;
  withoutLauncher?: boolean | undefined;
  withoutOverlay?: boolean | undefined;
  withoutHeader?: boolean | undefined;
  heading?: string | undefined;
  greeting?: string | undefined;
  placeholder?: string | undefined;
  colorScheme?: ColorSchemeSetting | undefined;
  primaryColor?: string | undefined;
  backgroundColor?: string | undefined;
  textColor?: string | undefined;
  preset?: PresetName | undefined;
  radius?: Radius | undefined;
  density?: Density | undefined;
  disclaimer?: string | undefined;
  launcherLabel?: string | undefined;
  locale?: string | undefined;
  persist?: Persistence | undefined;
  consent?: Consent | undefined;
  userKey?: string | undefined;
  authCookie?: string | undefined;
  prompts?: readonly Prompt[] | undefined;
  theme?: Partial<Palette> | 'from-page' | undefined;
  strings?: Partial<Strings> | undefined;
  chatkitOptions?: RawChatKitOptions | undefined;
  sessionFetcher?: SessionFetcher | undefined;
  authFetcher?: AuthFetcher | undefined;
  clientTools?: ClientTools | undefined;
  context?: Context | undefined;
}

/** What the page wants the agent to know, sent with each request; a function is asked each time. */
export type Context = Record<string, unknown> | (() => Record<string, unknown> | undefined);

/** Where answers come from, or what is wrong with what the page said about it. */
export type Connection =
  | {
      kind: 'custom';
      apiUrl: string;
      domainKey: string;
      session: SessionFetcher | null;
      auth: AuthFetcher | null;
      /** Whether cookies go along to the chat server; `null` leaves it to ChatKit, which asks its own origin with them. */
      credentials: RequestCredentials | null;
      upload: FileUploadStrategy | null;
    }
  | { kind: 'hosted'; session: SessionFetcher }
  | { kind: 'none'; code: AssistantErrorCode; detail: string };

/** What the page said, checked and completed. Frozen. */
export interface AssistantConfig {
  readonly connection: Connection;
  readonly renderer: { readonly src: string; readonly tag: string; readonly fallbackSrc: string | null };
  readonly preload: Preload;
  readonly mode: Mode;
  readonly position: Position;
  readonly offsetX: number;
  readonly offsetY: number;
  /** In px; `null` leaves it to `--kb-panel-width`. */
  readonly panelWidth: number | null;
  /** In px; `null` leaves it to `--kb-panel-height`. */
  readonly panelHeight: number | null;
  /** As the page wrote it; what is no shortcut is told when it is listened for. */
  readonly shortcut: string | null;
  readonly teaser: string | null;
  readonly teaserDelayMs: number;
  readonly heading: string;
  readonly greeting: string;
  readonly placeholder: string;
  /** Below the composer. */
  readonly disclaimer: string | null;
  readonly colorScheme: ColorSchemeSetting;
  readonly palette: PaletteChoice;
  readonly locale: string;
  /** The language that our words are in. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly strings: Strings;
  readonly persist: Persistence;
  readonly consent: Consent;
  readonly prompts: readonly Prompt[];
  readonly chatkitOptions: RawChatKitOptions;
  readonly clientTools: ClientTools;
  readonly context: Context | null;
}
