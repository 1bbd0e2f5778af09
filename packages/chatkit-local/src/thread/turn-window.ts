import type { ThreadItem } from '@kb-assistant/protocol';
import { Turns, type Turn } from '../conversation/turns.ts';
import { nextFrame } from '../element/next-frame.ts';

/** How many turns are drawn at once when a thread is opened: more than a view holds. */
const AT_ONCE = 12;

/** How long a frame may take that draws more of them, in milliseconds: the page around needs some of it too. */
const FRAME_MS = 8;

/** How many turns are one chunk. Of what is out of sight, a browser looks at each chunk in every frame. */
const A_CHUNK = 8;

/** Some turns that follow each other. */
export interface Chunk {
  /** Stable for as long as any of its turns is on the screen. */
  key: number;
  turns: readonly Turn[];
  /** Whether its size is known, so that it need not be laid out where it is not seen. */
  settled: boolean;
}

const PENDING: Turn = { key: 'pending', question: null, answers: [], plain: true };

/**
 * Spreads the drawing of a long thread over many frames: its end can be read at once, and the rest comes upwards, with
 * each frame as many turns as it has time for.
 */
export class TurnWindow {
  readonly #changed: () => void;
  readonly #turns = new Turns();
  #first: string | null = null;
  /** The turn from which chunks are counted, up and down: what comes above or below moves no turn to another one. */
  #origin: string | null = null;
  #settled: string | null = null;
  /** How many turns are drawn with the next frame. */
  #pace = 2;
  /** Whether a frame has passed since the last turns were drawn. */
  #due = false;
  #waiting = false;
  #fresh = true;
  #whole = true;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The key of the first turn that is drawn. */
  get first(): string | null {
    return this.#first;
  }

  /** Whether all turns are drawn. */
  get whole(): boolean {
    return this.#whole;
  }

  /** Bound. What is to be drawn now of these items, and of the message that is on its way to them. */
  readonly look = (items: readonly ThreadItem[], pending: boolean): Chunk[] => {
    const known = this.#turns.of(items);
    const turns = pending ? [...known, PENDING] : known;
    const indexOf = (sought: string | null) => turns.findIndex(({ key }) => key === sought);
    const before = indexOf(this.#first);
    let first = before;
    if (before < 0) {
      first = Math.max(0, turns.length - AT_ONCE);
      this.#fresh = true;
    } else if (this.#due) {
      first = Math.max(0, before - this.#pace);
      // What was drawn before the frame began has no size yet.
      if (!this.#fresh) this.#settled = this.#first;
      this.#fresh = false;
    }
    this.#due = false;
    this.#first = turns[first]?.key ?? null;
    this.#whole = first === 0;
    if (!this.#whole || this.#settled !== this.#first) void this.#wait();
    if (indexOf(this.#origin) < 0) this.#origin = this.#first;
    return chunksOf(turns, first, indexOf(this.#origin), indexOf(this.#settled));
  };

  async #wait(): Promise<void> {
    if (this.#waiting) return;
    this.#waiting = true;
    await nextFrame();
    this.#waiting = false;
    this.#due = true;
    const beganMs = performance.now();
    // Its turn comes when the frame has been drawn.
    setTimeout(() => {
      const tookMs = performance.now() - beganMs;
      if (tookMs > FRAME_MS) this.#pace = Math.max(1, this.#pace - 1);
      else if (tookMs < FRAME_MS / 2) this.#pace++;
    });
    this.#changed();
  }
}

function chunksOf(turns: readonly Turn[], first: number, origin: number, settled: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = first; start < turns.length;) {
    const key = Math.floor((start - origin) / A_CHUNK);
    const end = origin + (key + 1) * A_CHUNK;
    // The last one may still grow.
    const known = settled >= 0 && settled <= start && end < turns.length;
    chunks.push({ key, turns: turns.slice(start, end), settled: known });
    start = end;
  }
  return chunks;
}
