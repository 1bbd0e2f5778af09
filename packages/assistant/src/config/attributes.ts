import type { ComplexAttributeConverter, PropertyDeclaration } from '@lit/reactive-element';
import type { Groups } from './groups.ts';
import type { Inputs } from './types.ts';

type Own = Inputs & Groups & { open: boolean; debug: boolean };

/**
 * How the element writes down that it is open. A library for navigation may keep a copy of the page, and show that for a
 * while when somebody comes back: what was written here opens nothing, and what the site wrote does.
 */
export const OPEN_NOW = 'now';

const whetherOpen: ComplexAttributeConverter<boolean> = {
  fromAttribute: (value) => value !== null && value !== OPEN_NOW,
  toAttribute: (open) => (open ? OPEN_NOW : null),
};

/**
 * Every input of the element: the attribute it is read from, or `false` where it is a property only.
 * An input that is missing here does not compile.
 */
export const PROPERTIES = {
  apiUrl: { attribute: 'api-url' },
  sessionUrl: { attribute: 'session-url' },
  domainKey: { attribute: 'domain-key' },
  uploadStrategy: { attribute: 'upload-strategy' },
  uploadUrl: { attribute: 'upload-url' },
  credentials: { attribute: 'credentials' },
  chatkitSrc: { attribute: 'chatkit-src' },
  chatkitTag: { attribute: 'chatkit-tag' },
  fallbackSrc: { attribute: 'fallback-src' },
  preload: { attribute: 'preload' },
  mode: { attribute: 'mode' },
  position: { attribute: 'position' },
  offsetX: { attribute: 'offset-x', type: Number },
  offsetY: { attribute: 'offset-y', type: Number },
  panelWidth: { attribute: false },
  panelHeight: { attribute: false },
  shortcut: { attribute: 'shortcut' },
  teaser: { attribute: 'teaser' },
  teaserDelay: { attribute: 'teaser-delay', type: Number },
  draggableLauncher: { attribute: 'draggable-launcher', type: Boolean },
  closeOnOutsideClick: { attribute: 'close-on-outside-click', type: Boolean },
  promptsOnLauncher: { attribute: 'prompts-on-launcher', type: Boolean },
  withoutOverlay: { attribute: false },
  withoutHeader: { attribute: false },
  open: { attribute: 'open', type: Boolean, converter: whetherOpen, reflect: true, noAccessor: true },
  heading: { attribute: 'heading' },
  greeting: { attribute: 'greeting' },
  placeholder: { attribute: 'placeholder' },
  colorScheme: { attribute: 'color-scheme' },
  primaryColor: { attribute: 'primary-color' },
  backgroundColor: { attribute: 'background-color' },
  textColor: { attribute: 'text-color' },
  preset: { attribute: 'preset' },
  radius: { attribute: 'radius' },
  density: { attribute: 'density' },
  disclaimer: { attribute: 'disclaimer' },
  launcherLabel: { attribute: 'launcher-label' },
  locale: { attribute: 'locale' },
  persist: { attribute: 'persist' },
  consent: { attribute: 'consent' },
  userKey: { attribute: 'user-key' },
  authCookie: { attribute: 'auth-cookie' },
  withoutLauncher: { attribute: 'without-launcher', type: Boolean },
  debug: { attribute: 'debug', type: Boolean },
  overlay: { attribute: false, noAccessor: true },
  header: { attribute: false, noAccessor: true },
  startScreen: { attribute: false, noAccessor: true },
  prompts: { attribute: false },
  theme: { attribute: 'theme', noAccessor: true },
  strings: { attribute: false },
  chatkitOptions: { attribute: false },
  sessionFetcher: { attribute: false },
  authFetcher: { attribute: false },
  clientTools: { attribute: false },
  context: { attribute: false },
} as const satisfies Record<keyof Own, PropertyDeclaration>;
