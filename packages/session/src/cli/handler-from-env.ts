import { anonymousVisitor } from '../authenticators/anonymous-visitor.ts';
import { bearerJwt } from '../authenticators/bearer-jwt.ts';
import { cookieJwt } from '../authenticators/cookie-jwt.ts';
import type { JwtUserOptions } from '../authenticators/jwt-user.ts';
import { clientAddress } from '../client-address.ts';
import { createSessionHandler } from '../create-session-handler.ts';
import { SessionConfigError } from '../errors.ts';
import type { SessionIssuer } from '../issuer.ts';
import { openaiSessions } from '../issuers/openai-sessions.ts';
import { signedSessions } from '../issuers/signed-sessions.ts';
import { memoryRateLimiter } from '../limits/memory-rate-limiter.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { SessionKey } from '../signing-key.ts';
import type { Authenticator } from '../user.ts';
import type { VariableName } from './variables.ts';

/** The environment, and the file beside it. The environment wins: a container's settings must. */
export interface Environment {
  variables: Readonly<Record<string, string | undefined>>;
  file?: { name: string; variables: Readonly<Record<string, string | undefined>> } | undefined;
}

export interface HandlerFromEnvOptions {
  /** Makes the limiters, where it is not this process that counts. */
  limiter?: (options: { limit: number; prefix: string }) => RateLimiter;
  warn: (message: string) => void;
}

/** @throws {SessionConfigError} that names the variable, or the option that one sets. */
export function handlerFromEnv(
  environment: Environment,
  { limiter = memoryRateLimiter, warn }: HandlerFromEnvOptions,
): (request: Request) => Promise<Response> {
  const get = (name: VariableName): string | undefined => lookUp(environment, name).value;
  const limit = (name: VariableName, fallback: number) => {
    const value = wholeNumber(name, get(name) ?? String(fallback));
    return value === 0 ? (false as const) : limiter({ limit: value, prefix: name });
  };
  const proxies = wholeNumber('KB_TRUSTED_PROXIES', get('KB_TRUSTED_PROXIES') ?? '0');
  return createSessionHandler({
    authenticate: authenticatorFrom(get),
    issuer: issuerFrom(environment, get, warn),
    basePath: get('KB_BASE_PATH') ?? '/api/chatkit',
    allowedOrigins: (get('KB_ALLOWED_ORIGINS') ?? '').split(/[\s,]+/).filter((origin) => origin !== ''),
    rateLimit: { perUser: limit('KB_LIMIT_PER_USER', 60), perAddress: limit('KB_LIMIT_PER_ADDRESS', 120) },
    clientAddress: proxies === 0 ? clientAddress : (request) => forwardedFor(request, proxies),
  });
}

function lookUp({ variables, file }: Environment, name: VariableName): { value: string | undefined; source: string } {
  // Docker and dotenv write an unset variable as an empty one.
  const [own, inFile] = [variables[name] || undefined, file?.variables[name] || undefined];
  if (own === undefined) return { value: inFile, source: `${name} in ${file?.name}` };
  const hides = inFile !== undefined && inFile !== own ? `, which hides the one in ${file?.name}` : '';
  return { value: own, source: `${name} in the environment${hides}` };
}

function issuerFrom(
  environment: Environment,
  get: (name: VariableName) => string | undefined,
  warn: (message: string) => void,
): SessionIssuer {
  const ttl = wholeNumber('KB_SESSION_TTL_SECONDS', get('KB_SESSION_TTL_SECONDS') ?? '600');
  const kind = oneOf('KB_SESSION_ISSUER', get('KB_SESSION_ISSUER') ?? 'signed', ['signed', 'openai']);
  if (kind === 'openai') {
    return openaiSessions({
      apiKey: get('OPENAI_API_KEY') ?? '',
      workflow: get('CHATKIT_WORKFLOW_ID') ?? '',
      expiresAfterSeconds: ttl,
      keySource: lookUp(environment, 'OPENAI_API_KEY').source,
      warn,
    });
  }
  const keys = get('KB_SESSION_KEYS');
  if (keys === undefined) {
    const { value: secret = '', source: keySource } = lookUp(environment, 'KB_SESSION_SECRET');
    return signedSessions({ secret, ttlSeconds: ttl, keySource });
  }
  const keySource = lookUp(environment, 'KB_SESSION_KEYS').source;
  return signedSessions({ keys: parseKeys(keys), ttlSeconds: ttl, keySource });
}

function authenticatorFrom(get: (name: VariableName) => string | undefined): Authenticator {
  const kind = oneOf('KB_AUTHENTICATE', get('KB_AUTHENTICATE') ?? 'visitor', ['visitor', 'bearer', 'cookie']);
  const cookie = get('KB_AUTH_COOKIE');
  if (kind === 'visitor') {
    const same = oneOf('KB_VISITOR_SAME_SITE', get('KB_VISITOR_SAME_SITE') ?? 'lax', ['lax', 'strict', 'none']);
    return anonymousVisitor({ secret: get('KB_SESSION_SECRET') ?? '', sameSite: same, ...(cookie ? { cookie } : {}) });
  }
  const [jwks, key] = [get('KB_AUTH_JWKS_URL'), get('KB_AUTH_KEY')];
  const [issuer, audience] = [get('KB_AUTH_ISSUER'), get('KB_AUTH_AUDIENCE')];
  const options: JwtUserOptions = {
    ...(jwks ? { jwks } : {}),
    // A variable has no lines: a PEM is written with "\n" between them.
    ...(key ? { key: key.replaceAll('\\n', '\n') } : {}),
    ...(issuer ? { issuer } : {}),
    ...(audience ? { audience } : {}),
    userClaim: get('KB_AUTH_USER_CLAIM') ?? 'sub',
  };
  return kind === 'bearer' ? bearerJwt(options) : cookieJwt({ ...options, ...(cookie ? { cookie } : {}) });
}

/** Each proxy writes the address that it saw behind those that are there: so they are counted from the end. */
function forwardedFor(request: Request, proxies: number): string | undefined {
  const addresses = (request.headers.get('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  return addresses.at(-proxies) || clientAddress(request);
}

function parseKeys(json: string): SessionKey[] {
  try {
    const keys: unknown = JSON.parse(json);
    if (Array.isArray(keys)) return keys as SessionKey[];
  } catch {
    // The parser would quote what it could not read: a secret.
  }
  throw new SessionConfigError(
    'invalid-option',
    'keys',
    'expected a JSON list of keys, such as [{"kid":"a","secret":"…"}].',
  );
}

function wholeNumber(name: VariableName, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new SessionConfigError('invalid-option', name, `expected a whole number, got "${value}".`);
}

function oneOf<const T extends string>(name: VariableName, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found) return found;
  throw new SessionConfigError('invalid-option', name, `expected one of ${allowed.join(', ')}; got "${value}".`);
}
