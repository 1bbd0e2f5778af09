import { nameOf } from '../diagnose/ask.ts';
import type { Check, Endpoint } from '../diagnose/types.ts';

/**
 * Whether a browser would let a page of another origin ask: what it asks before (`OPTIONS`), and the headers of the
 * answer itself. The rules: https://fetch.spec.whatwg.org/#http-cors-protocol
 *
 * @param answered the headers of the answer to the request itself; `null` where there was none.
 */
export async function checkCors(
  id: 'session-cors' | 'chat-cors',
  endpoint: Endpoint,
  answered: Headers | null,
  signal: AbortSignal,
): Promise<Check> {
  const { url, origin, credentials, auth } = endpoint;
  const target = new URL(url).origin;
  if (target === origin) return { id, verdict: 'pass', found: `Page and endpoint have one origin, ${origin}.` };
  const headers = ['content-type', ...auth.keys()].toSorted();
  const wanted = { origin, credentials: credentials === 'include', headers };
  const setting = id === 'session-cors' ? 'createSessionHandler' : 'createChatServer';
  const fix = `Add "${origin}" to allowedOrigins of ${setting}, without a path or a slash at the end. With another server: answer OPTIONS with 204, Access-Control-Allow-Origin: ${origin}, Access-Control-Allow-Headers: ${headers.join(', ')}${wanted.credentials ? ', Access-Control-Allow-Credentials: true' : ''}; and the POST with the same origin header.`;
  let preflight: Response;
  try {
    preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers.join(','),
      },
      // A browser does not follow one here.
      redirect: 'manual',
      signal,
    });
  } catch {
    return {
      id,
      verdict: 'fail',
      found: `${nameOf(endpoint)}: OPTIONS, which a browser sends first, got no answer.`,
      fix,
    };
  }
  void preflight.body?.cancel();
  const wrong =
    preflightProblem(preflight, wanted) ?? (answered && originProblem('the answer to POST', answered, wanted));
  if (wrong) return { id, verdict: 'fail', found: `A page of ${origin} may not read it: ${wrong}`, fix };
  const cookie = answered && id === 'session-cors' ? cookieProblem(answered, origin, target) : null;
  return cookie ?? { id, verdict: 'pass', found: `Pages of ${origin} may ask.` };
}

interface Wanted {
  origin: string;
  credentials: boolean;
  headers: readonly string[];
}

function preflightProblem({ status, headers }: Response, wanted: Wanted): string | null {
  if (status < 200 || status > 299) return `OPTIONS, which a browser sends first, answered ${status}.`;
  const problem = originProblem('the answer to OPTIONS', headers, wanted);
  if (problem) return problem;
  const allowed = (headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/\s*,\s*/);
  // "*" is every header where no cookies go along, but for authorization.
  const everything = allowed.includes('*') && !wanted.credentials;
  const missing = wanted.headers.filter((name) => !allowed.includes(name) && (!everything || name === 'authorization'));
  return missing.length > 0 ? `Access-Control-Allow-Headers lacks ${missing.join(', ')}.` : null;
}

function originProblem(where: string, headers: Headers, { origin, credentials }: Wanted): string | null {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === null) return `${where} has no Access-Control-Allow-Origin.`;
  if (allowed === '*' && credentials)
    return `${where} allows every origin (*), which counts for nothing where cookies go along.`;
  if (allowed !== '*' && allowed !== origin) return `${where} allows "${allowed.slice(0, 100)}" only.`;
  if (credentials && headers.get('access-control-allow-credentials') !== 'true') {
    return `${where} lacks Access-Control-Allow-Credentials: true.`;
  }
  return null;
}

/** The visitor's cookie is what tells visitors apart: one that does not come back makes a new visitor of each reload. */
function cookieProblem(headers: Headers, origin: string, target: string): Check | null {
  const cookie = headers.getSetCookie().find((each) => !/;\s*samesite=none/i.test(each));
  if (!cookie || siteOf(origin) === siteOf(target)) return null;
  return {
    id: 'session-cors',
    verdict: 'warn',
    found: `Its cookie "${cookie.split('=')[0]}" is not sent back from another site, so that each reload makes a new visitor.`,
    fix: "Set sameSite: 'none' on the visitor's cookie, and serve it over https; or put the endpoint on the page's own site.",
  };
}

/** Near enough without a list of public suffixes: the last two labels of the host. */
const siteOf = (origin: string): string => new URL(origin).hostname.split('.').slice(-2).join('.');
