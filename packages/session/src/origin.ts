import { SessionConfigError } from './errors.ts';

/** Checks the list at start: exact origins only, so that no typing mistake opens a server to everybody. */
export function parseAllowedOrigins(allowed: readonly string[]): ReadonlySet<string> {
  for (const origin of allowed) {
    // The URL parser takes a "*" for a name like any other.
    if (!URL.canParse(origin) || new URL(origin).origin !== origin || origin.includes('*')) {
      throw new SessionConfigError(
        'invalid-option',
        'allowedOrigins',
        `expected origins such as "https://www.example.com", without a path or a "*"; got "${origin}".`,
      );
    }
  }
  return new Set(allowed);
}

/**
 * Whether a page on `origin` may ask. The server's own pages may. Without an `Origin` it was no page of another
 * site: browsers send it with every POST.
 */
export function isAllowedOrigin(request: Request, allowed: ReadonlySet<string>): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (allowed.has(origin)) return true;
  // The scheme is left out: behind a proxy that ends TLS the server sees http where the page has https.
  return URL.canParse(origin) && new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host);
}

/** The headers that let the page on an allowed origin read the answer, cookies included. */
export function corsHeaders(request: Request, allowed: ReadonlySet<string>): Headers {
  const headers = new Headers({ vary: 'Origin' });
  const origin = request.headers.get('origin');
  if (origin !== null && isAllowedOrigin(request, allowed)) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-allow-credentials', 'true');
  }
  return headers;
}
