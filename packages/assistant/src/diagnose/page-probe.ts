import type { Refusal } from './violations.ts';
import type { Ask, Exchange, NoAnswer, Probe } from './types.ts';
import { isThere } from '../session/origin-refusal.ts';

/**
 * Asks as the chat does, under the rules of this page. A browser does not tell scripts why a request failed, so that is
 * found out by what else is known: what the policy refused, and whether the server can be reached when nobody wants to
 * read its answer.
 */
export const pageProbe =
  (refusals: () => readonly Refusal[]): Probe =>
  async ({ url, body, headers, credentials, signal }: Ask): Promise<Exchange> => {
    const startedAt = performance.now();
    try {
      const response = await fetch(url, { method: 'POST', body, headers, credentials, signal });
      return { kind: 'answered', response, firstByteMs: Math.round(performance.now() - startedAt) };
    } catch (error) {
      if (signal.aborted) return failed('timeout', 'got no answer in time.');
      return await whyNot(new URL(url, document.baseURI), refusals, error);
    }
  };

async function whyNot(url: URL, refusals: () => readonly Refusal[], error: unknown): Promise<Exchange> {
  if (!navigator.onLine) return failed('offline', 'failed: this device is offline.');
  // What the policy refuses is told in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  const refusal = refusals().find(
    ({ directive, blocked }) => /^(connect|default)-src/.test(directive) && namesSameHost(blocked, url),
  );
  if (refusal) return failed('policy', `is refused by ${refusal.directive} in the policy of this page.`);
  if (location.protocol === 'https:' && url.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(url.hostname)) {
    return failed('mixed-content', 'is not allowed: the page is on https, and the endpoint on http.');
  }
  if (url.origin !== location.origin) {
    const mayNot = `let a page of ${location.origin} read its answer`;
    return (await isThere(url.href))
      ? failed('cors', `is there, and does not ${mayNot}.`)
      : failed('cors-or-gone', `failed, and a browser does not say why: it is not there, or does not ${mayNot}.`);
  }
  return failed('unreachable', `failed: ${error instanceof Error ? error.message : String(error)}.`);
}

const failed = (reason: NoAnswer, detail: string): Exchange => ({ kind: 'failed', reason, detail });

const namesSameHost = (blocked: string, url: URL): boolean =>
  URL.canParse(blocked) && new URL(blocked).origin === url.origin;
