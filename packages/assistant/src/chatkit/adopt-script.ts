/** Fetched where the page has a tag of its own for the script of the chat. */
import type { RendererScript } from './loader.ts';
import { within } from './within.ts';

/** Whether a tag of the page's own brings the element. */
export async function adopt(
  existing: HTMLScriptElement,
  { tag, adoptionMs = 5_000 }: Pick<RendererScript, 'tag' | 'adoptionMs'>,
): Promise<boolean> {
  const defined = customElements.whenDefined(tag).then(() => true);
  const ended = new Promise<boolean>((resolve) => {
    existing.addEventListener('load', () => resolve(true), { once: true });
    existing.addEventListener('error', () => resolve(false), { once: true });
  });
  return (await within(hasEnded(existing.src) ? 0 : adoptionMs, Promise.race([defined, ended]))) ?? false;
}

/** Whether a script of this URL has come, or failed to: its events are over, and only the browser's notes are left. */
const hasEnded = (url: string): boolean =>
  // While the page is read, a deferred script may have come without having run.
  document.readyState === 'complete' && performance.getEntriesByName(url, 'resource').length > 0;
