import type { AgentInputItem, RunStreamEvent } from '@openai/agents';
import type { Agent, AgentEvent, Turn } from '../../agent.ts';
import { stringsFor } from '../upstream/strings.ts';
import { errorOf, refusalOf } from './errors.ts';
import { inputOf } from './input.ts';
import { RunReader, type RunReaderOptions } from './run-reader.ts';

/** What `run(agent, input, { stream: true })` resolves to. */
export interface StreamedRun extends AsyncIterable<RunStreamEvent> {
  /** What can be broken off while it is waited for. */
  toStream?(): { getReader(): ReadableStreamDefaultReader<RunStreamEvent> };
  currentAgent?: { outputGuardrails?: readonly unknown[] } | undefined;
  interruptions?: readonly { name?: string | undefined }[];
}

/** What `run(agent, input)` resolves to, and what the code that Agent Builder exports returns. */
export type FinishedRun = { finalOutput?: unknown } | { output_text: string };

/** A streamed run, the result of one, or what any agent yields. */
export type RunOutput = StreamedRun | FinishedRun | string | AgentEvent;

/**
 * Runs agents of the Agents SDK for a turn.
 *
 * @param input The conversation, as `run` of the SDK takes it; its last item is the message to answer.
 */
export type RunAgents = (turn: Turn, input: AgentInputItem[]) => Promise<RunOutput> | AsyncIterable<RunOutput>;

export interface AgentsSdkOptions extends RunReaderOptions {
  /** How many earlier messages are in the input. Default 20. */
  history?: number;
  /**
   * Shows the answer when it is whole, and not as it comes. Where the agent that speaks has output guardrails of its
   * own, it is always so; set it where they are the runner's. Default `false`.
   */
  holdAnswer?: boolean;
}

const HISTORY = 20;

/**
 * An agent made of agents of the Agents SDK, `@openai/agents`. The words of a streamed run are shown as they come, its
 * tools and hand-offs as steps, and summaries of reasoning as thoughts. A workflow of several runs is a generator: what it
 * yields is shown, what it keeps to itself is not.
 *
 * @throws {AgentError} from its answers, where a guardrail trips or a run has too many steps.
 * @throws {UpstreamError} from its answers, where the API fails: see `docs/errors/agent-*.md`.
 * @example
 * import { Agent, run } from '@openai/agents';
 *
 * const guide = new Agent({ name: 'Guide', instructions: 'Help with orders.' });
 * const agent = agentsSdk((turn, input) => run(guide, input, { stream: true, signal: turn.signal }));
 * @example
 * import { Agent, run } from '@openai/agents';
 *
 * const sorter = new Agent({ name: 'Sorter', instructions: 'Answer "order" or "other", and nothing else.' });
 * const guides = { order: new Agent({ name: 'Orders' }), other: new Agent({ name: 'General' }) };
 * const agent = agentsSdk(async function* (turn, input) {
 *   yield turn.progress('Reading your question…');
 *   const { finalOutput } = await run(sorter, input, { signal: turn.signal });
 *   const guide = finalOutput === 'order' ? guides.order : guides.other;
 *   yield run(guide, input, { stream: true, signal: turn.signal });
 * });
 */
export function agentsSdk(runAgents: RunAgents, options: AgentsSdkOptions = {}): Agent {
  const { history = HISTORY, holdAnswer = false } = options;

  return async function* answer(turn) {
    const reader = new RunReader(turn, options);
    yield turn.progress(stringsFor(turn.locale).thinking, 'sparkle');
    try {
      const made = runAgents(turn, await inputOf(turn, history));
      for await (const output of isIterable(made) ? made : [made]) yield* outputs(output, reader, turn);
    } catch (error) {
      // What is thrown after the end of the turn is the echo of that.
      turn.signal.throwIfAborted();
      const refusal = refusalOf(error);
      if (refusal === undefined) throw errorOf(error, turn.locale);
      yield* reader.end();
      yield refusal;
    }
  };

  async function* outputs(output: RunOutput, reader: RunReader, turn: Turn): AsyncGenerator<string | AgentEvent> {
    if (isIterable(output)) yield* streamed(output, reader, turn);
    else if (typeof output === 'string' || 'kind' in output) yield output;
    else yield finished(output);
  }

  async function* streamed(run: StreamedRun, reader: RunReader, turn: Turn): AsyncGenerator<string | AgentEvent> {
    /** What no guardrail has seen yet. */
    const held: (string | AgentEvent)[] = [];
    for await (const event of eventsOf(run, turn.signal)) {
      const isHeld = holdAnswer || (run.currentAgent?.outputGuardrails?.length ?? 0) > 0;
      for (const output of reader.read(event)) {
        if (isHeld && (typeof output === 'string' || output.kind === 'source')) held.push(output);
        else yield output;
      }
    }
    turn.signal.throwIfAborted();
    const waiting = run.interruptions?.map(({ name }) => `"${name ?? 'a tool'}"`) ?? [];
    if (waiting.length > 0) {
      throw new TypeError(
        `agentsSdk: the run waits for somebody to approve ${waiting.join(', ')}, and a chat cannot ask for that. Take "needsApproval" off the tool, or ask with turn.structuredInput() before it runs.`,
      );
    }
    yield* reader.end();
    yield* held;
  }
}

/** The events of a run, until the turn ends: then the run is broken off, whether or not it was given the signal. */
async function* eventsOf(run: StreamedRun, signal: AbortSignal): AsyncGenerator<RunStreamEvent, void, undefined> {
  if (!run.toStream) {
    yield* run;
    return;
  }
  const reader = run.toStream().getReader();
  const leave = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', leave, { once: true });
  try {
    if (signal.aborted) return;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
}

function finished(run: FinishedRun): string {
  const output = 'output_text' in run ? run.output_text : run.finalOutput;
  if (typeof output === 'string') return output;
  throw new TypeError(
    `agentsSdk: expected a streamed run, or a result whose output is text, got ${output === undefined ? 'none' : 'data'}. What is no answer is kept, not returned.`,
  );
}

const isIterable = <T>(value: unknown): value is AsyncIterable<T> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
