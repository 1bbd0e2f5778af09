export interface PolicyWatch {
  /** The directive that refused, when one does. */
  readonly violated: Promise<string>;
  readonly latest: string | null;
  stop(): void;
}

const DIRECTIVES = { script: /^(script|default)-src/, frame: /^(frame|child|default)-src/ };

/**
 * Listens for the first thing of a kind that the Content-Security-Policy of the page refuses; of scripts, the one of a
 * URL. A policy that only reports refuses nothing.
 */
export function watchPolicy(kind: keyof typeof DIRECTIVES, url?: string): PolicyWatch {
  const abort = new AbortController();
  let latest: string | null = null;
  const violated = new Promise<string>((resolve) => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ disposition, effectiveDirective, blockedURI }) => {
        if (disposition === 'report' || latest || !DIRECTIVES[kind].test(effectiveDirective)) return;
        // A browser may name the origin only.
        if (url && blockedURI !== url && blockedURI.replace(/\/$/, '') !== new URL(url).origin) return;
        latest = effectiveDirective;
        resolve(latest);
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
