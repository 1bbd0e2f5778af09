import type { Ask, Exchange, NoAnswer } from '../diagnose/types.ts';

/** What the system calls it, and what it means. */
const CAUSES: Record<string, string> = {
  ECONNREFUSED: 'was refused: nothing listens on that port.',
  ECONNRESET: 'was cut off by the server.',
  ENOTFOUND: 'failed: no such host.',
  EAI_AGAIN: 'failed: the host could not be looked up. Is this machine connected?',
  EHOSTUNREACH: 'failed: there is no way to that host from here.',
  ETIMEDOUT: 'failed: the host does not answer.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'failed: the certificate is self-signed, and browsers refuse it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'failed: the certificate is of an unknown authority, and browsers refuse it.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'failed: the server does not send the intermediate certificate.',
  CERT_HAS_EXPIRED: 'failed: the certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'failed: the certificate is for another host.',
  EPROTO: 'failed: the server does not speak TLS on that port. Is it http?',
};

export interface TerminalProbe {
  (ask: Ask): Promise<Exchange>;
  /** The headers of the latest answer, for what a browser would make of them. */
  headers: Headers | null;
}

/** Asks as a page of `origin` would, without a browser's rules: the answer can be read whatever they say. */
export function terminalProbe(origin: string): TerminalProbe {
  const probe: TerminalProbe = async ({ url, body, headers, signal }) => {
    const sent = new Headers(headers);
    sent.set('origin', origin);
    const startedAt = performance.now();
    try {
      const response = await fetch(url, { method: 'POST', body, headers: sent, signal });
      probe.headers = response.headers;
      return { kind: 'answered', response, firstByteMs: Math.round(performance.now() - startedAt) };
    } catch (error) {
      return { kind: 'failed', ...reasonOf(error as Error) };
    }
  };
  probe.headers = null;
  return probe;
}

function reasonOf(error: Error): { reason: NoAnswer; detail: string } {
  if (error.name === 'TimeoutError') return { reason: 'timeout', detail: 'got no answer in time.' };
  const cause = error.cause as { code?: string; errors?: { code?: string }[]; message?: string } | undefined;
  // A name with several addresses fails once for each.
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? '';
  return { reason: 'unreachable', detail: CAUSES[code] ?? `failed: ${cause?.message ?? error.message}.` };
}
