import type { LogEntry } from './log.ts';

/** Upper bounds of a histogram, in seconds. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Whoever asks may name a method as they like, and each would be counted for ever. */
const METHODS = new Set(['GET', 'POST', 'DELETE', 'OPTIONS']);

/** What is counted, and the words that explain it. All of it follows from the log. */
const METRICS = {
  kb_chat_requests_total: ['counter', 'Requests that were answered, by type and status.'],
  kb_chat_request_seconds: ['histogram', 'From a request to its response; for a stream, to its beginning.'],
  kb_chat_turns_total: ['counter', 'Answers that have ended, by outcome.'],
  kb_chat_turn_seconds: ['histogram', 'From a request to the end of its answer.'],
  kb_chat_first_text_seconds: ['histogram', 'From a request to the first text of its answer.'],
  kb_chat_turns_running: ['gauge', 'Answers that are being given.'],
} as const satisfies Record<string, readonly ['counter' | 'gauge' | 'histogram', string]>;

type MetricName = keyof typeof METRICS;
type NameOf<K> = { [N in MetricName]: (typeof METRICS)[N][0] extends K ? N : never }[MetricName];

/**
 * Counts what the log tells, and writes it as Prometheus reads it. Labels have few values: no ids, nothing of users.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export class Metrics {
  readonly #counts = new Map<MetricName, Map<string, number>>();
  readonly #histograms = new Map<MetricName, { buckets: number[]; sum: number; count: number }>();

  observe(entry: LogEntry): void {
    if (entry.event === 'request') {
      const { method, requestType = METHODS.has(method) ? method : 'OTHER', status } = entry;
      this.#count('kb_chat_requests_total', { type: requestType, status: String(status) });
      this.#measure('kb_chat_request_seconds', entry.durationMs);
    } else if (entry.event === 'turn') {
      this.#count('kb_chat_turns_total', { outcome: entry.outcome });
      this.#measure('kb_chat_turn_seconds', entry.durationMs);
      if (entry.firstTextMs !== undefined) this.#measure('kb_chat_first_text_seconds', entry.firstTextMs);
    }
  }

  /** All of it as text. */
  write({ running }: { running: number }): string {
    const lines: string[] = [];
    for (const [name, [kind, help]] of Object.entries(METRICS) as [MetricName, (typeof METRICS)[MetricName]][]) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
      for (const [labels, count] of this.#counts.get(name) ?? []) lines.push(`${name}${labels} ${count}`);
      const histogram = this.#histograms.get(name);
      if (histogram) {
        for (const [index, bound] of BUCKETS.entries()) {
          lines.push(`${name}_bucket{le="${bound}"} ${histogram.buckets[index]}`);
        }
        lines.push(`${name}_bucket{le="+Inf"} ${histogram.count}`);
        lines.push(`${name}_sum ${histogram.sum}`, `${name}_count ${histogram.count}`);
      }
      if (name === 'kb_chat_turns_running') lines.push(`${name} ${running}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #count(name: NameOf<'counter'>, labels: Record<string, string>): void {
    const text = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const counts = this.#counts.get(name) ?? new Map<string, number>();
    this.#counts.set(name, counts);
    const key = `{${text.join(',')}}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  #measure(name: NameOf<'histogram'>, ms: number): void {
    const seconds = ms / 1000;
    const histogram = this.#histograms.get(name) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
    this.#histograms.set(name, histogram);
    histogram.sum += seconds;
    histogram.count++;
    for (const [index, bound] of BUCKETS.entries()) if (seconds <= bound) histogram.buckets[index]!++;
  }
}

export const metricsResponse = (text: string): Response =>
  new Response(text, { headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' } });
