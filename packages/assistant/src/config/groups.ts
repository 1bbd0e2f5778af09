import type { Palette } from '../theme/palette.ts';
import type { Inputs, Mode, Position, Prompt } from './types.ts';

/** Where and how the panel stands, in one object. */
export interface OverlayOption {
  /** `false`: no launcher and no overlay; the chat stands in the page, as with `mode="inline"`. */
  enabled?: boolean;
  /** As the attribute `position`. */
  position?: Position;
  /** As `offset-x` and `offset-y`, in px. */
  offset?: { x?: number; y?: number };
  /** As the attribute `mode`. */
  mode?: Mode;
  /** Width of the panel, in px. Default `--kb-panel-width`. */
  width?: number;
  /** Height of the panel, in px. Default `--kb-panel-height`. */
  height?: number;
}

/** The panel's top line, in one object. */
export interface HeaderOption {
  /** `false` leaves the header out; a control that closes the panel stays. */
  enabled?: boolean;
  /** As the attribute `heading`. */
  title?: string;
}

/** What stands there before the first message, in one object. */
export interface StartScreenOption {
  /** As the attribute `greeting`. */
  greeting?: string;
  /** As the property `prompts`. */
  prompts?: readonly Prompt[];
}

/** Properties that say several things at once, each of which also has a name of its own. */
export interface Groups {
  overlay?: OverlayOption | undefined;
  header?: HeaderOption | undefined;
  startScreen?: StartScreenOption | undefined;
  theme?: Partial<Palette> | 'from-page' | undefined;
}

/** For each group, which inputs it sets. Setting the object sets them, so of object and attribute the last one set wins. */
const scatter = {
  overlay: ({ enabled, position, offset, mode, width, height }: OverlayOption) => ({
    withoutOverlay: enabled === undefined ? undefined : !enabled,
    mode,
    position,
    offsetX: offset?.x,
    offsetY: offset?.y,
    panelWidth: width,
    panelHeight: height,
  }),
  header: ({ enabled, title }: HeaderOption) => ({
    withoutHeader: enabled === undefined ? undefined : !enabled,
    heading: title,
  }),
  startScreen: ({ greeting, prompts }: StartScreenOption) => ({ greeting, prompts }),
  // `dark` and `typography` are said nowhere else, and are read where they stand.
  theme: ({ primaryColor, backgroundColor, textColor, preset, radius, density }: Partial<Palette>) => ({
    primaryColor,
    backgroundColor,
    textColor,
    preset,
    radius,
    density,
  }),
} satisfies { [K in keyof Groups]-?: (group: Exclude<Groups[K], string | undefined>) => Inputs };

/**
 * The inputs that a group sets; what it does not name stays as it is.
 *
 * @example
 * inputsOf('overlay', { position: 'top-left', offset: { x: 16 } }); // { position: 'top-left', offsetX: 16 }
 */
export function inputsOf<K extends keyof Groups>(name: K, group: Groups[K]): Inputs {
  if (typeof group !== 'object' || group === null) return {};
  const all = (scatter[name] as (each: object) => Inputs)(group);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * The inputs to set when one group takes the place of another: what only the old one named is open again, unless
 * somebody has set it otherwise since.
 *
 * @param now the inputs as they are.
 */
export function replaceGroup<K extends keyof Groups>(name: K, old: Groups[K], next: Groups[K], now: Inputs): Inputs {
  const gone = Object.entries(inputsOf(name, old)).filter(([key, value]) => now[key as keyof Inputs] === value);
  return { ...Object.fromEntries(gone.map(([key]) => [key, undefined])), ...inputsOf(name, next) };
}
