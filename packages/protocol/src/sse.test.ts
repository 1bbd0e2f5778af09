import { describe, expect, it } from 'vitest';
import { encodeEvent, readEvents, SseSplitter, toJson } from './sse.ts';
import type { ThreadEvent } from './types/events.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const streamOf = (chunks: Uint8Array[], cancelled?: () => void): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull(controller) {
      const next = chunks.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
    ...(cancelled ? { cancel: cancelled } : {}),
  });

const collect = async (stream: ReadableStream<Uint8Array>): Promise<ThreadEvent[]> => {
  const events: ThreadEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
};

describe('encodeEvent', () => {
  it('writes one data line and an empty line', () => {
    expect(encodeEvent({ type: 'progress_update', text: 'Searching…' })).toBe(
      'data: {"type":"progress_update","text":"Searching…"}\n\n',
    );
  });

  it('keeps line breaks inside the JSON, so that no text can start an event of its own', () => {
    const encoded = encodeEvent({ type: 'progress_update', text: 'a\n\ndata: {"type":"error"}\r\n\u2028' });
    expect(encoded.trimEnd()).not.toMatch(/[\n\r]/);
  });
});

describe('toJson', () => {
  it('leaves out null fields, and keeps the nulls of lists', () => {
    expect(toJson({ a: null, b: [null, 1], c: { d: null, e: 0 } })).toBe('{"b":[null,1],"c":{"e":0}}');
  });
});

describe('SseSplitter', () => {
  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
    ['carriage returns', '\r'],
  ])('understands %s, wherever the text is cut', (_, end) => {
    const text = `data: one${end}${end}: a comment${end}id: 7${end}event: x${end}data:two${end}data: three${end}${end}`;
    for (let cut = 0; cut <= text.length; cut++) {
      const splitter = new SseSplitter();
      const got = [...splitter.push(text.slice(0, cut)), ...splitter.push(text.slice(cut)), ...splitter.push('\n')];
      expect(got).toEqual(['one', 'two\nthree']);
    }
  });

  it('passes over a byte order mark', () => {
    expect(new SseSplitter().push('\uFEFFdata: one\n\n')).toEqual(['one']);
  });

  it('reads a large chunk in time that grows with its length', () => {
    const event = `data: ${'x'.repeat(90)}\n\n`;
    expect(new SseSplitter().push(event.repeat(20_000))).toHaveLength(20_000);
  });
});

describe('readEvents', () => {
  const events: ThreadEvent[] = [
    { type: 'stream_options', stream_options: { allow_cancel: true } },
    { type: 'progress_update', text: 'Suche läuft… 🔎' },
    { type: 'thread.item.removed', item_id: 'msg_1' },
  ];
  const wire = bytes(events.map(encodeEvent).join(''));

  it('reads what encodeEvent wrote, cut at any byte', async () => {
    for (let cut = 1; cut < wire.length; cut++) {
      expect(await collect(streamOf([wire.slice(0, cut), wire.slice(cut)]))).toEqual(events);
    }
  });

  it('reads it one byte at a time', async () => {
    expect(await collect(streamOf(Array.from(wire, (byte) => Uint8Array.of(byte))))).toEqual(events);
  });

  it('drops an event that was cut off by the end', async () => {
    expect(await collect(streamOf([wire.slice(0, -5)]))).toEqual(events.slice(0, 2));
  });

  it('cancels the body when the reader leaves early', async () => {
    let cancelled = false;
    const stream = streamOf([wire, wire], () => void (cancelled = true));
    for await (const event of readEvents(stream)) if (event) break;
    expect(cancelled).toBe(true);
  });

  it('hands on events of a type it does not know', async () => {
    expect(await collect(streamOf([bytes('data: {"type":"thread.sang"}\n\n')]))).toEqual([{ type: 'thread.sang' }]);
  });

  it.each(['data: {oops\n\n', 'data: 7\n\n', 'data: {"no":"type"}\n\n'])('refuses %j', async (text) => {
    await expect(collect(streamOf([bytes(text)]))).rejects.toMatchObject({ code: 'malformed-event' });
  });
});
