import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Tracing } from './tracing.ts';

/**
 * Sends spans to OpenTelemetry, through its package `@opentelemetry/api`, which you install beside this one: one
 * `chatkit.request` for each request, and one `chatkit.turn` for each answer, which what the agent does belongs to.
 * Without an SDK that is set up, nothing happens.
 *
 * @example
 * const chat = createChatServer({ agent, store, authenticate, tracing: openTelemetry() });
 */
export function openTelemetry(): Tracing {
  const tracer = trace.getTracer('@kb-assistant/chat-server');
  return {
    start(name, attributes) {
      const span = tracer.startSpan(name, { attributes });
      const inside = trace.setSpan(context.active(), span);
      return {
        set: (more) => void span.setAttributes(more),
        fail(error) {
          // The kind and not the message: that may quote what a person wrote.
          const kind = error instanceof Error ? error.name : typeof error;
          span.setStatus({ code: SpanStatusCode.ERROR, message: kind });
        },
        run: (work) => context.with(inside, work),
        end: () => span.end(),
      };
    },
  };
}
