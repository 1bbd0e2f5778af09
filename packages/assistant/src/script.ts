/**
 * What the script tag loads: it draws the launcher, and fetches the element when somebody comes near it.
 * Every page of every site pays for this file, so it knows nothing that can wait.
 */
import { firstLook } from './launcher/first-look.ts';
import type { HandedOver } from './launcher/handed-over.ts';
import { launcherIn } from './launcher/launcher.ts';
import { placementCss, sideCss } from './launcher/placement-css.ts';
import { isBack, isRemembered } from './persistence/remembered.ts';

const TAG = 'kb-assistant';
// A module is not told which tag it is.
const script = (document.currentScript ??
  document.querySelector(`script[src*="${TAG}.js"]`)) as HTMLScriptElement | null;
const base = script?.src ?? location.href;

type Assistant = HTMLElement & { open: boolean };

/** What no attribute can hold, and whatever else a page has put there. */
const json = (): string | undefined => document.querySelector('script[data-kb-assistant]')?.textContent;

/** Settings in it that change the launcher, or have something to do before anybody comes near it. */
const AT_ONCE =
  /"(api|o[fpv]|position|mode|teaser|shortcut|without|draggable|promptsO|pr[ei]|theme|launcher|heading|locale)/;

const hosts = (): NodeListOf<Assistant> => document.querySelectorAll<Assistant>(TAG);

let loading: Promise<unknown> | undefined;

/** Leaves the page to the element. */
let stop: (() => void) | undefined;

/** What draws a launcher need not come once more. */
const begin = ({ define }: { define(...tag: HandedOver): Promise<void> }): Promise<void> =>
  define(launcherIn, placementCss, sideCss).then(stop);

/** Defines the element. A file that did not come is asked for again: under another URL, since engines remember failures. */
const load = (retry = ''): Promise<unknown> =>
  (loading ??= import(/* @vite-ignore */ new URL(`${TAG}.element.js${retry}`, base).href)
    .then(begin)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));

/** Fetches the element ahead of time. What fails here fails again, and is told, when it is needed. */
const preload = (): void => void load().catch(() => {});

/** WebKit has no idle time to give. */
const whenIdle = window.requestIdleCallback ?? setTimeout;

/** Attributes that have something to do before anybody comes near the launcher. */
const EAGER = ['without-launcher', 'open', 'teaser', 'prompts-on-launcher', 'draggable-launcher', 'shortcut'];

function draw(host: Assistant): void {
  if (customElements.get(TAG)) return;
  const setting = (name: string): string => host.getAttribute(name) ?? '';
  const { css, label } = firstLook(setting);
  const { button, setHostCss } = launcherIn(host.shadowRoot ?? host.attachShadow({ mode: 'open' }), css);
  setHostCss(css);
  // It is drawn by who can read what was said of it, and not in one place first and in another one then.
  const unknown = setting('mode') === 'inline' || Boolean(json()?.match(AT_ONCE));
  button.hidden = unknown || host.hasAttribute('without-launcher');
  // In English until the words of another language arrive, unless the page says it itself.
  button.ariaLabel = label;
  // Assigned, not added: the element puts its own in their place when it takes the launcher over.
  const when = setting('preload');
  if (when !== 'none') button.onpointerenter = button.onfocus = preload;
  button.onclick = (event) =>
    // By now the handler is the element's, which wants to know whether this was a touch.
    open(host, () => host.open || button.onclick?.(event));
  // Without a launcher nobody comes near: the page is going to call a method.
  if (unknown || when === 'eager' || EAGER.some((name) => host.hasAttribute(name))) preload();
  else if (when === 'idle') whenIdle(preload);
}

/** Defines the element, and then does what somebody has asked of it. */
async function open(host: Assistant, act: () => unknown): Promise<void> {
  const button = host.shadowRoot?.querySelector('button');
  if (button) button.ariaBusy = 'true';
  try {
    await load().catch(() => load(`?${Date.now()}`));
    // Not when it has drawn: it may wait for its language. When it does draw, it says that it is no longer on its way.
    act();
  } catch (error) {
    // Offline, most often. The next click tries again.
    if (button) {
      button.ariaBusy = null;
      button.title = 'No connection. Try again.';
    }
    console.error('[kb-assistant]', error);
  }
}

/** An opener of the page that is clicked before there is an element to hear it. */
function onClick(event: MouseEvent): void {
  const opener = (event.target as Element).closest?.('[data-kb-open]');
  const id = opener?.getAttribute('data-kb-open');
  const host = [...hosts()].find((each) => !id || each.id === id);
  const isAnotherClick = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!opener || !host || isAnotherClick || customElements.get(TAG)) return;
  event.preventDefault();
  // Heard once more, by the element alone.
  void open(host, () => host.dispatchEvent(new CustomEvent('kb-opener', { detail: opener })));
}

/** Calls that a page makes before the element is there: the first one fetches it, and there they are done. */
function listen(): void {
  const calls = (window.kbAssistant ??= []);
  if (!Array.isArray(calls)) return;
  if (calls[0]) preload();
  calls.push = (...more) => {
    preload();
    return [].push.apply(calls, more as never);
  };
}

function start(): void {
  if (!document.querySelector(TAG)) {
    const settings = script?.getAttributeNames().filter((name) => name.startsWith('data-')) ?? [];
    // An application that adds the element later finds it defined. A tag may carry what other tools have put on it, and
    // JSON may be for the element of that application.
    if (!settings.some((name) => name.endsWith('-url')) && !/Url"/.test(String(json()))) return preload();
    // No element on the page: the tag itself says where the servers are.
    const host = document.createElement(TAG);
    for (const name of settings) host.setAttribute(name.slice(5), script?.getAttribute(name) ?? '');
    // So that it may load the renderer where the page's policy asks for a nonce: it was made by a script that has one.
    host.nonce = script?.nonce ?? '';
    document.body.append(host);
  }
  // Settings that come later, and a body that a library for navigation has put in the place of this one.
  const drawAll = (): void =>
    hosts().forEach((host) => {
      draw(host);
      observer.observe(host, { attributes: true });
    });
  const observer = new MutationObserver(drawAll);
  drawAll();
  listen();
  observer.observe(document.documentElement, { childList: true });
  // Fetched where there is something to come back to, such as a conversation that has begun in another tab. A storage is
  // read while the page waits for it: not before the page has drawn.
  const look = (): unknown => isRemembered() && preload();
  if (isBack()) whenIdle(look);
  document.addEventListener('click', onClick);
  addEventListener('focus', look);
  // Not when the element is defined, whoever does it: to wait for that takes a page as long as to listen for all else.
  stop = () => {
    observer.disconnect();
    removeEventListener('focus', look);
    document.removeEventListener('click', onClick);
  };
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, { once: true });
else start();
