import { lifetimeOf } from '../session/lifetime.ts';
import { readGrant } from '../session/read-grant.ts';
import type { SessionGrant } from '../session/types.ts';
import { AssistantError, type AssistantErrorCode } from '../shared/errors.ts';
import { shownUrl } from '../shared/trace.ts';
import { ask, nameOf, noAnswer, serverFix, SLOW_MS, statusOf } from './ask.ts';
import type { Check, Endpoint, Probe } from './types.ts';

const FIXES: Partial<Record<AssistantErrorCode, string>> = {
  'session-html':
    'This is a page: a sign-in that stands before the endpoint, or a single-page app that answers every address. Let POST reach the session handler.',
  'session-empty':
    'Answer with the session as JSON. A handler that forgets to return, or a proxy, gives an empty body.',
  'session-bare-string': 'Put it into an object: { "client_secret": "…", "expires_in": 600 }.',
  'session-secret-missing': 'Name the field client_secret. Other names, such as clientSecret or token, are not read.',
  'session-too-large': 'Is session-url the address of the session endpoint, and not of a file?',
  'session-malformed': 'Answer with JSON: { "client_secret": "…", "expires_in": 600 }.',
  'session-expiry-in-ms':
    'Give expires_at in seconds since 1970: Math.floor(ms / 1000). Or give expires_in, in seconds.',
  'session-expired':
    'Make a new session for each request: none may come from a cache, and the clock of the server must be right.',
};

/** The endpoint, what it answers, and the secret for asking the chat server. */
export interface SessionFindings {
  checks: Check[];
  secret: string | null;
}

/** Asks for a session as the element does. */
export async function checkSession(
  probe: Probe,
  endpoint: Endpoint,
  { now = Date.now, deadlineMs }: { now?: () => number; deadlineMs?: number } = {},
): Promise<SessionFindings> {
  const askedAt = now();
  const exchange = await ask(probe, endpoint, {}, deadlineMs);
  if (exchange.kind === 'failed') {
    return { checks: [noAnswer('session', endpoint, exchange.reason, exchange.detail)], secret: null };
  }
  const { response, firstByteMs } = exchange;
  const answeredAt = now();
  try {
    if (!response.ok) return { checks: [await refused(endpoint, response)], secret: null };
    const date = Date.parse(response.headers.get('date') ?? '');
    const grant = await readGrant(response, nameOf(endpoint));
    const slow = firstByteMs > SLOW_MS;
    const found = `${nameOf(endpoint)} answered ${response.status} within ${firstByteMs} ms.`;
    const fix = 'Each visitor waits that long for the first answer. Look into the log of the server.';
    return {
      checks: [
        { id: 'session', verdict: slow ? 'warn' : 'pass', found, ...(slow ? { fix } : {}) },
        ...checkGrantAndClock(grant, date, { askedAt, answeredAt }),
      ],
      secret: grant.client_secret,
    };
  } catch (error) {
    return { checks: [wrongAnswer(endpoint, response, error)], secret: null };
  }
}

function wrongAnswer(endpoint: Endpoint, response: Response, error: unknown): Check {
  // The body stopped coming.
  if (!(error instanceof AssistantError))
    return noAnswer('session', endpoint, 'timeout', 'began to answer, and did not end.');
  const check = grantProblem(error, 'fail');
  return response.redirected
    ? { ...check, found: `It was redirected to ${shownUrl(response.url)}. ${check.found}` }
    : check;
}

const grantProblem = (error: AssistantError, verdict: 'warn' | 'fail'): Check => {
  const found = error.message.replace(` (${error.url})`, '');
  const fix = FIXES[error.code];
  return { id: 'session-answer', verdict, found, code: error.code, ...(fix ? { fix } : {}) };
};

async function refused(endpoint: Endpoint, response: Response): Promise<Check> {
  const { status } = response;
  const signedIn = endpoint.auth.has('authorization')
    ? 'The credentials that were sent are not accepted: expired, or of another sign-in?'
    : 'If visitors sign in, sign in first; if the token is in a cookie that scripts read, set auth-cookie. If nobody signs in, use anonymousVisitor on the server.';
  const fixes: Record<number, string> = {
    401: signedIn,
    403: `Add "${endpoint.origin}" to allowedOrigins of createSessionHandler. ${signedIn}`,
    404: 'Nothing answers there. With createSessionHandler it is basePath + "/session", by default /api/chatkit/session.',
    405: 'Something else answers there, and takes no POST. With createSessionHandler it is basePath + "/session".',
    429: 'Too many sessions in a minute. Raise the limit of the session handler, and tell it how many proxies stand before it.',
  };
  const fix = fixes[status] ?? (status >= 500 ? serverFix(status) : 'Answer 200 with a session.');
  const code = status === 401 || status === 403 ? 'session-refused' : 'session-failed';
  return { id: 'session', verdict: 'fail', found: await statusOf(endpoint, response), fix, code };
}

/** A session that a `sessionFetcher` gave, or an endpoint; `date` is the server's clock, where it can be seen. */
export function checkGrantAndClock(
  grant: SessionGrant,
  date: number,
  { askedAt, answeredAt }: { askedAt: number; answeredAt: number },
): Check[] {
  const checks: Check[] = [];
  const serverMs = Number.isNaN(date) ? clockOf(grant) : date;
  try {
    const dated = serverMs === null ? grant : { issued_at: serverMs / 1000, ...grant };
    const { ms, oddity } = lifetimeOf(dated, answeredAt);
    checks.push(oddity ? grantProblem(oddity, 'warn') : lifetime(ms));
  } catch (error) {
    checks.push(grantProblem(error as AssistantError, 'fail'));
  }
  if (serverMs !== null) checks.push(clock(serverMs, askedAt, answeredAt, grant.expires_in !== undefined));
  return checks;
}

function lifetime(ms: number): Check {
  const id = 'session-answer';
  if (ms === Infinity) {
    const fix = 'Add expires_in, in seconds, so that sessions are renewed before they are refused.';
    return { id, verdict: 'warn', found: 'It does not say how long it lasts.', fix };
  }
  const found = `It lasts ${Math.round(ms / 1000)} s.`;
  const fix = 'Make it last some minutes: it is renewed each time it ends.';
  return ms < 30_000 ? { id, verdict: 'warn', found, fix } : { id, verdict: 'pass', found };
}

/** A server that gives both end and duration thereby tells its time. */
const clockOf = ({ expires_at: at, expires_in: seconds }: SessionGrant): number | null =>
  typeof at === 'number' && typeof seconds === 'number' && at < 1e11 ? (at - seconds) * 1000 : null;

const SKEW_MS = 60_000;

function clock(serverMs: number, askedAt: number, answeredAt: number, tolerated: boolean): Check {
  // The server's clock has whole seconds, and was read at some moment between the two.
  const ahead = askedAt > serverMs + 1_000 ? askedAt - serverMs : Math.min(0, answeredAt - serverMs);
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const found =
    seconds <= 1
      ? "The server's clock and this one agree."
      : `This clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the server's.`;
  if (Math.abs(ahead) <= SKEW_MS) return { id: 'clock', verdict: 'pass', found };
  const fix = tolerated
    ? 'The session says how long it lasts, so nothing breaks; but set whichever clock is wrong.'
    : 'Set whichever clock is wrong, and answer with expires_in, which needs no clocks to agree.';
  return { id: 'clock', verdict: 'warn', found, fix };
}
