export type SpanAttributes = Record<string, string | number | boolean>;

/** One span of work that is traced. */
export interface Span {
  set(attributes: SpanAttributes): void;
  /** Marks it as failed, with what was thrown. */
  fail(error: unknown): void;
  /** Runs something as a part of this span: spans that it starts are children of this one. */
  run<T>(work: () => T): T;
  end(): void;
}

/** Where spans go. `openTelemetry()` of `@kb-assistant/chat-server/opentelemetry` fits. */
export interface Tracing {
  /** Starts a span as a child of the one that is being run. Attributes hold ids and codes, and no text of messages. */
  start(name: string, attributes: SpanAttributes): Span;
}

const silent: Span = { set: () => {}, fail: () => {}, run: (work) => work(), end: () => {} };

/** Traces nothing. */
export const noTracing: Tracing = { start: () => silent };

/** The same values, each of them got as a part of a span. */
export function within<T>(span: Span, start: () => AsyncIterable<T>): AsyncIterable<T> {
  if (span === silent) return start();
  const iterator = span.run(start)[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => span.run(() => iterator.next()),
      return: async () => (await span.run(() => iterator.return?.())) ?? { done: true, value: undefined },
    }),
  };
}
