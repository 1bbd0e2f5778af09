import { describe, expect, it } from 'vitest';
import { ariaShortcut, isShortcut, parseShortcut } from './shortcut.ts';

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const shortcut = (text: string) => parseShortcut(text)!;

describe('a shortcut', () => {
  it('is Command on Apple, and Control elsewhere, for "mod"', () => {
    const modK = shortcut('mod+k');
    expect(isShortcut(modK, press('k', { ctrlKey: true }), false)).toBe(true);
    expect(isShortcut(modK, press('k', { metaKey: true }), true)).toBe(true);
    expect(isShortcut(modK, press('k', { ctrlKey: true }), true)).toBe(false);
    expect([ariaShortcut(modK, false), ariaShortcut(modK, true)]).toEqual(['Control+K', 'Meta+K']);
  });

  it('is that combination and no other', () => {
    expect(isShortcut(shortcut('mod+k'), press('k'), false)).toBe(false);
    expect(isShortcut(shortcut('mod+k'), press('K', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(isShortcut(shortcut('alt+shift+h'), press('H', { altKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('is found by its place on a keyboard of another script', () => {
    expect(isShortcut(shortcut('mod+k'), press('л', { code: 'KeyK', ctrlKey: true }), false)).toBe(true);
    expect(isShortcut(shortcut('mod+k'), press('j', { code: 'KeyK', ctrlKey: true }), false)).toBe(false);
  });

  it('may be a sign that is written with Shift', () => {
    expect(isShortcut(shortcut('?'), press('?', { shiftKey: true }), false)).toBe(true);
  });

  it.each(['', 'mod', 'mod+', 'super+k', '+'])('is none in %j', (text) => {
    expect(parseShortcut(text)).toBe(null);
  });
});
