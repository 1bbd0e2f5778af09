import { httpSession } from '../session/fetchers.ts';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import { oneOf } from './checks.ts';
import { DEFAULTS } from './defaults.ts';
import { type Connection, CREDENTIALS, type Inputs } from './types.ts';
import { isWebAddress } from './web-address.ts';

/** What finds out whether settings fit together. */
let checks: Pick<typeof import('./connection-problem.ts'), 'problemOf' | 'warnOfFallback'> | null = null;
let loading: Promise<void> | undefined;

/**
 * Settles when it can be said whether the settings fit together; `null` where it can, or where there is no question: a
 * server of one's own, with or without an endpoint for sessions, and nothing else.
 */
export function loadChecks(inputs: Inputs): Promise<void> | null {
  if (checks || isPlain(inputs)) return null;
  // Meanwhile, what the first session will need: it would have to wait for it.
  if (inputs.authFetcher || inputs.authCookie) import('../session/auth.ts').catch(() => {});
  return (loading ??= import('./connection-problem.ts').then(
    ({ problemOf, warnOfFallback }) => void (checks = { problemOf, warnOfFallback }),
    (error: unknown) => {
      // The settings are taken as they are.
      checks = { problemOf: () => null, warnOfFallback: () => {} };
      console.warn('[kb-assistant] The settings of the connection could not be checked.', error);
    },
  ));
}

/** Whether nothing is said that could be at odds with anything else. */
export const isPlain = ({ apiUrl, sessionUrl, ...inputs }: Inputs): boolean =>
  isWebAddress(apiUrl) &&
  (!sessionUrl || isWebAddress(sessionUrl)) &&
  apiUrl !== sessionUrl &&
  !QUESTIONABLE.some((name) => inputs[name]);

const QUESTIONABLE = [
  'sessionFetcher',
  'authFetcher',
  'authCookie',
  'uploadUrl',
  'uploadStrategy',
  'chatkitOptions',
] as const satisfies (keyof Inputs)[];

/**
 * Where answers come from, by what the page says. What is missing, or does not fit together, is named before anything is
 * loaded: ChatKit itself would stay blank over it.
 */
export function connectionOf(inputs: Inputs): Connection {
  const problem = checks?.problemOf(inputs);
  if (problem) return { kind: 'none', ...problem };
  const auth = authOf(inputs);
  const session = sessionOf(inputs, auth);
  const { apiUrl } = inputs;
  if (!apiUrl) return session ? { kind: 'hosted', session } : { kind: 'none', code: 'connection-missing', detail: '' };
  const domainKey = inputs.domainKey || DEFAULTS.domainKey;
  return {
    kind: 'custom',
    apiUrl,
    domainKey,
    session,
    auth,
    credentials: credentialsOf(inputs),
    upload: uploadOf(inputs),
  };
}

/** The spare renderer, where it could take over: it has no hosted mode. */
export function fallbackOf(inputs: Inputs): string | null {
  if (!inputs.fallbackSrc) return null;
  if (inputs.apiUrl) return inputs.fallbackSrc;
  checks?.warnOfFallback();
  return null;
}

const uploadOf = ({ uploadStrategy, uploadUrl }: Inputs): (Connection & { kind: 'custom' })['upload'] => {
  if (uploadUrl) return { type: 'direct', uploadUrl };
  return uploadStrategy ? { type: 'two_phase' } : null;
};

const authOf = ({ authFetcher, authCookie }: Inputs): AuthFetcher | null =>
  authFetcher ?? (authCookie ? cookieAuth(authCookie) : null);

const cookieAuth =
  (name: string): AuthFetcher =>
  async (request) =>
    (await import('../session/auth.ts')).cookieToken(name)(request);

function sessionOf(inputs: Inputs, auth: AuthFetcher | null): SessionFetcher | null {
  if (inputs.sessionFetcher) return inputs.sessionFetcher;
  if (!inputs.sessionUrl) return null;
  const credentials = credentialsOf(inputs);
  return httpSession(inputs.sessionUrl, { auth, ...(credentials ? { credentials } : {}) });
}

const credentialsOf = ({ credentials }: Inputs): RequestCredentials | null =>
  oneOf('credentials', credentials, CREDENTIALS, null);
