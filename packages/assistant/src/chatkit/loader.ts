import { AssistantError } from '../shared/errors.ts';
import { shownUrl, type Trace, untraced } from '../shared/trace.ts';
import { watchPolicy } from './policy-watch.ts';
import { within } from './within.ts';

export interface RendererScript {
  src: string;
  /** The element that the script defines. */
  tag: string;
  /** For pages whose Content-Security-Policy asks for one. */
  nonce?: string | undefined;
  crossOrigin?: string | null | undefined;
  /** How long the script may take to arrive, in milliseconds. Default 15,000. */
  scriptMs?: number;
  /** How long it may then take to define the element, in milliseconds. Default 5,000. */
  definitionMs?: number;
  /** How long a tag that somebody else put on the page is waited for, in milliseconds. Default 5,000. */
  adoptionMs?: number;
  /** Called when the script has come, and its element is waited for. */
  onLoaded?: () => void;
  trace?: Trace;
}

const loading = new Map<string, Promise<void>>();

/**
 * Makes sure that `tag` is an element, by loading `src` where it is not one yet. Each URL is loaded once a page, whoever
 * began, and forgotten when it failed, so that another try is a real one.
 *
 * @throws {AssistantError} `renderer-unreachable`, `renderer-blocked`, `trusted-types-refused`, `renderer-timeout`,
 *   `renderer-not-defined`.
 */
export async function loadRenderer(script: RendererScript): Promise<void> {
  const { src, tag, definitionMs = 5_000, trace = untraced } = script;
  if (customElements.get(tag)) return trace('script', { tag, defined: 'already' });
  const url = new URL(src, document.baseURI).href;
  let loaded = loading.get(url);
  if (!loaded) {
    loaded = load(url, script, trace);
    loading.set(url, loaded);
    loaded.catch(() => loading.delete(url));
  }
  await loaded;
  script.onLoaded?.();
  // A module or a loader of its own may define the element a little after its script has run.
  if (await within(definitionMs, customElements.whenDefined(tag))) return;
  loading.delete(url);
  throw new AssistantError('renderer-not-defined', `${shownUrl(url)} defined no <${tag}>.`);
}

async function load(url: string, script: RendererScript, trace: Trace): Promise<void> {
  const began = performance.now();
  const step = (how: string): void =>
    trace('script', { url: shownUrl(url), how, ms: Math.round(performance.now() - began) });
  const existing = Array.from(document.scripts).find((each) => each.src === url);
  if (existing) {
    step('adopted');
    // It may have failed before we looked, or run to no end: then nothing will come of waiting, and ours is the retry.
    const adoption = await import('./adopt-script.ts').catch(() => null);
    if (await adoption?.adopt(existing, script)) return step('loaded by the page');
    step('adopted in vain');
  }
  await append(url, script);
  step('loaded');
}

async function append(url: string, { nonce, crossOrigin, scriptMs = 15_000 }: RendererScript): Promise<void> {
  const script = document.createElement('script');
  script.async = true;
  if (nonce) script.nonce = nonce;
  script.crossOrigin = crossOrigin ?? null;
  const shown = shownUrl(url);
  const policy = watchPolicy('script', url);
  try {
    setTrustedSrc(script, url, shown);
    const loaded = new Promise<boolean>((resolve) => {
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
    });
    document.head.append(script);
    const came = await within(scriptMs, Promise.race([loaded, policy.violated.then(() => false)]));
    if (came) return;
    // The violation is told in a task of its own, which may come after the error.
    const directive = policy.latest ?? (came === false ? await within(50, policy.violated) : null);
    if (directive) throw new AssistantError('renderer-blocked', `${shown} is not allowed by ${directive}.`);
    throw came === null
      ? new AssistantError('renderer-timeout', `${shown} did not load within ${scriptMs / 1000} s.`)
      : new AssistantError(
          'renderer-unreachable',
          `${shown} did not load. Is the address right, and may this network reach it?`,
        );
  } finally {
    policy.stop();
    script.remove();
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

/** Under Trusted Types a script's URL must come from a policy; ours passes on what the site itself configured. */
function setTrustedSrc(script: HTMLScriptElement, url: string, shown: string): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  let why = 'refused it';
  try {
    policy ??= trustedTypes?.createPolicy('kb-assistant', { createScriptURL: (each) => each });
  } catch {
    // The page names the policies that it allows, and may not ask for one here.
    why = 'does not allow the policy "kb-assistant"';
  }
  try {
    script.src = policy?.createScriptURL(url) ?? url;
  } catch (cause) {
    throw new AssistantError(
      'trusted-types-refused',
      `The page's Content-Security-Policy ${why}, which is to load ${shown}.`,
      { cause },
    );
  }
}
