/**
 * What the script tag loads: it draws the launcher, and fetches the element when somebody comes near it.
 * Every page of every site pays for this file, so it knows nothing that can wait.
 */
import { DEFAULTS } from './config/defaults.ts';
import { launcherIn } from './launcher/launcher.ts';
import { storageKey } from './persistence/keys.ts';
import { placementCss, placementFor } from './overlay/placement.ts';

const TAG = 'kb-assistant';
const script = document.currentScript as HTMLScriptElement | null;
const base = script?.src ?? document.querySelector<HTMLScriptElement>(`script[src*="${TAG}.js"]`)?.src ?? location.href;

type Assistant = HTMLElement & { open: boolean; updateComplete: Promise<unknown> };

let loading: Promise<unknown> | undefined;

/** Defines the element. A file that did not come is asked for again: under another URL, since engines remember failures. */
const load = (retry = ''): Promise<unknown> =>
  (loading ??= import(/* @vite-ignore */ new URL(`${TAG}.element.js${retry}`, base).href).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));

/** Fetches the element ahead of time. What fails here fails again, and is told, when it is needed. */
const preload = (): void => void load().catch(() => {});

function draw(host: HTMLElement): void {
  if (host.shadowRoot || customElements.get(TAG)) return;
  const { button, setHostCss } = launcherIn(host.attachShadow({ mode: 'open' }));
  const setting = (name: string): string => host.getAttribute(name) ?? '';
  const offset = (name: string): number => Number.parseFloat(setting(name)) || 24;
  const position = /^(top|bottom)-(left|right)$/.test(setting('position')) ? setting('position') : DEFAULTS.position;
  const accent = setting('primary-color').replace(/[^\w#%.,/() -]/g, '') || '#2563eb';
  setHostCss(
    placementCss(placementFor(position as typeof DEFAULTS.position, offset('offset-x'), offset('offset-y'))) +
      `:host{--_accent:${accent}}`,
  );
  button.hidden = host.hasAttribute('without-launcher');
  button.ariaLabel = `Open ${setting('heading') || 'Assistant'}`;
  // Assigned, not added: the element puts its own in their place when it takes the launcher over.
  button.onpointerenter = button.onfocus = preload;
  button.onclick = async (event) => {
    button.ariaBusy = 'true';
    try {
      await load().catch(() => load(`?retry=${Date.now()}`));
      const assistant = host as Assistant;
      await assistant.updateComplete;
      // By now the handler is the element's, which wants to know whether this was a touch.
      if (!assistant.open) button.onclick?.(event);
    } catch (error) {
      // Offline, most often. The next click tries again.
      button.title = 'No connection. Try again.';
      console.error('[kb-assistant]', error);
    }
    button.ariaBusy = null;
  };
  // Without a launcher nobody comes near: the page is going to call a method.
  if (button.hidden || host.hasAttribute('open') || wasOpen(host.id, setting('api-url') || setting('session-url'))) {
    preload();
  }
  const observer = new MutationObserver(preload);
  observer.observe(host, { attributeFilter: ['open'] });
  void customElements.whenDefined(TAG).then(() => observer.disconnect());
}

/** Whether the panel was open on the page before this one, in this tab. The element decides what follows from it. */
function wasOpen(id: string, server: string): boolean {
  try {
    return sessionStorage.getItem(storageKey('open', id, server)) !== null;
  } catch {
    return false;
  }
}

function start(): void {
  const hosts = document.querySelectorAll<HTMLElement>(TAG);
  if (hosts.length > 0) return hosts.forEach(draw);
  const settings = Array.from(script?.attributes ?? []).filter(({ name }) => name.startsWith('data-'));
  // An application that adds the element later finds it defined.
  if (settings.length === 0) return preload();
  // No element on the page: the tag itself says where the servers are.
  const host = document.createElement(TAG);
  for (const { name, value } of settings) host.setAttribute(name.slice(5), value);
  draw(host);
  document.body.append(host);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
