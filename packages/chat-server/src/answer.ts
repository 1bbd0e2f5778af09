import { type ThreadEvent, toJson } from '@kb-assistant/protocol';
import type { AgentEvent } from './agent.ts';
import { AnswerItems } from './answer-items.ts';
import { AgentError } from './errors.ts';
import { newId } from './ids.ts';
import type { TurnOutcome } from './log.ts';
import type { RunningTurn } from './running-turns.ts';
import { type ServerContext, timestamp } from './server-context.ts';
import type { ThreadChange } from './store.ts';
import { oneLine, shorten, titleFrom } from './title.ts';
import { toThread } from './threads.ts';
import { untilAborted } from './until-aborted.ts';

/** Told to the agent of later turns, so that it does not go on with what nobody wanted. */
const STOPPED_NOTE = 'The person stopped the answer above before it was finished.';

/** How an answer went, for the log. */
export interface AnswerReport {
  outcome: TurnOutcome;
  /** When the first text came, on the clock of `performance.now()`. */
  firstTextAt?: number;
  cause?: unknown;
}

/** A run of an agent, and what is known of it beforehand. */
export interface Run {
  userId: string;
  threadId: string;
  locale: string;
  /** What a thread without a title is named after; empty where nothing was said. */
  text: string;
  start: () => AsyncIterable<string | AgentEvent>;
}

/**
 * Turns what the agent yields into the events of an answer, and saves before it sends. It never throws.
 *
 * However the answer ends, what was written so far is kept (a message without text is not), so that a person loses
 * nothing that they have read, and a retry replaces it.
 */
export async function* answer(
  server: ServerContext,
  run: Run,
  running: RunningTurn,
): AsyncGenerator<ThreadEvent, AnswerReport, undefined> {
  const { store } = server;
  const { userId, threadId } = run;
  const items = new AnswerItems(server, userId, threadId);
  const report: AnswerReport = { outcome: 'completed' };

  const onCleanupError = (cause: unknown) => server.log({ level: 'warn', event: 'agent-cleanup', threadId, cause });

  async function* events(output: string | AgentEvent): AsyncGenerator<ThreadEvent, void, undefined> {
    if (typeof output === 'string') {
      if (output === '') return;
      report.firstTextAt ??= performance.now();
      yield* items.write(output);
      return;
    }
    yield* eventsOf(plain(output));
  }

  async function* eventsOf(output: AgentEvent): AsyncGenerator<ThreadEvent, void, undefined> {
    switch (output.kind) {
      case 'progress': {
        const { kind: _, ...fields } = output;
        yield { type: 'progress_update', ...fields };
        return;
      }
      case 'source':
        yield* items.cite(output.source);
        return;
      case 'effect':
        yield { type: 'client_effect', name: output.name, data: output.data };
        return;
      case 'notice': {
        const { kind: _, ...fields } = output;
        yield { type: 'notice', ...fields };
        return;
      }
      case 'title': {
        const title = oneLine(output.title);
        if (title !== '') yield* change({ title: shorten(title, server.limits.titleLength, run.locale) });
        return;
      }
      case 'status':
        yield* change({ status: output.status });
        return;
      case 'allow_cancel':
        yield streamOptions(output.allow);
        return;
      case 'widget':
      case 'workflow':
      case 'image':
        yield* items.show(output);
        return;
      case 'task':
      case 'tool':
      case 'structured_input':
      case 'hidden':
      case 'end_of_turn':
        yield* items.add(output);
        return;
      case 'replace':
        yield* items.replace(output.item);
        return;
      case 'remove':
        yield* items.remove(output.itemId);
        return;
      default:
        output satisfies never;
        throw new TypeError('The agent yielded an event that no helper of the turn made.');
    }
  }

  async function* change(fields: ThreadChange): AsyncGenerator<ThreadEvent, void, undefined> {
    const changed = await store.updateThread(userId, threadId, fields);
    if (changed) yield { type: 'thread.updated', thread: toThread(changed) };
  }

  async function* conclude(): AsyncGenerator<ThreadEvent, void, undefined> {
    yield* items.finish(report.outcome !== 'completed');
    if (report.outcome === 'stopped') {
      await store.saveItem(userId, threadId, {
        type: 'sdk_hidden_context',
        id: newId('hiddenNote'),
        thread_id: threadId,
        created_at: timestamp(server),
        content: STOPPED_NOTE,
      });
    }
    const title = titleFrom(run.text, run.locale);
    if (title === '') return;
    const record = await store.loadThread(userId, threadId);
    if (record && !record.title) yield* change({ title });
  }

  try {
    for await (const output of untilAborted(run.start, running.signal, onCleanupError)) {
      const delta = typeof output === 'string' && report.firstTextAt !== undefined ? items.more(output) : null;
      if (delta) {
        yield delta;
        continue;
      }
      yield* events(output);
      // The run ends here; the agent is called again when there is an output or an answer.
      if (isPause(output)) break;
    }
  } catch (cause) {
    // Whatever is thrown after the signal has aborted, by the agent too, is the echo of that.
    report.outcome = running.stopReason ?? 'failed';
    if (report.outcome === 'failed') report.cause = cause;
  }

  // What belongs to a deleted thread is not kept.
  if (report.outcome !== 'thread-deleted') {
    try {
      yield* conclude();
    } catch (cause) {
      report.outcome = 'failed';
      report.cause ??= cause;
    }
  }

  if (report.outcome !== 'completed' && report.outcome !== 'stopped') yield errorEvent(report);
  return report;
}

/** Whether the person may stop the answer; sent first in every one. */
export const streamOptions = (allow: boolean): ThreadEvent => ({
  type: 'stream_options',
  stream_options: { allow_cancel: allow },
});

/** Whether an agent waits for the page or the person after this. */
const isPause = (output: string | AgentEvent): boolean =>
  typeof output === 'object' && (output.kind === 'tool' || output.kind === 'structured_input');

/**
 * The event as JSON carries it, so that nothing which cannot be sent or stored gets any further.
 *
 * @throws {TypeError} where it is no object, or JSON cannot hold it (a cycle, a BigInt).
 */
function plain(output: AgentEvent): AgentEvent {
  if (typeof output !== 'object' || output === null) {
    throw new TypeError(`The agent yielded neither text nor an event of the turn, but ${String(output)}.`);
  }
  return JSON.parse(toJson(output)) as AgentEvent;
}

function errorEvent({ outcome, cause }: AnswerReport): ThreadEvent {
  if (cause instanceof AgentError) {
    return { type: 'error', code: 'custom', message: cause.message, allow_retry: cause.allowRetry };
  }
  return { type: 'error', code: 'stream.error', allow_retry: outcome !== 'thread-deleted' };
}
