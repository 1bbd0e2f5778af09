type Event = Record<string, any> & { type: string };

const HIDDEN = ['hidden_context_item', 'sdk_hidden_context'];

/** The fields that each type of event must have; an event of another type is no error, for a newer server may send it. */
const fields: Record<string, string[]> = {
  'thread.created': ['thread'],
  'thread.updated': ['thread'],
  'thread.item.added': ['item'],
  'thread.item.updated': ['item_id', 'update'],
  'thread.item.done': ['item'],
  'thread.item.removed': ['item_id'],
  'thread.item.replaced': ['item'],
  stream_options: ['stream_options'],
  progress_update: ['text'],
  client_effect: ['name', 'data'],
  notice: ['level', 'message'],
  error: ['code', 'allow_retry'],
};

/** Reads a stream of events strictly: one line of data and an empty one for each, and nothing else. */
export function readStream(body: string): { events: Event[]; problems: string[] } {
  const problems: string[] = [];
  const events: Event[] = [];
  if (body !== '' && !body.endsWith('\n\n')) problems.push('the stream breaks off within an event');
  for (const block of body.split('\n\n').slice(0, -1)) {
    // Comments keep connections open, and are no events.
    const lines = block.split('\n').filter((line) => !line.startsWith(':'));
    if (lines.length === 0) continue;
    if (lines.length > 1 || !lines[0]!.startsWith('data: ')) {
      problems.push(`an event is not one line of data: ${block.slice(0, 120)}`);
      continue;
    }
    try {
      events.push(JSON.parse(lines[0]!.slice('data: '.length)) as Event);
    } catch {
      problems.push(`an event is no JSON: ${block.slice(0, 120)}`);
    }
  }
  return { events, problems };
}

/** The rules that hold for every answer, whatever was asked. */
export function brokenRules(events: Event[]): string[] {
  const problems: string[] = [];
  const open = new Map<string, { type: string; text: string }>();
  let begun = false;

  for (const [index, event] of events.entries()) {
    const say = (problem: string) => problems.push(`event ${index} (${event.type}): ${problem}`);
    for (const name of fields[event.type] ?? []) if (event[name] === undefined) say(`it has no "${name}"`);
    const empty = nullAt(event);
    if (empty !== null) say(`${empty} is null; absent fields are left out`);
    if (event.thread && 'metadata' in event.thread)
      say('it carries the metadata of the thread, which is the server’s own');
    if (event.item && HIDDEN.includes(event.item.type)) say('it shows a hidden item');
    if (event.type === 'stream_options') begun = true;

    switch (event.type) {
      case 'thread.item.added':
        if (!begun) say('an answer begins with stream_options');
        if (open.has(event.item?.id)) say('the item has begun already');
        open.set(event.item?.id, { type: event.item?.type, text: textOf(event.item) });
        break;
      case 'thread.item.updated': {
        const item = open.get(event.item_id);
        if (!item) {
          say('it changes an item that has not begun, or is done');
          break;
        }
        const kind = String(event.update?.type).split('.')[0];
        if (kind !== item.type) say(`a ${item.type} is changed by an update of a ${kind}`);
        if (event.update?.type === 'assistant_message.content_part.text_delta') item.text += event.update.delta;
        break;
      }
      case 'thread.item.done': {
        const before = open.get(event.item?.id);
        open.delete(event.item?.id);
        if (!before) break;
        if (before.type !== event.item.type) say(`it began as a ${before.type}`);
        if (before.type === 'assistant_message' && before.text !== textOf(event.item)) {
          say('its text is not what its deltas add up to');
        }
        break;
      }
      case 'thread.item.removed':
        open.delete(event.item_id);
        break;
    }
  }
  if (open.size > 0)
    problems.push(`the answer ends while ${[...open.values()].map(({ type }) => type).join(', ')} is still being made`);
  return problems;
}

/** Where a value holds a null as a field, as the protocol never writes it. */
export function nullAt(value: unknown, path = ''): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, entry] of Object.entries(value)) {
    if (entry === null && !Array.isArray(value)) return `${path}${key}`;
    const found = nullAt(entry, `${path}${key}.`);
    if (found !== null) return found;
  }
  return null;
}

const textOf = (item: { content?: { text?: string }[] } | undefined): string =>
  Array.isArray(item?.content) ? item.content.map(({ text }) => text ?? '').join('') : '';
