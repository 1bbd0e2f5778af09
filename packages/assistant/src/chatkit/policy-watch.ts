/** What a Content-Security-Policy of the page has refused. */
export interface Violation {
  readonly directive: string;
  readonly isScript: boolean;
  readonly isFrame: boolean;
  /** Whether it was this URL. A browser may name the origin only. */
  blocks(url: string): boolean;
}

export interface PolicyWatch {
  readonly violated: Promise<Violation>;
  readonly latest: Violation | null;
  stop(): void;
}

/** Listens for the first refusal of the kind that is asked for. A policy that only reports refuses nothing. */
export function watchPolicy(concerns: (violation: Violation) => boolean): PolicyWatch {
  const abort = new AbortController();
  let latest: Violation | null = null;
  const violated = new Promise<Violation>((resolve) => {
    document.addEventListener(
      'securitypolicyviolation',
      (event) => {
        const violation = violationOf(event);
        if (event.disposition === 'report' || latest || !concerns(violation)) return;
        latest = violation;
        resolve(violation);
      },
      { signal: abort.signal },
    );
  });
  return {
    violated,
    get latest() {
      return latest;
    },
    stop: () => abort.abort(),
  };
}

function violationOf({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): Violation {
  return {
    directive: effectiveDirective,
    isScript: /^(script-src|default-src)/.test(effectiveDirective),
    isFrame: /^(frame-src|child-src|default-src)/.test(effectiveDirective),
    blocks: (url) => blockedURI === url || blockedURI.replace(/\/$/, '') === new URL(url).origin,
  };
}
