import { exportJWK, generateKeyPair } from 'jose';
import {
  anonymousVisitor,
  type Authenticator,
  bearerJwt,
  cookieJwt,
  createSessionHandler,
  memoryRateLimiter,
  type SessionIssuer,
  type SessionKey,
  signedSessions,
  verifySession,
} from '../index.ts';
import { openaiSessions } from '../issuers/openai-sessions.ts';

/** What the suite's users are signed in with. */
export const LOGIN_SECRET = 'the secret of the login, at least 32 bytes';
const secret = 'the secret of the sessions, at least 32 bytes';
const OPENAI_KEY = 'sk-proj-0123456789abcdefghij';

/**
 * Every part of the package behind one address, for any runtime: `/{app}/session` and so on, where `{app}` is one of
 * the names below, and `/{app}/verify`, which tells what `verifySession` makes of a token.
 */
export async function suiteApp(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const name = pathname.split('/')[1] ?? '';
  if (name === 'openai') return openai(request)(request);
  const app = await (apps[name] ??= makers[name]?.());
  if (!app) return new Response(null, { status: 404 });
  if (pathname.endsWith('/verify')) return Response.json(await app.verify(request));
  return app.handler(request);
}

interface App {
  handler: (request: Request) => Promise<Response>;
  verify: ReturnType<typeof verifySession>;
}
const apps: Record<string, Promise<App> | undefined> = {};

const serve = (name: string, authenticate: Authenticator, issuer: SessionIssuer, limit = 1_000) =>
  createSessionHandler({
    basePath: `/${name}`,
    authenticate,
    issuer,
    allowedOrigins: ['https://www.example.com', 'https://*.example.org'],
    rateLimit: { perUser: memoryRateLimiter({ limit }) },
    log: () => {},
  });

function withSecret(name: string, authenticate: Authenticator, limit?: number): () => Promise<App> {
  return () =>
    Promise.resolve({
      handler: serve(name, authenticate, signedSessions({ secret }), limit),
      verify: verifySession({ secret }),
    });
}

/** Nothing may be asked of a worker's crypto before there is a request: so keys are made when first needed. */
function withKeyPair(name: string, alg: 'ES256' | 'EdDSA'): () => Promise<App> {
  return async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const own: SessionKey = { ...(await exportJWK(privateKey)), kid: 'a' };
    const shown: SessionKey = { ...(await exportJWK(publicKey)), kid: 'a' };
    return {
      handler: serve(name, () => ({ id: 'user_1' }), signedSessions({ keys: [own] })),
      verify: verifySession({ keys: [shown] }),
    };
  };
}

const makers: Record<string, (() => Promise<App>) | undefined> = {
  hs256: withSecret('hs256', anonymousVisitor({ secret })),
  es256: withKeyPair('es256', 'ES256'),
  eddsa: withKeyPair('eddsa', 'EdDSA'),
  bearer: withSecret('bearer', bearerJwt({ key: LOGIN_SECRET })),
  cookie: withSecret('cookie', cookieJwt({ key: LOGIN_SECRET, userClaim: 'user_id' })),
  limited: withSecret('limited', () => ({ id: 'user_1' }), 1),
};

/** OpenAI is wherever the suite says that it plays it. */
const openai = (request: Request) =>
  serve(
    'openai',
    () => ({ id: 'user_1' }),
    openaiSessions({
      apiKey: OPENAI_KEY,
      workflow: 'wf_1',
      baseUrl: request.headers.get('x-upstream') ?? '',
      timeoutMs: 1_000,
      retryDelayMs: 1,
      warn: () => {},
    }),
  );
