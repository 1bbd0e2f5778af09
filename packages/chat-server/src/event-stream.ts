import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import type { RunningTurn } from './running-turns.ts';

const headers = {
  'Content-Type': 'text/event-stream',
  // Nothing between here and the page may store, compress or collect what should arrive piece by piece.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/**
 * Sends the events of an answer as the client takes them: the next one is asked for only when the last one is gone.
 * A client that goes away stops the turn.
 */
export function eventStream(events: AsyncGenerator<ThreadEvent, void, undefined>, turn: RunningTurn): Response {
  const encoder = new TextEncoder();
  let open = true;

  const step = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<boolean> => {
    try {
      const { done, value } = await events.next();
      if (open && !done) controller.enqueue(encoder.encode(encodeEvent(value)));
      if (open && done) {
        open = false;
        controller.close();
      }
      return !done;
    } catch (error) {
      // Nothing that was checked before comes here. If it does, the stream breaks off, and holds nothing.
      if (open) controller.error(error);
      open = false;
      await events.return();
      return false;
    }
  };

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // A turn that was told to end has only a few events left. They are taken without waiting for the reader,
        // who may be gone or asleep: nothing else would save what is kept, and give the thread free.
        const finish = async () => {
          while (await step(controller));
        };
        if (turn.signal.aborted) void finish();
        else turn.signal.addEventListener('abort', () => void finish(), { once: true });
      },
      async pull(controller) {
        await step(controller);
      },
      cancel() {
        open = false;
        turn.stop('stopped');
        return turn.ended;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
