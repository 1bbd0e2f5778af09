/** What the server takes, at most. */
export interface Limits {
  /** Bytes of a request's body. 1 MiB. */
  bodyBytes: number;
  /** UTF-16 code units of a message: its segments and its quoted text together. 20,000. */
  messageLength: number;
  /** UTF-16 code units of a thread's title. 200. */
  titleLength: number;
  /** Milliseconds that an answer may take before it is broken off. Five minutes. */
  turnMs: number;
  /**
   * Milliseconds that a new message waits for the answer before it to end, before it is refused as `thread-busy`.
   * Whoever stops an answer and asks again at once should not be refused because the stop is still on its way. 1,000.
   */
  busyWaitMs: number;
  /**
   * Answers that one person may be given at once, in all threads together. So many dictations and actions without a
   * stream besides, at each instance. 10.
   */
  turnsPerUser: number;
  /** With `resumable`: clients that may read one answer at once, at each instance. 10. */
  readersPerAnswer: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 1024 * 1024,
  messageLength: 20_000,
  titleLength: 200,
  turnMs: 5 * 60_000,
  busyWaitMs: 1_000,
  turnsPerUser: 10,
  readersPerAnswer: 10,
};
