import { AssistantError } from '../shared/errors.ts';

const loading = new Map<string, Promise<void>>();

/** How long a script may take, in milliseconds. */
const DEADLINE_MS = 15_000;

/**
 * Makes sure that `tag` is an element, by loading `src` where it is not one yet. Each URL is loaded once a page, and
 * forgotten when it failed, so that another try is a real one.
 *
 * @throws {AssistantError} `renderer-unreachable`, `renderer-not-defined`, `renderer-timeout`.
 */
export async function loadRenderer(src: string, tag: string, deadlineMs = DEADLINE_MS): Promise<void> {
  if (customElements.get(tag)) return;
  const url = new URL(src, document.baseURI).href;
  let script = loading.get(url);
  if (!script) {
    script = loadScript(url, deadlineMs);
    loading.set(url, script);
    script.catch(() => loading.delete(url));
  }
  await script;
  // A module or a loader of its own may define the element a little after its script has run.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const undefinedForLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      loading.delete(url);
      reject(new AssistantError('renderer-not-defined', `${url} defined no <${tag}>.`));
    }, deadlineMs);
  });
  await Promise.race([customElements.whenDefined(tag), undefinedForLong]).finally(() => clearTimeout(timer));
}

function loadScript(url: string, deadlineMs: number): Promise<void> {
  const script = document.createElement('script');
  script.async = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const loaded = new Promise<void>((resolve, reject) => {
    const fail = (code: 'renderer-timeout' | 'renderer-unreachable', detail: string): void =>
      reject(new AssistantError(code, `${url} did not load${detail}`));
    timer = setTimeout(() => fail('renderer-timeout', ` within ${deadlineMs / 1000} s.`), deadlineMs);
    script.onload = () => resolve();
    script.onerror = () =>
      fail('renderer-unreachable', ". Is the address right, and does the page's Content-Security-Policy allow it?");
  });
  script.src = trustedScriptUrl(url);
  document.head.append(script);
  return loaded.finally(() => {
    clearTimeout(timer);
    script.remove();
  });
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

/** Under Trusted Types a script's URL must come from a policy; ours passes on what the site itself configured. */
function trustedScriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('kb-assistant', { createScriptURL: (each) => each });
  return policy ? policy.createScriptURL(url) : url;
}
