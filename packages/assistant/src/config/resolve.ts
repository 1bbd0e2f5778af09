import { directionOf } from '../shared/direction.ts';
import { languageFor } from '../strings/languages.ts';
import { withOwnWords } from '../strings/own-words.ts';
import { stringsFor } from '../strings/strings-for.ts';
import { oneOf, wrong } from './checks.ts';
import { connectionOf, fallbackOf } from './connection.ts';
import { DEFAULTS } from './defaults.ts';
import { paletteOf } from './palette.ts';
import { promptsOf } from './prompts.ts';
import {
  type AssistantConfig,
  COLOR_SCHEMES,
  CONSENT,
  type Inputs,
  MODES,
  PERSISTENCE,
  POSITIONS,
  PRELOADS,
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
  const strings = withOwnWords(stringsFor(locale), inputs.strings, (name, value, expected) =>
    wrong(name, value, expected, null),
  );
  return Object.freeze({
    connection: Object.freeze(connectionOf(inputs)),
    renderer: Object.freeze({
      src: inputs.chatkitSrc || DEFAULTS.chatkitSrc,
      tag: inputs.chatkitTag || DEFAULTS.chatkitTag,
      fallbackSrc: fallbackOf(inputs),
    }),
    preload: oneOf('preload', inputs.preload, PRELOADS, DEFAULTS.preload),
    mode: inputs.withoutOverlay ? 'inline' : oneOf('mode', inputs.mode, MODES, DEFAULTS.mode),
    position: oneOf('position', inputs.position, POSITIONS, DEFAULTS.position),
    offsetX: distance('offset-x', inputs.offsetX, DEFAULTS.offsetX),
    offsetY: distance('offset-y', inputs.offsetY, DEFAULTS.offsetY),
    panelWidth: size('overlay.width', inputs.panelWidth),
    panelHeight: size('overlay.height', inputs.panelHeight),
    shortcut: inputs.shortcut || null,
    teaser: inputs.teaser || null,
    teaserDelayMs: distance('teaser-delay', inputs.teaserDelay, DEFAULTS.teaserDelayMs, 'milliseconds'),
    heading: inputs.heading || strings.heading,
    greeting: inputs.greeting || strings.greeting,
    placeholder: inputs.placeholder || strings.placeholder,
    disclaimer: inputs.disclaimer || null,
    colorScheme: oneOf('color-scheme', inputs.colorScheme, COLOR_SCHEMES, DEFAULTS.colorScheme),
    palette: paletteOf(inputs),
    locale,
    // Words that a site wrote itself are in the language that it asked for.
    language: inputs.strings ? locale : languageFor(locale),
    direction: directionOf(inputs.strings ? locale : languageFor(locale)),
    strings,
    persist: oneOf('persist', inputs.persist, PERSISTENCE, DEFAULTS.persist),
    consent: oneOf('consent', inputs.consent, CONSENT, DEFAULTS.consent),
    prompts: promptsOf(inputs.prompts),
    chatkitOptions: inputs.chatkitOptions ?? {},
    clientTools: inputs.clientTools ?? {},
    context: inputs.context ?? null,
  });
}

function size(name: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (Number.isFinite(value) && value > 0) return value;
  wrong(name, value, 'a number of pixels above 0', null);
  return null;
}

function distance(name: string, value: number | undefined, fallback: number, unit = 'pixels'): number {
  // Lit hands on an attribute that was taken away as null.
  if (value === undefined || value === null) return fallback;
  if (Number.isFinite(value) && value >= 0) return value;
  wrong(name, value, `a number of ${unit} from 0`, fallback);
  return fallback;
}
