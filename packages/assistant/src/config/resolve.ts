import { cookieToken, httpSession } from '../session/fetchers.ts';
import { warnOnce } from '../shared/warn.ts';
import { stringsFor } from '../strings/strings-for.ts';
import { DEFAULT_PALETTE, isColor, type Palette } from '../theme/palette.ts';
import { DEFAULTS } from './defaults.ts';
import {
  type AssistantConfig,
  COLOR_SCHEMES,
  type Connection,
  type Inputs,
  PERSISTENCE,
  POSITIONS,
  type Prompt,
} from './types.ts';

/**
 * Checks and completes what a page said. A wrong value never breaks the page: the developer is told once, in words,
 * and the default is taken.
 *
 * @example
 * resolveConfig({ apiUrl: '/api/chatkit', position: 'top-left' }).offsetX; // 24
 */
export function resolveConfig(inputs: Inputs): AssistantConfig {
  const locale = inputs.locale || 'en';
  const strings = stringsFor(locale);
  return Object.freeze({
    connection: connectionOf(inputs),
    renderer: Object.freeze({
      src: inputs.chatkitSrc || DEFAULTS.chatkitSrc,
      tag: inputs.chatkitTag || DEFAULTS.chatkitTag,
      fallbackSrc: inputs.fallbackSrc || null,
    }),
    position: oneOf('position', inputs.position, POSITIONS, DEFAULTS.position),
    offsetX: distance('offset-x', inputs.offsetX, DEFAULTS.offsetX),
    offsetY: distance('offset-y', inputs.offsetY, DEFAULTS.offsetY),
    heading: inputs.heading || strings.heading,
    greeting: inputs.greeting || strings.greeting,
    placeholder: inputs.placeholder || strings.placeholder,
    colorScheme: oneOf('color-scheme', inputs.colorScheme, COLOR_SCHEMES, DEFAULTS.colorScheme),
    palette: paletteOf(inputs),
    locale,
    strings,
    persist: oneOf('persist', inputs.persist, PERSISTENCE, DEFAULTS.persist),
    prompts: promptsOf(inputs.prompts),
    chatkitOptions: inputs.chatkitOptions ?? {},
    clientTools: inputs.clientTools ?? {},
    context: inputs.context ?? null,
  });
}

function connectionOf(inputs: Inputs): Connection {
  const auth = inputs.authFetcher ?? (inputs.authCookie ? cookieToken(inputs.authCookie) : null);
  const session = inputs.sessionFetcher ?? (inputs.sessionUrl ? httpSession(inputs.sessionUrl, { auth }) : null);
  if (inputs.apiUrl) {
    const domainKey = inputs.domainKey || DEFAULTS.domainKey;
    return { kind: 'custom', apiUrl: inputs.apiUrl, domainKey, session, auth };
  }
  return session ? { kind: 'hosted', session } : { kind: 'none' };
}

/** `theme` says more than the attributes do, and is the one that a program sets; it wins. */
function paletteOf(inputs: Inputs): Palette {
  const { primaryColor, backgroundColor, textColor, theme } = inputs;
  return {
    primaryColor: color('primary-color', theme?.primaryColor ?? primaryColor, DEFAULT_PALETTE.primaryColor),
    backgroundColor: color(
      'background-color',
      theme?.backgroundColor ?? backgroundColor,
      DEFAULT_PALETTE.backgroundColor,
    ),
    textColor: color('text-color', theme?.textColor ?? textColor, DEFAULT_PALETTE.textColor),
  };
}

function promptsOf(prompts: Inputs['prompts']): readonly Prompt[] {
  if (prompts === undefined) return [];
  if (!Array.isArray(prompts)) {
    warnOnce('prompts', `prompts: expected a list of { label, prompt }, got ${typeof prompts}; none are shown.`);
    return [];
  }
  return prompts.filter((prompt: Prompt | null, index) => {
    if (typeof prompt?.label === 'string' && prompt.label !== '' && prompt.prompt) return true;
    warnOnce(`prompts[${index}]`, `prompts[${index}]: expected a label and a prompt; it is left out.`);
    return false;
  });
}

const wrong = (name: string, value: unknown, expected: string, fallback: unknown): void =>
  warnOnce(
    `${name}=${String(value)}`,
    `${name}="${String(value).slice(0, 60)}": expected ${expected}; using ${JSON.stringify(fallback)}.`,
  );

function oneOf<const T extends string>(name: string, value: string | undefined, allowed: readonly T[], fallback: T): T {
  if (value === undefined || value === '') return fallback;
  if (allowed.includes(value as T)) return value as T;
  wrong(name, value, allowed.map((each) => `"${each}"`).join(' or '), fallback);
  return fallback;
}

function distance(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (Number.isFinite(value) && value >= 0) return value;
  wrong(name, value, 'a number of pixels from 0', fallback);
  return fallback;
}

function color(name: string, value: string | undefined, fallback: string): string {
  if (value === undefined || value === '') return fallback;
  if (isColor(value)) return value;
  wrong(name, value, 'a CSS colour such as "#2563eb"', fallback);
  return fallback;
}
