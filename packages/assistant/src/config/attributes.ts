import type { PropertyDeclaration } from 'lit';
import type { Inputs } from './types.ts';

type Own = Inputs & { open: boolean; withoutLauncher: boolean; debug: boolean };

/**
 * Every input of the element: the attribute it is read from, or `false` where it is a property only.
 * An input that is missing here does not compile.
 */
export const PROPERTIES = {
  apiUrl: { attribute: 'api-url' },
  sessionUrl: { attribute: 'session-url' },
  domainKey: { attribute: 'domain-key' },
  chatkitSrc: { attribute: 'chatkit-src' },
  chatkitTag: { attribute: 'chatkit-tag' },
  fallbackSrc: { attribute: 'fallback-src' },
  position: { attribute: 'position' },
  offsetX: { attribute: 'offset-x', type: Number },
  offsetY: { attribute: 'offset-y', type: Number },
  open: { attribute: 'open', type: Boolean, reflect: true, noAccessor: true },
  heading: { attribute: 'heading' },
  greeting: { attribute: 'greeting' },
  placeholder: { attribute: 'placeholder' },
  colorScheme: { attribute: 'color-scheme' },
  primaryColor: { attribute: 'primary-color' },
  backgroundColor: { attribute: 'background-color' },
  textColor: { attribute: 'text-color' },
  locale: { attribute: 'locale' },
  persist: { attribute: 'persist' },
  authCookie: { attribute: 'auth-cookie' },
  withoutLauncher: { attribute: 'without-launcher', type: Boolean },
  debug: { attribute: 'debug', type: Boolean },
  prompts: { attribute: false },
  theme: { attribute: false },
  chatkitOptions: { attribute: false },
  sessionFetcher: { attribute: false },
  authFetcher: { attribute: false },
  clientTools: { attribute: false },
  context: { attribute: false },
} as const satisfies Record<keyof Own, PropertyDeclaration>;
