import { assertCookieName, readCookie } from '../cookie.ts';
import type { Authenticator } from '../user.ts';
import { jwtUser, type JwtUserOptions } from './jwt-user.ts';

export interface CookieJwtOptions extends JwtUserOptions {
  /** The cookie's name. Default `auth_token`. */
  cookie?: string;
}

/**
 * Knows a user by the token that your own sign-in keeps in a cookie. Other sites cannot use the cookie to get at a
 * session: the handler refuses their origins.
 *
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`.
 * @example
 * const authenticate = cookieJwt({ cookie: 'auth_token', key: process.env.JWT_SECRET!, userClaim: 'user_id' });
 */
export function cookieJwt(options: CookieJwtOptions): Authenticator {
  const { cookie = 'auth_token', ...rest } = options;
  assertCookieName(cookie);
  const identify = jwtUser(rest);
  return (request) => {
    const token = readCookie(request, cookie);
    return token ? identify(token) : null;
  };
}
