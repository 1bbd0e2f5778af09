const MODIFIERS = ['mod', 'ctrl', 'meta', 'alt', 'shift'] as const;

/** A key with its modifiers. `mod` is Command on Apple's systems, and Control elsewhere. */
export interface Shortcut {
  readonly key: string;
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/**
 * Reads a shortcut, or gives `null` where it is none.
 *
 * @example
 * parseShortcut('mod+k'); // { key: 'k', mod: true, … }
 */
export function parseShortcut(text: string): Shortcut | null {
  const parts = text
    .toLowerCase()
    .split('+')
    .map((part) => part.trim());
  const key = parts.pop() ?? '';
  if (key === '' || MODIFIERS.includes(key as 'mod')) return null;
  if (parts.some((part) => !MODIFIERS.includes(part as 'mod'))) return null;
  const has = (name: (typeof MODIFIERS)[number]): boolean => parts.includes(name);
  return { key, mod: has('mod'), ctrl: has('ctrl'), meta: has('meta'), alt: has('alt'), shift: has('shift') };
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a key press is the shortcut. A letter is also known by its place, for a keyboard that writes another script. */
export function isShortcut(shortcut: Shortcut, event: KeyPress, apple: boolean): boolean {
  const { key, mod, ctrl, meta, alt, shift } = shortcut;
  const pressed = event.key.toLowerCase();
  const sameKey = pressed === key || (!/^[\x20-\x7e]+$/.test(pressed) && event.code === `Key${key.toUpperCase()}`);
  return (
    sameKey &&
    event.ctrlKey === (ctrl || (mod && !apple)) &&
    event.metaKey === (meta || (mod && apple)) &&
    event.altKey === alt &&
    // A sign such as "?" needs a Shift that nobody wrote down.
    (event.shiftKey === shift || (!shift && key.length === 1 && !/[a-z0-9]/.test(key)))
  );
}

/** As `aria-keyshortcuts` takes it. */
export function ariaShortcut({ key, mod, ctrl, meta, alt, shift }: Shortcut, apple: boolean): string {
  const names = [
    ctrl || (mod && !apple) ? 'Control' : '',
    meta || (mod && apple) ? 'Meta' : '',
    alt ? 'Alt' : '',
    shift ? 'Shift' : '',
    key.length === 1 ? key.toUpperCase() : key[0]?.toUpperCase() + key.slice(1),
  ];
  return names.filter(Boolean).join('+');
}
