import { AssistantError } from '../shared/errors.ts';
import { worded } from '../shared/part-errors.ts';

/**
 * Why a request to another origin failed, where that is because the server does not let the page's origin in; `null`
 * where it is not, or where nobody can tell.
 */
export async function originRefusal(url: string, from: string, ask?: typeof fetch): Promise<AssistantError | null> {
  const { document, location } = globalThis as Partial<typeof globalThis>;
  // Outside of a page nobody keeps an answer from being read.
  if (!document || !location) return null;
  const { origin } = new URL(url, document.baseURI);
  if (origin === location.origin || !(await isThere(url, ask))) return null;
  return new AssistantError(
    'session-origin-refused',
    worded(
      'session-origin-refused',
      `${from} failed, and ${origin} is there: add "${location.origin}" to its allowedOrigins.`,
    ),
  );
}

/**
 * Whether anything answers, which can be seen of most servers as long as the answer is not read; those with a
 * `Cross-Origin-Resource-Policy` look as if they were not there.
 *
 * @param url relative to the page. Asked for without credentials, for at most 5 seconds.
 */
export async function isThere(url: string, ask: typeof fetch = fetch): Promise<boolean> {
  try {
    await ask(url, { method: 'GET', mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}
