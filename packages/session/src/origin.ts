import { SessionConfigError } from './errors.ts';

/** Which pages of other origins may ask. */
export interface AllowedOrigins {
  includes(origin: string): boolean;
  /** Whether their cookies count. */
  credentials: boolean;
  /** Whether it is any page at all. */
  everybody: boolean;
}

const isExact = (origin: string): boolean => URL.canParse(origin) && new URL(origin).origin === origin;

/**
 * Checks the list at start, so that no typing mistake opens a server to everybody.
 *
 * @throws {SessionConfigError} `invalid-option` for what is neither an exact origin, nor `https://*.example.com`;
 * for `*` where cookies count.
 */
export function parseAllowedOrigins(allowed: readonly string[], credentials: boolean): AllowedOrigins {
  const wrong = (reason: string) => new SessionConfigError('invalid-option', 'allowedOrigins', reason);
  const exact = new Set<string>();
  const suffixes: { before: string; after: string }[] = [];
  let everybody = false;
  for (const origin of allowed) {
    const [, before = '', domain = ''] = /^(https?:\/\/)\*\.(.+)$/.exec(origin) ?? [];
    if (origin === '*') {
      if (credentials)
        throw wrong('"*" lets every site act for your users. Name the origins, or set credentials: false.');
      everybody = true;
    } else if (domain && isExact(before + domain) && !domain.includes('*')) {
      // "https://*.com" is half the web. What else is sold to everybody, "*.co.uk" for one, nobody can tell from here.
      if (!/\.|^localhost(:|$)/.test(domain)) throw wrong(`"${origin}" is too wide.`);
      suffixes.push({ before, after: `.${domain}` });
    } else if (isExact(origin) && !origin.includes('*')) {
      // The URL parser takes a "*" for a name like any other.
      exact.add(origin);
    } else {
      throw wrong(
        `expected origins such as "https://www.example.com" or "https://*.example.com", without a path; got "${origin}".`,
      );
    }
  }
  return {
    credentials,
    everybody,
    includes: (origin) =>
      everybody ||
      exact.has(origin) ||
      (isExact(origin) &&
        suffixes.some(
          ({ before, after }) =>
            origin.startsWith(before) && origin.endsWith(after) && !origin.startsWith(before + '.'),
        )),
  };
}

/**
 * Whether a page may ask. The server's own pages may. Without an `Origin` it was no page of another site: browsers
 * send it with every POST; and where one says that the request crossed sites nonetheless, it is believed.
 */
export function isAllowedOrigin(request: Request, allowed: AllowedOrigins): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return !/^(cross|same)-site$/.test(request.headers.get('sec-fetch-site') ?? '');
  if (allowed.includes(origin)) return true;
  // The scheme is left out: behind a proxy that ends TLS the server sees http where the page has https.
  return URL.canParse(origin) && new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host);
}

/** The headers that let the page on an allowed origin read the answer. */
export function corsHeaders(request: Request, allowed: AllowedOrigins): Headers {
  const headers = new Headers({ vary: 'Origin' });
  const origin = request.headers.get('origin');
  if (origin !== null && isAllowedOrigin(request, allowed)) {
    headers.set('access-control-allow-origin', allowed.everybody ? '*' : origin);
    headers.set('access-control-expose-headers', 'Retry-After');
    if (allowed.credentials) headers.set('access-control-allow-credentials', 'true');
  }
  return headers;
}
