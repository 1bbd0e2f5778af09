import { RequestError } from './errors.ts';

/** Preflight answers are the same for as long as the server runs. */
const MAX_AGE_SECONDS = 600;

export interface Cors {
  /** The answer to an `OPTIONS` request. */
  preflight(request: Request): Response;
  /**
   * Refuses what a page of another origin sends. For bodies that HTML forms can send too: no preflight asks for those.
   * @throws {RequestError} `origin-not-allowed`
   */
  requireOwn(request: Request): void;
  /** Lets a listed origin read a response. */
  allow(request: Request, headers: Headers): void;
}

/**
 * Cross-origin access for exactly these origins; for none, where the list is empty.
 *
 * @throws {TypeError} where an entry is not an origin as browsers write it (`https://example.com`).
 */
export function createCors(allowedOrigins: readonly string[]): Cors {
  for (const origin of allowedOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new TypeError(
        `allowedOrigins: expected scheme, host and port only, as in "https://example.com"; got "${origin}".`,
      );
    }
  }
  const allowed = new Set(allowedOrigins);
  const notAllowed = (origin: string) =>
    new RequestError(
      'origin-not-allowed',
      `Pages of ${origin.slice(0, 200)} may not use this server. If they should, add it to \`allowedOrigins\`.`,
    );
  return {
    preflight(request) {
      const origin = request.headers.get('origin');
      if (origin !== null && !allowed.has(origin)) {
        throw notAllowed(origin);
      }
      const headers = new Headers({ Allow: ALLOWED_METHODS, 'Access-Control-Max-Age': String(MAX_AGE_SECONDS) });
      headers.set('Access-Control-Allow-Methods', ALLOWED_METHODS);
      // A listed origin is trusted, and a page may add headers of its own to `api.fetch`.
      const wanted = request.headers.get('access-control-request-headers');
      if (wanted !== null) headers.set('Access-Control-Allow-Headers', wanted);
      headers.append('Vary', 'Access-Control-Request-Headers');
      return new Response(null, { status: 204, headers });
    },
    requireOwn(request) {
      const origin = request.headers.get('origin');
      if (origin !== null && allowed.has(origin)) return;
      // Browsers say where a request comes from, and pages cannot make that up. Behind a proxy, this server may not
      // know its own origin; the browser does.
      const site = request.headers.get('sec-fetch-site');
      const own =
        site === null
          ? origin === null || origin === new URL(request.url).origin
          : site === 'same-origin' || site === 'none';
      if (!own) throw notAllowed(origin ?? 'another origin');
    },
    allow(request, headers) {
      headers.append('Vary', 'Origin');
      const origin = request.headers.get('origin');
      if (origin === null || !allowed.has(origin)) return;
      headers.set('Access-Control-Allow-Origin', origin);
      headers.set('Access-Control-Allow-Credentials', 'true');
    },
  };
}

/** All that the server answers. */
export const ALLOWED_METHODS = 'GET, POST, DELETE, OPTIONS';
