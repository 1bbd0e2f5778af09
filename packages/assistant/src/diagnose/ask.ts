import { shownUrl } from '../shared/trace.ts';
import type { AssistantErrorCode } from '../shared/errors.ts';
import type { Check, Endpoint, Exchange, NoAnswer, Probe } from './types.ts';

/** How long an endpoint may take, in milliseconds: as long as the session client waits. */
export const DEADLINE_MS = 20_000;

/** Longer than this is felt. */
export const SLOW_MS = 3_000;

/** Asks an endpoint as the chat does. */
export async function ask(probe: Probe, endpoint: Endpoint, body: object, deadlineMs = DEADLINE_MS): Promise<Exchange> {
  const headers = new Headers(endpoint.auth);
  headers.set('content-type', 'application/json');
  const { url, credentials } = endpoint;
  return probe({ url, body: JSON.stringify(body), headers, credentials, signal: AbortSignal.timeout(deadlineMs) });
}

/** "POST /api/chatkit", with nothing of a query that may be a secret. */
export const nameOf = ({ url }: Endpoint): string => `POST ${shownUrl(url)}`;

type Endpoints = 'session' | 'chat';

const SETTINGS = { session: 'session-url', chat: 'api-url' } as const;
const SERVERS = { session: 'createSessionHandler', chat: 'createChatServer' } as const;

/** The line about an endpoint that gave no answer. */
export function noAnswer(id: Endpoints, endpoint: Endpoint, reason: NoAnswer, detail: string): Check {
  const target = new URL(endpoint.url, endpoint.origin).origin;
  const command = `npx kb-assistant doctor --${SETTINGS[id]} ${new URL(shownUrl(endpoint.url), endpoint.origin).href} --origin ${endpoint.origin}`;
  const fixes: Record<NoAnswer, string> = {
    cors: `Add "${endpoint.origin}" to allowedOrigins of ${SERVERS[id]}, without a path or a slash at the end; the server must answer OPTIONS, too. Which header is missing: ${command}`,
    'cors-or-gone': `From a terminal the two can be told apart: ${command}`,
    policy: `Add ${target} to connect-src in the Content-Security-Policy of the page.`,
    'mixed-content': `A page on https may only ask servers on https. Serve ${target} over https, or put the endpoint on the page's own origin.`,
    offline: 'Connect this device, and diagnose again.',
    timeout: 'Look into the log of the server: did the request arrive? A proxy or firewall in between may swallow it.',
    unreachable: `Is the server running, and is ${SETTINGS[id]} right in host and port? In a browser, an extension that blocks requests looks the same: try a private window.`,
  };
  const code: AssistantErrorCode | null =
    id === 'chat' ? null : reason === 'timeout' ? 'session-timeout' : 'session-unreachable';
  return { id, verdict: 'fail', found: `${nameOf(endpoint)} ${detail}`, fix: fixes[reason], ...(code ? { code } : {}) };
}

/** What a server said of its refusal: code and message of the JSON, or the title of the page. Tokens are cut. */
export async function problemOf(response: Response): Promise<string> {
  const text = await bodyStart(response);
  try {
    const body = JSON.parse(text) as {
      error?: { code?: unknown; message?: unknown } | string;
      message?: unknown;
      detail?: unknown;
    };
    const error = typeof body.error === 'object' ? body.error : { message: body.error };
    const words = [error?.code, error?.message ?? body.message ?? body.detail].filter(
      (each) => typeof each === 'string',
    );
    return words.length > 0 ? ` (${cutTokens(words.join(': ')).slice(0, 200)})` : '';
  } catch {
    const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.trim();
    return title ? ` (a page titled "${title}")` : '';
  }
}

const MOST = 16_384;

/** The beginning of a body; enough to say what it is. */
export async function bodyStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < MOST) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  void reader.cancel().catch(() => {});
  return text;
}

/** What to do about a server that failed. */
export const serverFix = (status: number): string =>
  status >= 502 && status <= 504
    ? 'A proxy answered in the place of the server: that does not run, or does not answer the proxy in time.'
    : 'Look into the log of the server for this request.';

/** Leaves four characters of whatever looks like a token. */
export const cutTokens = (text: string): string =>
  text.replaceAll(/\b(?=[\w.-]*\d)[\w.-]{20,}/g, (token) => `${token.slice(0, 4)}…`);

/** "answered 404", and where to, if the request was sent elsewhere. */
export async function statusOf(endpoint: Endpoint, response: Response): Promise<string> {
  const went = response.redirected ? ` was redirected to ${shownUrl(response.url)}, which` : '';
  return `${nameOf(endpoint)}${went} answered ${response.status}${await problemOf(response)}.`;
}
