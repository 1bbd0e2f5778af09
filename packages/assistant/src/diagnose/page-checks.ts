import type { AssistantError, AssistantErrorCode } from '../shared/errors.ts';
import { shownUrl } from '../shared/trace.ts';
import { VERSION } from '../shared/version.ts';
import { isLocal } from './domain-key.ts';
import type { Check, CheckId } from './types.ts';
import type { Refusal } from './violations.ts';

/** Where OpenAI serves its chat from. */
const OFFICIAL = /(^|\.)openai\.com$/;

export interface RendererFacts {
  src: string;
  tag: string;
  /** Whether the spare renderer stands in the panel. */
  spare: boolean;
}

export const isOfficial = ({ src }: RendererFacts): boolean => OFFICIAL.test(new URL(src, document.baseURI).hostname);

export function checkSecurePage(renderer: RendererFacts): Check {
  const id = 'secure-page';
  const { origin } = location;
  if (isSecureContext) return { id, verdict: 'pass', found: `${origin} is a secure context.` };
  const fix = 'Serve the page over https. On one machine, http://localhost counts as secure.';
  return isOfficial(renderer)
    ? {
        id,
        verdict: 'fail',
        found: `${origin} is plain http, where the official chat cannot run.`,
        fix,
        code: 'insecure-origin',
      }
    : {
        id,
        verdict: 'warn',
        found: `${origin} is plain http: cookies marked Secure are dropped, and others can read along.`,
        fix,
      };
}

/** Which line of the report an error of bringing the chat up belongs to. */
const LINES: Partial<Record<AssistantErrorCode, CheckId>> = {
  'renderer-unreachable': 'script',
  'renderer-timeout': 'script',
  'renderer-blocked': 'policy',
  'trusted-types-refused': 'policy',
  'renderer-not-defined': 'element',
  'frame-blocked': 'policy',
  'frame-timeout': 'frame',
  'frame-silent': 'frame',
  'chat-lost': 'frame',
  'chat-error': 'frame',
  'insecure-origin': 'secure-page',
  'connection-missing': 'settings',
  'connection-ambiguous': 'settings',
  'connection-url-invalid': 'settings',
};

const FIXES: Partial<Record<AssistantErrorCode, string>> = {
  'renderer-unreachable':
    'Open that address in a tab. If it comes there, an extension, a firewall or the network of this page blocks it; if not, correct chatkit-src. With fallback-src visitors get the open renderer meanwhile.',
  'renderer-timeout':
    'The network or the host of the script is slow. With fallback-src visitors get the open renderer meanwhile.',
  'renderer-not-defined': 'Does chatkit-tag name the element that the script in chatkit-src defines?',
  'frame-timeout':
    'The frame comes from another host than the script, and that may be blocked: by an extension, a firewall or the network.',
  'frame-silent':
    "Nearly always the domain: this page's is not on the allow-list of OpenAI, or domain-key is of another domain. Or use the open renderer, which needs neither.",
  'connection-missing': 'Set api-url for a server of your own, or session-url alone for a hosted session.',
};

/** Script, element and frame, by how far the chat came: each one that was passed, and what stopped it. */
export function checkRenderer(renderer: RendererFacts, error: AssistantError | null): Check[] {
  const src = shownUrl(renderer.src);
  const passes: Check[] = [
    { id: 'script', verdict: 'pass', found: `${src} loads.` },
    { id: 'element', verdict: 'pass', found: `<${renderer.tag}> is defined.` },
    {
      id: 'frame',
      verdict: 'pass',
      found: renderer.spare ? 'The open renderer stands in, and answers.' : 'The chat answers.',
    },
  ];
  const id = error && LINES[error.code];
  // What the session or the server brought about has lines of its own.
  if (!error || !id)
    return error ? passes.filter(() => customElements.get(renderer.tag) !== undefined).slice(0, 2) : passes;
  const fix = FIXES[error.code];
  const found = error.message.replace(` (${error.url})`, '');
  const before = passes.findIndex((each) => each.id === id);
  const passed = customElements.get(renderer.tag) ? passes.slice(0, 2) : [];
  return [
    ...(before > 0 ? passes.slice(0, before) : passed.filter((each) => each.id !== id)),
    { id, verdict: 'fail', found, code: error.code, ...(fix ? { fix } : {}) },
  ];
}

/** What the policy refused of ours; what it refused of the page's own is not our business. */
export function checkPolicy(refusals: readonly Refusal[], needed: readonly string[]): Check[] {
  const origins = new Set(needed.map((url) => new URL(url, document.baseURI).origin));
  const ours = refusals.filter(({ blocked }) => URL.canParse(blocked) && origins.has(new URL(blocked).origin));
  const lines = new Set(ours.map(({ directive, blocked }) => `${directive} ${new URL(blocked).origin}`));
  if (lines.size === 0) return [{ id: 'policy', verdict: 'pass', found: 'It has refused nothing of the assistant.' }];
  return [
    {
      id: 'policy',
      verdict: 'fail',
      found: `It has refused ${Array.from(lines, (line) => line.replace(' ', ': ')).join('; ')}.`,
      fix: `Add to the Content-Security-Policy of the page: ${[...lines].join('; ')}`,
      code: ours.some(({ directive }) => directive.startsWith('frame')) ? 'frame-blocked' : 'renderer-blocked',
    },
  ];
}

/** Whether the conversation will be there after a reload. */
export function checkStorage(persist: 'local' | 'session' | 'none'): Check {
  const id = 'storage';
  if (persist === 'none') return { id, verdict: 'pass', found: 'Not used: persist="none".' };
  const name = persist === 'local' ? 'localStorage' : 'sessionStorage';
  const key = 'kb-assistant:diagnose';
  try {
    const storage = window[name];
    storage.setItem(key, '1');
    storage.removeItem(key);
  } catch (error) {
    const found = `${name} cannot be written: ${error instanceof Error ? error.name : String(error)}.`;
    const fix =
      'The chat works, and forgets its conversation at each reload. A private window, a full storage, or blocked cookies do that.';
    return { id, verdict: 'warn', found, fix };
  }
  if (navigator.cookieEnabled) return { id, verdict: 'pass', found: `${name} and cookies work.` };
  return {
    id,
    verdict: 'warn',
    found: 'Cookies are blocked.',
    fix: 'Sessions that know a visitor by a cookie make a new visitor at each reload.',
  };
}

export const checkVersions = (renderer: RendererFacts): Check => ({
  id: 'versions',
  verdict: 'pass',
  found: `kb-assistant ${VERSION}, <${renderer.tag}> of ${shownUrl(renderer.src)}, ${navigator.userAgent}`,
});

/** A page on the developer's machine proves little about the one that visitors see. */
export const whereAndWhen = (): string =>
  `${shownUrl(location.href)}, ${new Date().toISOString()}${isLocal(location.origin) ? ', on this machine' : ''}`;
