import type { Source } from '@kb-assistant/protocol';
import type { RunStreamEvent } from '@openai/agents';
import type { AgentEvent, Turn } from '../../agent.ts';
import { stringsFor } from '../upstream/strings.ts';
import { Steps } from './steps.ts';
import { hostedTask, spokenName } from './tasks.ts';

export interface RunReaderOptions {
  /** What tools are called where their steps are shown, by their name. Default: the name, as words. */
  toolTitles?: Record<string, string>;
}

type Outputs = Generator<string | AgentEvent, void, undefined>;

/** An event of the Responses API as it came over the wire. Only what is read is named here. */
interface WireEvent {
  type?: string;
  item?: { id?: string; type?: string };
  item_id?: string;
  summary_index?: number;
  delta?: string;
  annotation?: WireAnnotation;
  /** Of a chat completion. */
  choices?: { delta?: { annotations?: unknown } | null }[];
}

interface WireAnnotation {
  type?: string;
  url?: string;
  title?: string;
  filename?: string;
  /** Where a chat completion has the address. */
  url_citation?: { url?: string; title?: string };
}

/**
 * Turns the events of streamed runs into what an agent yields: words as they come, tools and hand-offs as steps, summaries
 * of the model's reasoning as thoughts, citations as sources. What is private stays so: what tools are given and give
 * back is not shown.
 */
export class RunReader {
  readonly #turn: Turn;
  readonly #titleOf: (name: string) => string;
  readonly #steps: Steps;
  /** The message that the last words belong to. */
  #message: string | undefined;
  #hasText = false;

  constructor(turn: Turn, { toolTitles = {} }: RunReaderOptions) {
    this.#turn = turn;
    this.#titleOf = (name) => toolTitles[name] ?? spokenName(name);
    this.#steps = new Steps(turn);
  }

  *read(event: RunStreamEvent): Outputs {
    if (event.type === 'run_item_stream_event') yield* this.#item(event);
    if (event.type !== 'raw_model_stream_event') return;
    const { data } = event;
    if (data.type === 'output_text_delta') yield* this.#text(data.delta, itemIdOf(data));
    if (data.type === 'model') yield* this.#wire((data.event ?? {}) as WireEvent);
  }

  /** No more events follow. */
  end(): Outputs {
    return this.#steps.close();
  }

  *#text(text: string, message: string | undefined): Outputs {
    if (text === '') return;
    yield* this.#steps.close();
    if (this.#hasText && message !== this.#message) yield '\n\n';
    this.#message = message;
    this.#hasText = true;
    yield text;
  }

  *#wire({ type, item, item_id: itemId = '', delta, annotation, ...event }: WireEvent): Outputs {
    switch (type) {
      case 'response.output_item.added':
      case 'response.output_item.done': {
        const task = item && hostedTask(item, this.#titleOf);
        const status_indicator = type.endsWith('added') ? 'loading' : 'complete';
        if (task) yield* this.#steps.set(item.id ?? '', { ...task, status_indicator });
        return;
      }
      case 'response.reasoning_summary_text.delta':
        yield* this.#thought(`${itemId} ${event.summary_index ?? 0}`, delta ?? '');
        return;
      case 'response.reasoning_summary_text.done':
        yield* this.#steps.complete(`${itemId} ${event.summary_index ?? 0}`);
        return;
      case 'response.output_text.annotation.added':
        yield* this.#cite(annotation);
        return;
    }
    const said = event.choices?.[0]?.delta;
    if (Array.isArray(said?.annotations))
      for (const each of said.annotations as WireAnnotation[]) yield* this.#cite(each);
  }

  *#thought(id: string, delta: string): Outputs {
    const before = this.#steps.get(id);
    const content = (before?.type === 'thought' ? before.content : '') + delta;
    yield* this.#steps.set(id, { type: 'thought', content, status_indicator: 'loading' });
  }

  *#cite(annotation: WireAnnotation | undefined): Outputs {
    const source = annotation && sourceOf(annotation);
    if (source) yield this.#turn.source(source);
  }

  *#item({ name, item }: Extract<RunStreamEvent, { type: 'run_item_stream_event' }>): Outputs {
    const { rawItem } = item;
    if (name === 'tool_called' && rawItem?.type === 'function_call') {
      const title = this.#titleOf(rawItem.name);
      yield* this.#steps.set(rawItem.callId, { type: 'custom', title, status_indicator: 'loading' });
    }
    if (name === 'tool_called' && rawItem?.type === 'hosted_tool_call' && rawItem.id && !this.#steps.has(rawItem.id)) {
      // A provider that does not stream its own tools.
      const task = hostedTask({ type: rawItem.name, ...rawItem.providerData }, this.#titleOf);
      if (task) yield* this.#steps.set(rawItem.id, { ...task, status_indicator: 'complete' });
    }
    if (name === 'tool_output' && rawItem && 'callId' in rawItem && typeof rawItem.callId === 'string') {
      yield* this.#steps.complete(rawItem.callId);
    }
    if (name === 'handoff_occurred' && item.type === 'handoff_output_item') {
      const title = stringsFor(this.#turn.locale).handedOver.replace('{name}', () => item.targetAgent.name);
      const id = `handoff ${item.rawItem.callId}`;
      yield* this.#steps.set(id, { type: 'custom', title, icon: 'agent', status_indicator: 'complete' });
    }
  }
}

const itemIdOf = (data: object): string | undefined => {
  const { itemId } = data as { itemId?: unknown };
  return typeof itemId === 'string' ? itemId : undefined;
};

function sourceOf({ type, url_citation: citation, ...fields }: WireAnnotation): Source | null {
  const { url, title, filename } = { ...fields, ...citation };
  if (type === 'url_citation' && url && URL.canParse(url))
    return { type: 'url', url, title: title || new URL(url).hostname };
  if (/^(?:container_)?file_citation$/.test(type ?? '') && filename) return { type: 'file', title: filename, filename };
  return null;
}
