/** The streams of OpenAI's Responses API, event by event, in its published format. */

type Json = Record<string, unknown>;

/** An item of the output: what it is at first, what happens to it, and what it is in the end. */
export interface OutputItem {
  begun: Json;
  events: Json[];
  done: Json;
}

let count = 0;
const newId = (prefix: string): string => `${prefix}_68f0a1${String((count += 1)).padStart(10, '0')}`;

const messageOf = (id: string, status: string, content: Json[]): Json => ({
  id,
  type: 'message',
  status,
  role: 'assistant',
  content,
});

/** A message that comes in pieces, an annotation being a piece as well. */
export function message(...pieces: (string | Json)[]): OutputItem {
  const id = newId('msg');
  const place = { item_id: id, content_index: 0 };
  const text = pieces.filter((piece) => typeof piece === 'string').join('');
  const annotations = pieces.filter((piece) => typeof piece === 'object');
  const part = { type: 'output_text', annotations: [] as Json[], logprobs: [], text: '' };
  return {
    begun: messageOf(id, 'in_progress', []),
    events: [
      { type: 'response.content_part.added', ...place, part },
      ...pieces.map((piece) =>
        typeof piece === 'string'
          ? { type: 'response.output_text.delta', ...place, delta: piece, logprobs: [], obfuscation: 'qL7x' }
          : {
              type: 'response.output_text.annotation.added',
              ...place,
              annotation_index: annotations.indexOf(piece),
              annotation: piece,
            },
      ),
      { type: 'response.output_text.done', ...place, text, logprobs: [] },
      { type: 'response.content_part.done', ...place, part: { ...part, annotations, text } },
    ],
    done: messageOf(id, 'completed', [{ ...part, annotations, text }]),
  };
}

export function refusal(...pieces: string[]): OutputItem {
  const id = newId('msg');
  const place = { item_id: id, content_index: 0 };
  const text = pieces.join('');
  return {
    begun: messageOf(id, 'in_progress', []),
    events: [
      ...pieces.map((delta) => ({ type: 'response.refusal.delta', ...place, delta })),
      { type: 'response.refusal.done', ...place, refusal: text },
    ],
    done: messageOf(id, 'completed', [{ type: 'refusal', refusal: text }]),
  };
}

export function functionCall(name: string, args: Json, callId = newId('call')): OutputItem {
  const id = newId('fc');
  const call = { id, type: 'function_call', call_id: callId, name };
  const text = JSON.stringify(args);
  return {
    begun: { ...call, status: 'in_progress', arguments: '' },
    events: [
      { type: 'response.function_call_arguments.delta', item_id: id, delta: text },
      { type: 'response.function_call_arguments.done', item_id: id, arguments: text },
    ],
    done: { ...call, status: 'completed', arguments: text },
  };
}

/** Summaries of reasoning, each in pieces. */
export function reasoning(...summaries: string[][]): OutputItem {
  const id = newId('rs');
  return {
    begun: { id, type: 'reasoning', summary: [] },
    events: summaries.flatMap((pieces, summary_index) => {
      const place = { item_id: id, summary_index };
      const text = pieces.join('');
      return [
        { type: 'response.reasoning_summary_part.added', ...place, part: { type: 'summary_text', text: '' } },
        ...pieces.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...place, delta })),
        { type: 'response.reasoning_summary_text.done', ...place, text },
        { type: 'response.reasoning_summary_part.done', ...place, part: { type: 'summary_text', text } },
      ];
    }),
    done: {
      id,
      type: 'reasoning',
      summary: summaries.map((pieces) => ({ type: 'summary_text', text: pieces.join('') })),
    },
  };
}

export function webSearch(query: string, urls: string[]): OutputItem {
  const id = newId('ws');
  const call = { id, type: 'web_search_call' };
  return {
    begun: { ...call, status: 'in_progress' },
    events: ['in_progress', 'searching', 'completed'].map((state) => ({
      type: `response.web_search_call.${state}`,
      item_id: id,
    })),
    done: {
      ...call,
      status: 'completed',
      action: { type: 'search', query, sources: urls.map((url) => ({ type: 'url', url })) },
    },
  };
}

export const urlCitation = (title: string, url: string): Json => ({
  type: 'url_citation',
  start_index: 0,
  end_index: 4,
  title,
  url,
});

/** A response of such items, as it is streamed. */
export function responseStream(...items: OutputItem[]): string[] {
  const response = responseOf([], 'in_progress');
  const events: Json[] = [
    { type: 'response.created', response },
    { type: 'response.in_progress', response },
    ...items.flatMap(({ begun, events: changes, done }, output_index) => [
      { type: 'response.output_item.added', output_index, item: begun },
      ...changes.map((change) => ({ ...change, output_index })),
      { type: 'response.output_item.done', output_index, item: done },
    ]),
    { type: 'response.completed', response: responseOf(items, 'completed', response.id) },
  ];
  return events.map(
    (event, sequence_number) =>
      `event: ${String(event['type'])}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
  );
}

/** The same as one JSON object, where no stream was asked for. */
export const responseJson = (...items: OutputItem[]): string => JSON.stringify(responseOf(items, 'completed'));

const responseOf = (items: OutputItem[], status: string, id = newId('resp')) => ({
  id,
  object: 'response',
  created_at: 1_790_000_000,
  status,
  background: false,
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  model: 'gpt-5.6-luna-2026-06-11',
  output: items.map(({ done }) => done),
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: 'low', summary: 'auto' },
  service_tier: 'default',
  store: true,
  temperature: 1,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  truncation: 'disabled',
  usage:
    status === 'completed'
      ? {
          input_tokens: 37,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: 11,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 48,
        }
      : null,
  user: null,
  metadata: {},
});
