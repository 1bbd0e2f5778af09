import type { PageColors } from '../design/colors.ts';

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
  docs: 'Documentation',
  night: 'Night',
} as const;

export type Host = keyof typeof HOSTS;

/**
 * What a canvas tells: that it is there, that somebody has opened or closed the panel in it, or which colours its page
 * has, where a design takes those.
 */
export type StageReport =
  | { type: 'kb-playground-ready' }
  | { type: 'kb-playground-panel'; open: boolean }
  | { type: 'kb-playground-page'; look: PageColors };

/** What a canvas is told. */
export interface StageMessage {
  type: 'kb-playground';
  inputs: Record<string, unknown>;
  scheme: 'light' | 'dark' | null;
  host: Host;
  open: boolean;
  /** How often a question was asked on the designer's behalf: one more, and it is asked again. */
  asked: number;
}
