/**
 * A text, word by word, as it would be typed. Ends early when the signal aborts.
 *
 * @param paceMs the pause after each word, in milliseconds; none for 0.
 */
export async function* streamWords(text: string, paceMs: number, signal: AbortSignal): AsyncGenerator<string> {
  for (const [word] of text.matchAll(/\s*\S+\s*?(?=\s|$)|\s+$/g)) {
    if (signal.aborted) return;
    yield word;
    if (paceMs > 0) await pause(paceMs, signal);
  }
}

/** Resolves after so many milliseconds, or when the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
