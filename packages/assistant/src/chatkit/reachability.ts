/** What a browser knows of the network, and what requests have shown. */
export interface Reachability {
  readonly offline: boolean;
  /** A request came through, or did not. */
  note(reached: boolean): void;
}

/** A server on this machine needs no network. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;

/**
 * Tells when the page goes offline and when it is back. The browser's word is enough for "back"; for "offline" it is not
 * where the server is on this machine, so there only a request that failed counts.
 *
 * @param signal aborts when nobody wants to know any more.
 */
export function watchReachability(server: () => string, onChange: () => void, signal: AbortSignal): Reachability {
  let offline = false;
  const set = (now: boolean): void => {
    if (now === offline) return;
    offline = now;
    onChange();
  };
  const isLocal = (): boolean => LOOPBACK.test(new URL(server(), document.baseURI).hostname);
  addEventListener('online', () => set(false), { signal });
  addEventListener('offline', () => set(!isLocal()), { signal });
  return {
    get offline() {
      return offline;
    },
    note: (reached) => set(!reached && !navigator.onLine),
  };
}
