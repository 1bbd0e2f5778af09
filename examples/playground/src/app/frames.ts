import type { PageColors } from '../design/colors.ts';
import type { Computed } from '../design/computed.ts';
import type { Step } from './step-keys.ts';

/** The devices that the canvas can show, in CSS px; a desktop is at least so wide, and as high as there is room. */
export const DEVICES = {
  desktop: { label: 'Desktop', width: 760 },
  tablet: { label: 'Tablet', width: 820, height: 1180 },
  phone: { label: 'Phone', width: 390, height: 844 },
} as const;

export type Device = keyof typeof DEVICES;

/** The pages around the assistant, each with a look of its own to take over. */
export const HOSTS = {
  plain: 'Plain',
  shop: 'Shop',
  docs: 'Docs',
  night: 'Night',
} as const;

export type Host = keyof typeof HOSTS;

/** Those that are dark whatever the scheme. */
export const DARK_HOSTS: ReadonlySet<Host> = new Set(['night']);

/** What the canvas can show at once. */
export const SCHEMES = {
  both: 'Light and dark',
  light: 'Light',
  dark: 'Dark',
  own: 'As set',
} as const;

export type Schemes = keyof typeof SCHEMES;

/**
 * What a canvas tells: that it is there, that somebody has opened or closed the panel in it or wants a step back, what
 * the colours of the design come to, or which colours its page has, where a design takes those.
 */
export type StageReport =
  | { type: 'kb-playground-ready' }
  | { type: 'kb-playground-panel'; open: boolean }
  | { type: 'kb-playground-step'; step: Step }
  | { type: 'kb-playground-computed'; computed: Computed }
  | { type: 'kb-playground-page'; look: PageColors };

/** What a canvas is told. */
export interface StageMessage {
  type: 'kb-playground';
  inputs: Record<string, unknown>;
  scheme: 'light' | 'dark' | null;
  host: Host;
  open: boolean;
  /** The colours to work out, as they stand in the design. */
  colors: string[];
  /** What stands beside the closed launcher, by a text of its own; `null` where nothing does. */
  near: string | null;
  /** How often a question was asked on the designer's behalf: one more, and it is asked again. */
  asked: number;
}
