import { ProtocolError } from './errors.ts';
import type { ThreadEvent } from './types/events.ts';

/** JSON without null fields, as the protocol writes it in both directions. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Most values have none, and asking about each field takes ten times as long.
  if (!json?.includes('null')) return json;
  return JSON.stringify(value, function (key, each: unknown) {
    // A null inside an array holds a place, so only the fields of objects are left out.
    return each === null && !Array.isArray(this) && key !== '' ? undefined : each;
  });
}

/**
 * One event as it stands on the wire.
 *
 * @example
 * encodeEvent({ type: 'progress_update', text: 'Searching…' });
 * // 'data: {"type":"progress_update","text":"Searching…"}\n\n'
 */
export const encodeEvent = (event: ThreadEvent): string => `data: ${toJson(event)}\n\n`;

/**
 * Splits a stream of text into the data of its server-sent events, however the text was cut.
 * Follows the WHATWG parsing rules for `data` fields; comments, names and ids are passed over.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseSplitter {
  #rest = '';
  #data: string[] = [];
  #start = true;

  /** Takes the next piece of text, and gives the data of each event that it completed. */
  push(chunk: string): string[] {
    let text = this.#rest + chunk;
    if (this.#start && text.length > 0) {
      if (text.startsWith('\uFEFF')) text = text.slice(1);
      this.#start = false;
    }
    const events: string[] = [];
    const lineEnd = /[\r\n]/g;
    let from = 0;
    for (;;) {
      lineEnd.lastIndex = from;
      const at = lineEnd.exec(text)?.index;
      if (at === undefined) break;
      // A carriage return at the very end may be half of a CRLF.
      if (text[at] === '\r' && at + 1 === text.length) break;
      this.#line(text.slice(from, at), events);
      from = at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1);
    }
    this.#rest = text.slice(from);
    return events;
  }

  #line(line: string, events: string[]): void {
    if (line === '') {
      if (this.#data.length > 0) events.push(this.#data.join('\n'));
      this.#data = [];
    } else if (line === 'data') {
      this.#data.push('');
    } else if (line.startsWith('data:')) {
      this.#data.push(line.slice(line[5] === ' ' ? 6 : 5));
    }
  }
}

/**
 * Reads the events of a `text/event-stream` body. Leaving the loop early cancels the body.
 * An event whose type is not known is handed on as it is: a newer server may send it.
 *
 * @throws {ProtocolError} `malformed-event` where the data is not a JSON object with a `type`.
 * @example
 * for await (const event of readEvents(response.body!)) {
 *   if (event.type === 'progress_update') console.log(event.text);
 * }
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ThreadEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const splitter = new SseSplitter();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // What follows the last empty line was cut off, and is dropped as the standard asks.
      if (done) return;
      for (const data of splitter.push(decoder.decode(value, { stream: true }))) yield parseEvent(data);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Reads one event from its JSON text. */
export function parseEvent(data: string): ThreadEvent {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    throw new ProtocolError('malformed-event', `An event is not JSON: ${data.slice(0, 80)}`);
  }
  if (typeof event !== 'object' || event === null || typeof (event as { type?: unknown }).type !== 'string') {
    throw new ProtocolError('malformed-event', `An event has no type: ${data.slice(0, 80)}`, 'type');
  }
  return event as ThreadEvent;
}
