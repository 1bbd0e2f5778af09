import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import { eventStreamResponse } from './event-stream.ts';
import type { TurnFeed, Watcher } from './turn-feed.ts';

/** After how many events others get their turn, where an agent never waits for anything. */
const EVENTS_AT_A_TIME = 256;

/** Has an answer given whether anybody reads it or not, and reads along from its beginning. */
export function readAlong(events: AsyncGenerator<ThreadEvent, void, undefined>, feed: TurnFeed): Watcher {
  const watcher = feed.watch();
  const give = async () => {
    let count = 0;
    for await (const event of events) {
      feed.push(event);
      if (++count % EVENTS_AT_A_TIME === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  };
  // Nothing that was checked before throws. If it does, the stream ends, and its thread is free.
  void give().catch(() => feed.end());
  return watcher;
}

/** Sends what a watcher is told, at the pace of the client. A client that goes away stops reading, and nothing else. */
export function feedStream(watcher: Watcher): Response {
  const encoder = new TextEncoder();
  return eventStreamResponse(
    new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const events = await watcher.next();
          if (events) controller.enqueue(encoder.encode(events.map(encodeEvent).join('')));
          else controller.close();
        },
        cancel: () => watcher.leave(),
      },
      { highWaterMark: 0 },
    ),
  );
}
