import { DEADLINE_MS } from '../diagnose/ask.ts';
import { checkChat, checkStream } from '../diagnose/chat-endpoint.ts';
import { checkDomainKey } from '../diagnose/domain-key.ts';
import { makeReport } from '../diagnose/report.ts';
import { checkSession } from '../diagnose/session-endpoint.ts';
import type { Check, Diagnosis, Endpoint } from '../diagnose/types.ts';
import { VERSION } from '../shared/version.ts';
import { shownUrl } from '../shared/trace.ts';
import { checkCors } from './cors.ts';
import { terminalProbe } from './terminal-probe.ts';

export interface DoctorOptions {
  sessionUrl?: string | undefined;
  apiUrl?: string | undefined;
  /** The origin of the page. Default: that of the endpoints. */
  origin?: string | undefined;
  domainKey?: string | undefined;
  /** What a visitor would send besides: a bearer token, cookies. */
  auth?: Headers;
  /** A question to ask, to see how answers come. */
  ask?: string | undefined;
  /** For each endpoint, in milliseconds. */
  deadlineMs?: number;
}

/** The checks of the endpoints, from where there is no browser: also those that a browser keeps to itself. */
export async function examine(options: DoctorOptions): Promise<Diagnosis> {
  const { sessionUrl, apiUrl, domainKey, auth = new Headers(), ask, deadlineMs = DEADLINE_MS } = options;
  const origin = options.origin ?? new URL(apiUrl ?? sessionUrl ?? '').origin;
  const checks: Check[] = [];
  let secret: string | null = null;
  if (domainKey !== undefined) checks.push(checkDomainKey(domainKey, origin));
  if (sessionUrl !== undefined) {
    const endpoint: Endpoint = { url: sessionUrl, origin, auth, credentials: 'include' };
    const probe = terminalProbe(origin);
    const findings = await checkSession(probe, endpoint, { deadlineMs });
    secret = findings.secret;
    checks.push(...findings.checks);
    if (probe.headers) {
      // An answer of somebody else's, a sign-in or a proxy, says nothing about the endpoint's own headers.
      const own = secret === null ? null : probe.headers;
      checks.push(await checkCors('session-cors', endpoint, own, AbortSignal.timeout(deadlineMs)));
    }
  }
  if (apiUrl !== undefined) {
    const asWho = new Headers(auth);
    if (secret !== null) asWho.set('authorization', `Bearer ${secret}`);
    const endpoint: Endpoint = { url: apiUrl, origin, auth: asWho, credentials: 'same-origin' };
    const probe = terminalProbe(origin);
    const found = await checkChat(probe, endpoint, deadlineMs);
    const sessionFailed = sessionUrl !== undefined && secret === null;
    checks.push(...(sessionFailed ? found.map(withoutSession) : found));
    if (probe.headers) {
      // A browser would send the session along, and asks for that first.
      if (sessionFailed) asWho.set('authorization', '');
      const own = found.some(({ verdict }) => verdict === 'fail') ? null : probe.headers;
      checks.push(await checkCors('chat-cors', endpoint, own, AbortSignal.timeout(deadlineMs)));
    }
    if (ask !== undefined && !sessionFailed) checks.push(await checkStream(probe, endpoint, ask));
  }
  const secrets = [...auth.values(), ...(secret === null ? [] : [secret])].flatMap((each) => [
    each,
    each.replace(/^Bearer /, ''),
  ]);
  const about = `Version ${VERSION}, ${new Date().toISOString()}, asked from a terminal as a page of ${shownUrl(origin)}`;
  return makeReport(checks, about, secrets);
}

/** Without a session nobody is let in: what is wrong is the session, and the chat server is as it should be. */
const withoutSession = (check: Check): Check =>
  check.id === 'chat' && / answered 401\b/.test(check.found)
    ? { id: 'chat', verdict: 'pass', found: 'It is there, and lets nobody in without a session.' }
    : check;
