import { type ThreadEvent, toJson } from '@kb-assistant/protocol';
import type { AgentEvent, Turn } from './agent.ts';
import { AgentError } from './errors.ts';
import { newId } from './ids.ts';
import type { TurnOutcome } from './log.ts';
import { MessageDraft } from './message-draft.ts';
import type { RunningTurn } from './running-turns.ts';
import { type ServerContext, timestamp } from './server-context.ts';
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

/**
 * Turns what the agent yields into the events of an answer, and saves before it sends. It never throws.
 *
 * However the answer ends, what was written so far is kept (a message without text is not), so that a person loses
 * nothing that they have read, and a retry replaces it.
 */
export async function* answer(
  server: ServerContext,
  turn: Turn,
  running: RunningTurn,
): AsyncGenerator<ThreadEvent, AnswerReport, undefined> {
  const { store } = server;
  const userId = turn.user.id;
  const threadId = turn.thread.id;
  const draft = new MessageDraft(newId('message'), threadId, timestamp(server));
  const report: AnswerReport = { outcome: 'completed' };

  const onCleanupError = (cause: unknown) => server.log({ level: 'warn', event: 'agent-cleanup', threadId, cause });

  async function* events(output: string | AgentEvent): AsyncGenerator<ThreadEvent, void, undefined> {
    if (typeof output === 'string') {
      if (output === '') return;
      report.firstTextAt ??= performance.now();
      yield* draft.write(output);
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
        yield* draft.cite(output.source);
        return;
      case 'effect':
        yield { type: 'client_effect', name: output.name, data: output.data };
        return;
      case 'notice': {
        const { kind: _, ...fields } = output;
        yield { type: 'notice', ...fields };
        return;
      }
      case 'title':
        yield* rename(oneLine(output.title));
        return;
      default:
        output satisfies never;
        throw new TypeError('The agent yielded an event that no helper of the turn made.');
    }
  }

  async function* rename(title: string): AsyncGenerator<ThreadEvent, void, undefined> {
    const record = await store.loadThread(userId, threadId);
    if (!record || title === '') return;
    const renamed = { ...record, title: shorten(title, server.limits.titleLength, turn.locale) };
    await store.saveThread(userId, renamed);
    yield { type: 'thread.updated', thread: toThread(renamed) };
  }

  async function* conclude(): AsyncGenerator<ThreadEvent, void, undefined> {
    if (draft.begun && draft.isEmpty) {
      yield { type: 'thread.item.removed', item_id: draft.item.id };
    } else if (draft.begun) {
      yield draft.finish();
      await store.saveItem(userId, threadId, draft.item);
      yield { type: 'thread.item.done', item: draft.item };
    }
    if (report.outcome === 'stopped') {
      await store.saveItem(userId, threadId, {
        type: 'sdk_hidden_context',
        id: newId('hiddenNote'),
        thread_id: threadId,
        created_at: timestamp(server),
        content: STOPPED_NOTE,
      });
    }
    const record = await store.loadThread(userId, threadId);
    if (record && !record.title) yield* rename(titleFrom(turn.text, turn.locale));
  }

  try {
    for await (const output of untilAborted(() => server.agent(turn), running.signal, onCleanupError)) {
      yield* events(output);
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
