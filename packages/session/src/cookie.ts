import { SessionConfigError } from './errors.ts';

/** @throws {SessionConfigError} `invalid-option` for what is no token, as RFC 6265, section 4.1.1, wants it. */
export function assertCookieName(name: string): void {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw new SessionConfigError('invalid-option', 'cookie', `"${name}" is no name that a cookie can have.`);
  }
}

export const readCookie = (request: Request, name: string): string | undefined =>
  (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
