import type { Authenticator } from '../user.ts';
import { jwtUser, type JwtUserOptions } from './jwt-user.ts';

/** See {@link JwtUserOptions}. */
export type BearerJwtOptions = JwtUserOptions;

/**
 * Knows a user by the token of your own sign-in, sent as `Authorization: Bearer …`.
 *
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`.
 * @example
 * const authenticate = bearerJwt({
 *   jwks: 'https://login.example.com/.well-known/jwks.json',
 *   issuer: 'https://login.example.com/',
 *   audience: 'help-centre',
 * });
 */
export function bearerJwt(options: BearerJwtOptions): Authenticator {
  const identify = jwtUser(options);
  return (request) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    return token ? identify(token) : null;
  };
}
