import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import type { RunningTurn } from './running-turns.ts';

const headers = {
  'Content-Type': 'text/event-stream',
  // Nothing between here and the page may store, compress or collect what should arrive piece by piece.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** A body of events. */
export const eventStreamResponse = (body: ReadableStream<Uint8Array>): Response => new Response(body, { headers });

/** How much is gathered for one piece, in UTF-16 code units. */
const PIECE_LENGTH = 16_384;

/** Runs something when all that could go on without waiting for something outside has gone on. */
const soon: (work: () => void) => void =
  typeof setImmediate === 'function' ? (work) => void setImmediate(work) : (work) => void setTimeout(work);

/**
 * Sends the events of an answer as the client takes them: more are asked for only when the last piece is gone.
 * What comes at once goes as one piece, which is many times cheaper than a piece for each. A client that goes away
 * stops the turn.
 */
export function eventStream(events: AsyncGenerator<ThreadEvent, void, undefined>, turn: RunningTurn): Response {
  const pieces = new Pieces(events);
  // A turn that was told to end has only a few events left. They are taken without waiting for the reader, who may be
  // gone or asleep: nothing else would save what is kept, and give the thread free.
  const finish = () => pieces.finish();
  if (turn.signal.aborted) finish();
  else turn.signal.addEventListener('abort', finish, { once: true });

  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await pieces.next();
        if (piece === null) controller.close();
        else controller.enqueue(encoder.encode(piece));
      },
      cancel() {
        pieces.forget();
        turn.stop('stopped');
        return turn.ended;
      },
    },
    { highWaterMark: 0 },
  );
  return eventStreamResponse(body);
}

/** Gathers events into pieces of text. */
class Pieces {
  readonly #events: AsyncGenerator<ThreadEvent, void, undefined>;
  #piece = '';
  /** Whether an event has been asked for and has not come. */
  #asked = false;
  #ended = false;
  #failure: { error: unknown } | undefined;
  /** Whether all is taken without waiting for the reader. */
  #finishing = false;
  #forgotten = false;
  /** Set while the reader waits. */
  #reader: { resolve: (piece: string | null) => void; reject: (error: unknown) => void } | undefined;
  #handingOver = false;

  constructor(events: AsyncGenerator<ThreadEvent, void, undefined>) {
    this.#events = events;
  }

  /** The next piece, as soon as there is something to send; `null` at the end. */
  next(): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      if (this.#ended || this.#piece !== '') this.#handOver();
      else this.#ask();
    });
  }

  /** Takes what is left of the events, whether anybody reads or not. */
  finish(): void {
    this.#finishing = true;
    this.#ask();
  }

  /** Says that nobody will read any more. */
  forget(): void {
    this.#forgotten = true;
    this.#piece = '';
  }

  #ask(): void {
    if (this.#asked || this.#ended) return;
    if (!this.#finishing && (!this.#reader || this.#piece.length >= PIECE_LENGTH)) return;
    this.#asked = true;
    this.#events.next().then(this.#take).catch(this.#fail);
  }

  readonly #take = ({ done, value }: IteratorResult<ThreadEvent, void>): void => {
    this.#asked = false;
    if (done) this.#ended = true;
    else if (!this.#forgotten) this.#piece += encodeEvent(value);

    if (this.#ended || this.#piece.length >= PIECE_LENGTH) this.#handOver();
    else if (this.#reader && !this.#handingOver) {
      this.#handingOver = true;
      soon(this.#handOver);
    }
    this.#ask();
  };

  /** Nothing that was checked before comes here. If it does, the stream breaks off, and holds nothing. */
  readonly #fail = (error: unknown): void => {
    this.#asked = false;
    this.#ended = true;
    this.#failure = { error };
    void this.#events.return();
    this.#handOver();
  };

  readonly #handOver = (): void => {
    this.#handingOver = false;
    const reader = this.#reader;
    if (!reader || (this.#piece === '' && !this.#ended)) return;
    this.#reader = undefined;
    if (this.#failure) reader.reject(this.#failure.error);
    else if (this.#piece === '') reader.resolve(null);
    else reader.resolve(this.#piece);
    this.#piece = '';
  };
}
