/** Something that the page's Content-Security-Policy refused. */
export interface Refusal {
  directive: string;
  /** A URL or an origin, or a word such as `inline` or `trusted-types-policy`. */
  blocked: string;
}

/** More than enough to name; a page that refuses in a loop must not fill the memory. */
const MOST = 50;

const refusals: Refusal[] = [];
let listening = false;

/**
 * Writes down what the policy of the page refuses, from now on: by the time that somebody asks why the panel is blank, it
 * has long happened. Of the page's own things only the directive and the address are kept, until it goes.
 */
export function recordRefusals(): void {
  if (listening) return;
  listening = true;
  document.addEventListener('securitypolicyviolation', ({ disposition, effectiveDirective, blockedURI }) => {
    // A policy that only reports refuses nothing.
    if (disposition === 'enforce' && refusals.length < MOST) {
      refusals.push({ directive: effectiveDirective, blocked: blockedURI });
    }
  });
}

/** What was refused so far. */
export const refusalsSoFar = (): readonly Refusal[] => refusals;
