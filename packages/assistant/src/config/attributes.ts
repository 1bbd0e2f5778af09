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

const text = {};
const number = { type: Number };
const flag = { type: Boolean };
/** What no attribute can hold. */
const property = { attribute: false } as const;

/** Every input of the element, and how it is read. One that is missing here does not compile. */
const inputs = {
  apiUrl: text,
  sessionUrl: text,
  domainKey: text,
  uploadStrategy: text,
  uploadUrl: text,
  credentials: text,
  chatkitSrc: text,
  chatkitTag: text,
  fallbackSrc: text,
  preload: text,
  mode: text,
  position: text,
  offsetX: number,
  offsetY: number,
  panelWidth: property,
  panelHeight: property,
  shortcut: text,
  teaser: text,
  teaserDelay: number,
  draggableLauncher: flag,
  closeOnOutsideClick: flag,
  promptsOnLauncher: flag,
  withoutOverlay: property,
  withoutHeader: property,
  open: { type: Boolean, converter: whetherOpen, reflect: true, noAccessor: true },
  heading: text,
  greeting: text,
  placeholder: text,
  colorScheme: text,
  primaryColor: text,
  backgroundColor: text,
  textColor: text,
  preset: text,
  radius: text,
  density: text,
  disclaimer: text,
  launcherLabel: text,
  locale: text,
  persist: text,
  consent: text,
  userKey: text,
  authCookie: text,
  withoutLauncher: flag,
  debug: flag,
  overlay: { ...property, noAccessor: true },
  header: { ...property, noAccessor: true },
  startScreen: { ...property, noAccessor: true },
  prompts: property,
  theme: { noAccessor: true },
  strings: property,
  chatkitOptions: property,
  sessionFetcher: property,
  authFetcher: property,
  clientTools: property,
  context: property,
} as const satisfies Record<keyof Own, PropertyDeclaration>;

type Declared = PropertyDeclaration & { attribute: string | false };

/** Every input with the attribute that it is read from, whose name is its own: `apiUrl` is `api-url`. */
export const PROPERTIES = Object.fromEntries(
  Object.entries<PropertyDeclaration>(inputs).map(([name, how]) => [name, { attribute: kebab(name), ...how }]),
) as Record<keyof typeof inputs, Declared>;

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
