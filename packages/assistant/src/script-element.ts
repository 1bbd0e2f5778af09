/** What the script tag fetches when it is needed: the element, and what only pages with a script tag use. */
import { defineElement } from './element/define-element.ts';
import { KbAssistant } from './element/kb-assistant.ts';
import { type HandedOver, takeOver } from './launcher/handed-over.ts';
import { installApi } from './script/api.ts';

let defining: Promise<void> | undefined;

/** Called by the tag, with what it has already. A second tag finds that all is done. */
export const define = (...tag: HandedOver): Promise<void> => (defining ??= begin(tag));

async function begin(tag: HandedOver): Promise<void> {
  takeOver(...tag);
  const settings = hasOddNames() || json() ? import('./script/settings.ts') : null;
  settings?.then(({ checkTags }) => checkTags(tags())).catch((error: unknown) => console.warn('[kb-assistant]', error));
  // What cannot be read keeps nothing else from working, and no more does what cannot be fetched.
  const readable = json() && (await settings?.catch(() => null));
  defineElement();
  // Upgraded a moment ago, the elements have not drawn yet: they do so with what is set here.
  readable?.applyJson(json()!, document.querySelectorAll('kb-assistant'));
  installApi(window);
}

const tags = (): NodeListOf<HTMLScriptElement> => document.querySelectorAll('script[src*="kb-assistant.js"]');

/** Objects that no attribute can hold. */
const json = (): Element | null => document.querySelector('script[type="application/json"][data-kb-assistant]');

/** Whether a tag carries anything else than settings, or settings that nobody takes: there may be a mistake in it. */
const hasOddNames = (): boolean => {
  const taken = document.querySelector('kb-assistant') ? KbAssistant.observedAttributes : [];
  return Array.from(tags())
    .flatMap((tag) => tag.getAttributeNames())
    .some((name) => name.startsWith('data-') && !taken.includes(name.slice(5)));
};
