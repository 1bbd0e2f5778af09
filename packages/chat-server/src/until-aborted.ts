/**
 * The values of an iterable, until a signal aborts. Then this throws the signal's reason at once, even where the
 * iterable pays no attention to the signal, and asks it to return, so that its `finally` runs as soon as it can.
 *
 * @param start Makes the iterable; called only where there is still time.
 * @param onCleanupError Told what the iterable throws while it returns.
 */
export async function* untilAborted<T>(
  start: () => AsyncIterable<T>,
  signal: AbortSignal,
  onCleanupError: (error: unknown) => void,
): AsyncGenerator<T, void, undefined> {
  signal.throwIfAborted();
  const iterator = start()[Symbol.asyncIterator]();
  let ended = false;
  // One listener for all steps, which knows the step that is waited for: racing one long-lived promise would keep every
  // step in memory, and a listener per step takes its time.
  let abort: (reason: unknown) => void = () => {};
  const onAbort = () => abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      let result: IteratorResult<T>;
      try {
        result = await new Promise((resolve, reject) => {
          signal.throwIfAborted();
          abort = reject;
          iterator.next().then(resolve, reject);
        });
      } catch (error) {
        // What threw by itself is over; what was only left behind is not.
        ended = !signal.aborted;
        throw error;
      }
      if (result.done) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not waited for: it may hang, and neither the stream nor the thread may hang with it.
    if (!ended) void returnOf(iterator).catch(onCleanupError);
  }
}

const returnOf = async (iterator: AsyncIterator<unknown>): Promise<unknown> => iterator.return?.();
