import { AgentError } from '../../errors.ts';
import { codeOfStatus, retryAfter, UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
import { withoutKeys } from '../upstream/exchange.ts';
import { stringsFor } from '../upstream/strings.ts';

/** What the errors of `@openai/agents` and of `openai` have; they are known by their names, as there may be two copies. */
interface Thrown extends Error {
  status?: unknown;
  code?: unknown;
  headers?: unknown;
  /** What a tool or a guardrail threw. */
  error?: unknown;
  result?: { guardrail?: { name?: unknown } };
}

/**
 * What an error of a run is to the person and to the log. The SDK's own errors hold the whole conversation, which is not
 * for the log; what is not the SDK's is passed on as it is.
 */
export function errorOf(thrown: unknown, locale: string): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AgentError) return thrown;
  const error = thrown as Thrown;
  const says = stringsFor(locale);
  const upstream = (code: UpstreamErrorCode, retryAfterMs?: number) =>
    new UpstreamError(code, `${kindOf(error)}: ${withoutKeys(error.message)}`, { locale, retryAfterMs });

  const guardrail = typeof error.result?.guardrail?.name === 'string' ? ` “${error.result.guardrail.name}”` : '';
  const guarded = (message: string) =>
    new AgentError(message, {
      allowRetry: false,
      cause: new Error(`${error.name}: the guardrail${guardrail} tripped.`),
    });

  switch (error.name) {
    case 'InputGuardrailTripwireTriggered':
    case 'ToolInputGuardrailTripwireTriggered':
      return guarded(says.questionGuarded);
    case 'OutputGuardrailTripwireTriggered':
    case 'ToolOutputGuardrailTripwireTriggered':
      return guarded(says.answerGuarded);
    case 'MaxTurnsExceededError':
      return new AgentError(says.tooManySteps, { cause: new Error(`${error.name}: ${error.message}`) });
    case 'ModelTimeoutError':
      return upstream('agent-timeout');
    case 'ModelBehaviorError':
      return upstream('agent-answer-malformed');
  }
  // The classes of `openai` have no names of their own.
  if (hasAncestor(error, 'APIConnectionTimeoutError')) return upstream('agent-timeout');
  if (hasAncestor(error, 'APIConnectionError')) return upstream('agent-unavailable');
  if (hasAncestor(error, 'APIError') && typeof error.status === 'number') {
    const headers = error.headers instanceof Headers ? error.headers : new Headers();
    return upstream(codeOfStatus(error.status), retryAfter(headers, Date.now()));
  }
  if (hasAncestor(error, 'APIError')) {
    return upstream(
      /rate_limit|insufficient_quota/.test(String(error.code)) ? 'agent-rate-limited' : 'agent-unavailable',
    );
  }
  if (hasAncestor(error, 'AgentsError')) {
    return new Error(`${error.name}: ${withoutKeys(error.message)}`, error.error ? { cause: error.error } : {});
  }
  return error;
}

/** What the model said where it would not answer: the SDK throws that, but it is an answer. */
export function refusalOf(thrown: unknown): string | undefined {
  const { name, refusal } = (thrown ?? {}) as { name?: unknown; refusal?: unknown };
  return name === 'ModelRefusalError' && typeof refusal === 'string' ? refusal : undefined;
}

/** What names an error best: `openai` leaves `name` as it is. */
const kindOf = (error: Error): string => (error.name === 'Error' ? error.constructor.name : error.name);

function hasAncestor(error: Error, name: string): boolean {
  for (
    let kind = Object.getPrototypeOf(error) as object | null;
    kind;
    kind = Object.getPrototypeOf(kind) as object | null
  ) {
    if (kind.constructor.name === name) return true;
  }
  return false;
}
