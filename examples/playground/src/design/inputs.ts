import type { Inputs } from 'kb-assistant';
import type { Design } from './design.ts';

/** The design as properties of `<kb-assistant>`. */
export function inputsOf({ dark, typography, theme, ...rest }: Design): Inputs {
  const group =
    theme ?? (dark || typography ? { ...(dark && { dark }), ...(typography && { typography }) } : undefined);
  return { ...rest, ...(group && { theme: group }) } as Inputs;
}

/** `offsetX` → `offset-x`. */
export const attributeName = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Those that are said in attributes, and those that are properties only. */
export function splitInputs(inputs: Inputs): {
  attributes: [name: string, value: string | number | true][];
  properties: Record<string, unknown>;
} {
  const entries = Object.entries(inputs).filter(([, value]) => value !== undefined);
  const plain = ([name, value]: [string, unknown]): boolean =>
    typeof value !== 'object' && !/^panel(Width|Height)$/.test(name);
  return {
    attributes: entries.filter(plain) as [string, string | number | true][],
    properties: Object.fromEntries(entries.filter((entry) => !plain(entry))),
  };
}
