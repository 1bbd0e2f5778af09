import type { Host } from '../app/frames.ts';
import type { Computed, Scheme } from '../design/computed.ts';

/** Has the page's own variables in either scheme, whichever is in force. */
const reader = document.createElement('span');
reader.className = 'reader';
document.body.append(reader);

/** What the colours come to on this page: the assistant asks the browser in the same way. */
export const compute = (colors: readonly string[], host: Host): Computed => ({
  light: inScheme(colors, host, 'light'),
  dark: inScheme(colors, host, 'dark'),
});

function inScheme(colors: readonly string[], host: Host, scheme: Scheme): Record<string, string> {
  Object.assign(reader.dataset, { host, theme: scheme });
  return Object.fromEntries(colors.map((color) => [color, computed(color)]));
}

function computed(color: string): string {
  reader.style.backgroundColor = '';
  reader.style.backgroundColor = color;
  const { backgroundColor } = getComputedStyle(reader);
  // A variable that the page does not have leaves nothing behind.
  return backgroundColor === 'rgba(0, 0, 0, 0)' && /\b(var|env)\(/.test(color) ? '' : backgroundColor;
}
