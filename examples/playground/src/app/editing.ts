import type { Pages } from '../design/colors.ts';
import type { Computed } from '../design/computed.ts';
import type { Design, Path } from '../design/design.ts';

/** Changes one value of the design; `undefined` gives the default back. */
export type Change = (path: Path, value: unknown, topic?: string | null) => void;

/** What was typed into fields and cannot be taken. */
export type Refused = Readonly<Record<Path, { text: string; why: string }>>;

export interface Editor {
  change: Change;
  refuse(path: Path, text: string, why: string): void;
}

/** What a field shows: the design, what the pages on the canvas have told, and what was refused. */
export interface Shown {
  design: Design;
  pages: Pages;
  computed: Computed;
  refused: Refused;
}

export const fieldId = (path: Path): string => `field-${path.replace('.', '-')}`;

/** The control of a field, or its section where that is off, takes the focus when the button that had it goes away. */
export function focusField(event: Event, path: Path): void {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  const control = root.getElementById(fieldId(path));
  const section = control?.closest('details')?.querySelector('summary');
  (control?.matches(':disabled') ? section : control)?.focus();
}
