import type { AssistantConfig, Inputs } from '../config/types.ts';
import { authHeaders } from '../session/fetchers.ts';
import type { SessionFetcher, SessionGrant } from '../session/types.ts';
import { asAssistantError, type AssistantError } from '../shared/errors.ts';
import { DEADLINE_MS } from './ask.ts';
import { checkChat, checkStream } from './chat-endpoint.ts';
import { checkDomainKey } from './domain-key.ts';
import {
  checkPolicy,
  checkRenderer,
  checkSecurePage,
  checkStorage,
  checkVersions,
  isOfficial,
  type RendererFacts,
  whereAndWhen,
} from './page-checks.ts';
import { pageProbe } from './page-probe.ts';
import { makeReport, printReport } from './report.ts';
import { checkGrantAndClock, checkSession, type SessionFindings } from './session-endpoint.ts';
import type { Check, Diagnosis, Endpoint } from './types.ts';
import { refusalsSoFar } from './violations.ts';

export interface DiagnoseOptions {
  /** A question to ask, to see how the answer comes. Its conversation is deleted again. Default: none is asked. */
  ask?: string;
  /** Whether to print the report to the console. Default true. */
  print?: boolean;
  /** How long each endpoint may take, in milliseconds. Default 20,000. */
  deadlineMs?: number;
}

/** What the element knows, and does for the diagnosis. */
export interface AssistantFacts {
  config: Pick<AssistantConfig, 'connection' | 'renderer' | 'persist'>;
  inputs: Pick<Inputs, 'sessionUrl' | 'sessionFetcher' | 'authFetcher'>;
  /** Whether anything may be asked of anybody. */
  consented: boolean;
  /** How the chat is. */
  state(): { status: string; error: AssistantError | null; spare: boolean };
  /** Brings the chat up. */
  chat(): Promise<unknown>;
}

/** Looks at all that a chat needs, and says what is wrong and what to do. No secret is in the report. */
export async function diagnose(facts: AssistantFacts, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { print = true } = options;
  const secrets: string[] = [];
  const checks = facts.consented ? await allChecks(facts, options, secrets) : withheld(facts);
  const diagnosis = makeReport(checks, whereAndWhen(), secrets);
  if (print) printReport(diagnosis);
  return diagnosis;
}

/** Without consent nobody is asked anything, for a diagnosis either. */
function withheld({ config }: AssistantFacts): Check[] {
  const renderer = { ...config.renderer, spare: false };
  return [
    {
      id: 'consent',
      verdict: 'warn',
      found: 'The visitor has not agreed, so nothing was loaded, asked or stored, and only this was looked at.',
      fix: 'Open the panel by its launcher, or call grantConsent(), and diagnose again.',
    },
    checkSecurePage(renderer),
    checkVersions(renderer),
  ];
}

async function allChecks(facts: AssistantFacts, options: DiagnoseOptions, secrets: string[]): Promise<Check[]> {
  const { connection, persist, renderer } = facts.config;
  const { error, spare } = await bringUp(facts);
  const rendererFacts: RendererFacts = { ...renderer, spare };
  const ofRenderer = checkRenderer(rendererFacts, error);
  const ofEndpoints = connection.kind === 'none' ? [] : await checkEndpoints(facts, options, secrets);
  // After the requests, which a policy may have refused. What stopped the chat is told once.
  const ofPolicy = ofRenderer.some(({ id }) => id === 'policy') ? [] : checkPolicy(refusalsSoFar(), neededUrls(facts));
  const ofKey =
    connection.kind === 'custom' && isOfficial(rendererFacts)
      ? [checkDomainKey(connection.domainKey, location.origin)]
      : [];
  const secure = ofRenderer.some(({ id }) => id === 'secure-page') ? [] : [checkSecurePage(rendererFacts)];
  return [
    ...secure,
    ...ofKey,
    ...ofRenderer,
    ...ofPolicy,
    ...ofEndpoints,
    checkStorage(persist),
    checkVersions(rendererFacts),
  ];
}

/** What has failed is looked at as it is; another try is the person's to make. */
async function bringUp({ state, chat }: AssistantFacts): Promise<{ error: AssistantError | null; spare: boolean }> {
  const { status, error: known, spare } = state();
  if (status === 'failed') return { error: known, spare };
  const error = await chat().then(
    () => null,
    (reason: unknown) => asAssistantError(reason, 'chat-error'),
  );
  return { error, spare: state().spare };
}

const neededUrls = ({ config: { connection, renderer }, inputs }: AssistantFacts): string[] =>
  [
    renderer.src,
    renderer.fallbackSrc,
    inputs.sessionUrl,
    connection.kind === 'custom' ? connection.apiUrl : null,
  ].filter((url) => typeof url === 'string');

async function checkEndpoints(facts: AssistantFacts, options: DiagnoseOptions, secrets: string[]): Promise<Check[]> {
  const { config, inputs } = facts;
  const { connection } = config;
  const { sessionUrl, sessionFetcher } = inputs;
  const custom = connection.kind === 'custom' ? connection : null;
  const { deadlineMs = DEADLINE_MS } = options;
  const probe = pageProbe(refusalsSoFar);
  const hasSession = Boolean(sessionFetcher ?? sessionUrl);
  let session: SessionFindings = { checks: [], secret: null };
  try {
    if (sessionFetcher) session = await checkFetcher(sessionFetcher, deadlineMs);
    else if (sessionUrl) {
      const auth = await authHeaders(custom ? custom.auth : (inputs.authFetcher ?? null), {
        purpose: 'session',
        url: sessionUrl,
      });
      secrets.push(...secretsIn(auth));
      const endpoint: Endpoint = {
        url: sessionUrl,
        origin: location.origin,
        auth,
        credentials: custom?.credentials ?? 'include',
      };
      session = await checkSession(probe, endpoint, { deadlineMs });
    }
  } catch (error) {
    session = { checks: [thrown('session', error as AssistantError)], secret: null };
  }
  if (session.secret !== null) secrets.push(session.secret);
  // What a server of its own would answer without a session is known before it is asked.
  if (!custom || (hasSession && session.secret === null)) return session.checks;

  const { apiUrl, credentials } = custom;
  try {
    const auth = await authHeaders(custom.auth, { purpose: 'chat', url: apiUrl });
    if (session.secret !== null) auth.set('authorization', `Bearer ${session.secret}`);
    secrets.push(...secretsIn(auth));
    const endpoint: Endpoint = {
      url: apiUrl,
      origin: location.origin,
      auth,
      credentials: credentials ?? 'same-origin',
    };
    const chat = await checkChat(probe, endpoint, deadlineMs);
    const stream = options.ask === undefined ? [] : [await checkStream(probe, endpoint, options.ask)];
    return [...session.checks, ...chat, ...stream];
  } catch (error) {
    return [...session.checks, thrown('chat', error as AssistantError)];
  }
}

const secretsIn = (headers: Headers): string[] =>
  Array.from(headers.values(), (value) => value.replace(/^Bearer /, ''));

/** An authFetcher that threw. */
const thrown = (id: 'session' | 'chat', { message, url, code }: AssistantError): Check => ({
  id,
  verdict: 'fail',
  found: message.replace(` (${url})`, ''),
  fix: 'Look at your authFetcher: it gives a token, headers, or null for nobody.',
  code,
});

/** The site's own function: only what it gives can be looked at. */
async function checkFetcher(sessionFetcher: SessionFetcher, deadlineMs: number): Promise<SessionFindings> {
  const askedAt = Date.now();
  const fail = (found: string): SessionFindings => ({
    checks: [
      {
        id: 'session',
        verdict: 'fail',
        found,
        fix: 'Look at your sessionFetcher: it gives a secret, or { client_secret, expires_in }.',
        code: 'session-fetcher-failed',
      },
    ],
    secret: null,
  });
  let given: string | SessionGrant;
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error(`no answer within ${deadlineMs / 1000} s`)));
    });
    given = await Promise.race([sessionFetcher({ current: null, reason: 'initial', attempt: 1, signal }), late]);
  } catch (error) {
    return fail(`The sessionFetcher failed: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const grant: SessionGrant | null = typeof given === 'string' ? { client_secret: given } : given;
  if (typeof grant?.client_secret !== 'string' || grant.client_secret === '') {
    return fail(`The sessionFetcher gave ${grant === null ? 'null' : `a ${typeof grant} without a client_secret`}.`);
  }
  const ok: Check = {
    id: 'session',
    verdict: 'pass',
    found: `The sessionFetcher answered within ${Date.now() - askedAt} ms.`,
  };
  return {
    checks: [ok, ...checkGrantAndClock(grant, Number.NaN, { askedAt, answeredAt: Date.now() })],
    secret: grant.client_secret,
  };
}
