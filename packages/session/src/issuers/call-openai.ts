import { SessionError } from '../errors.ts';
import type { OpenAISessionsOptions } from './openai-sessions.ts';

const MAX_RETRIES = 2;

/**
 * A POST to OpenAI, tried again twice after 429 and 5xx. What OpenAI says stays inside: it goes to the log as a cause.
 *
 * @throws {SessionError} `upstream-timeout`; `upstream-unavailable` when it is down or busy; `upstream-refused` when it
 * does not take our key or our workflow; `session-not-found`.
 */
export function callOpenAI({
  apiKey,
  baseUrl = 'https://api.openai.com',
  timeoutMs = 10_000,
  retryDelayMs = 250,
  // A browser's or a worker's fetch wants to be called on its own global.
  fetch: send = (url, init) => fetch(url, init),
}: OpenAISessionsOptions): (path: string, body?: unknown) => Promise<Record<string, unknown>> {
  return async (path, body) => {
    const endsAt = Date.now() + timeoutMs;
    const signal = AbortSignal.timeout(timeoutMs);
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await send(baseUrl + path, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${apiKey}`,
            'openai-beta': 'chatkit_beta=v1',
            'content-type': 'application/json',
          },
          body: JSON.stringify(body ?? {}),
          // The key goes nowhere but there.
          redirect: 'manual',
          signal,
        });
        if (response.ok) {
          const answer: unknown = await response.json();
          if (typeof answer === 'object' && answer !== null) return answer as Record<string, unknown>;
          throw new TypeError('Expected an object.');
        }

        const retried = response.status === 429 || response.status >= 500;
        const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'));
        const waitMs = retryAfterMs ?? retryDelayMs * 2 ** attempt;
        if (!retried || attempt === MAX_RETRIES || Date.now() + waitMs >= endsAt) {
          throw await refusal(response, apiKey, retryAfterMs);
        }
        await response.body?.cancel();
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      } catch (cause) {
        if (cause instanceof SessionError) throw cause;
        if (signal.aborted) {
          throw new SessionError('upstream-timeout', `OpenAI gave no session within ${timeoutMs} ms.`, { cause });
        }
        // No connection, or an answer that is no JSON.
        if (attempt === MAX_RETRIES) {
          throw new SessionError('upstream-unavailable', 'OpenAI cannot be reached.', { cause });
        }
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs * 2 ** attempt));
      }
    }
  };
}

async function refusal(response: Response, apiKey: string, retryAfterMs: number | undefined): Promise<SessionError> {
  const { status, headers, url } = response;
  const text = (await response.text().catch(() => '')).slice(0, 1_000).replaceAll(apiKey, '***');
  const cause = new Error(
    `OpenAI answered ${status} (request ${headers.get('x-request-id') ?? 'without an id'}): ${text}`,
  );
  if (status === 404 && url.endsWith('/cancel')) {
    return new SessionError('session-not-found', 'You have no such session.', { cause });
  }
  if (status === 429 || status >= 500) {
    return new SessionError('upstream-unavailable', 'OpenAI has no session to give at the moment.', {
      cause,
      retryAfterSeconds: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
    });
  }
  return new SessionError(
    'upstream-refused',
    'OpenAI refused to make a session. Its reason is in the log: most often the key is of another project than the workflow.',
    { cause },
  );
}

/** In milliseconds; `undefined` where it is absent or makes no sense. */
function parseRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
