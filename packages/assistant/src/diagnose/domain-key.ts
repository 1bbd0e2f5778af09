import type { Check } from './types.ts';

const PLACEHOLDER = 'domain_pk_localhost_dev';

/** Whether a page of this origin is on the developer's own machine. */
export const isLocal = (origin: string): boolean =>
  /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]|[\w-]+\.localhost)(:\d+)?$/.test(origin);

/** The key of the domain against where the page stands. Only OpenAI knows whether it is the right one. */
export function checkDomainKey(key: string, origin: string): Check {
  const id = 'domain-key';
  const shown = `${key.slice(0, 14)}…`;
  const get = `Add ${origin} to the domain allow-list in OpenAI's settings, and set domain-key to the key that you get there; or use the open renderer, which needs none.`;
  if (key === PLACEHOLDER) {
    return isLocal(origin)
      ? { id, verdict: 'pass', found: 'The placeholder, which is enough on this machine.' }
      : {
          id,
          verdict: 'fail',
          found: `The placeholder is for localhost; on ${origin} the frame stays blank.`,
          fix: get,
        };
  }
  if (!/^domain_pk_\w{8,}$/.test(key)) {
    const what = key.startsWith('sk-')
      ? 'a secret key of the API, which everybody can read here: revoke it'
      : `"${shown}"`;
    return { id, verdict: 'fail', found: `It is ${what}. A domain key begins with domain_pk_.`, fix: get };
  }
  if (!isLocal(origin)) {
    return {
      id,
      verdict: 'pass',
      found: `${shown} has the shape of one. That it belongs to ${origin}, only OpenAI knows.`,
    };
  }
  return {
    id,
    verdict: 'warn',
    found: `${shown} belongs to a domain, and this page is on ${origin}.`,
    fix: `If the frame stays blank here: use ${PLACEHOLDER} while you develop.`,
  };
}
