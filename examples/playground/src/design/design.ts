import type { Prompt } from 'kb-assistant';

/** The three colours of a scheme. */
export interface Seeds {
  primaryColor?: string;
  backgroundColor?: string;
  textColor?: string;
}

/**
 * What a designer has decided, as plain data: names and values as `<kb-assistant>` takes them. What is missing is the
 * assistant's default, so an empty design is a good one.
 */
export interface Design extends Seeds {
  preset?: string;
  radius?: string;
  density?: string;
  colorScheme?: string;
  theme?: 'from-page';
  dark?: Seeds;
  typography?: { fontFamily?: string; baseSize?: number };
  mode?: string;
  position?: string;
  offsetX?: number;
  offsetY?: number;
  panelWidth?: number;
  panelHeight?: number;
  draggableLauncher?: boolean;
  promptsOnLauncher?: boolean;
  closeOnOutsideClick?: boolean;
  heading?: string;
  greeting?: string;
  placeholder?: string;
  disclaimer?: string;
  teaser?: string;
  shortcut?: string;
  locale?: string;
  prompts?: Prompt[];
  strings?: Record<string, string>;
}

/** A name, or two with a dot between: `dark.primaryColor`. */
export type Path = string;

export function valueAt(design: Design, path: Path): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], design);
}

/** The design with one value changed; `undefined` takes it away, and with it a group that is empty then. */
export function withValue(design: Design, path: Path, value: unknown): Design {
  const [name = '', ...rest] = path.split('.');
  const copy = { ...design } as Record<string, unknown>;
  const next = rest.length > 0 ? withValue(copy[name] ?? {}, rest.join('.'), value) : value;
  const empty = next === undefined || (typeof next === 'object' && next !== null && Object.keys(next).length === 0);
  if (empty) delete copy[name];
  else copy[name] = next;
  return copy;
}
