import { nextFrame } from '../element/next-frame.ts';
import type { Turn } from '../conversation/turns.ts';

/** How many turns are drawn at once when a thread is opened: more than a view holds. */
const AT_ONCE = 12;

/** How many more are drawn with each frame after that, so that none of them takes long. */
const A_FRAME = 2;

/** Which turns of a thread are drawn: all from `first` on. Those from `settled` on have been laid out before. */
export interface Drawn {
  first: number;
  settled: number;
}

/**
 * Spreads the drawing of a long thread over many frames: its end can be read at once, and the rest comes upwards, a
 * few turns a frame.
 */
export class TurnWindow {
  readonly #changed: () => void;
  #first: string | null = null;
  #settled: string | null = null;
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

  /** Bound. What is to be drawn now of these turns. */
  readonly look = (turns: readonly Turn[]): Drawn => {
    const indexOf = (sought: string | null) => turns.findIndex(({ key }) => key === sought);
    const before = indexOf(this.#first);
    let first = before;
    if (before < 0) {
      first = Math.max(0, turns.length - AT_ONCE);
      this.#fresh = true;
    } else if (this.#due) {
      first = Math.max(0, before - A_FRAME);
      // What was drawn before the frame began has no size yet.
      if (!this.#fresh) this.#settled = this.#first;
      this.#fresh = false;
    }
    this.#due = false;
    this.#first = turns[first]?.key ?? null;
    this.#whole = first === 0;
    if (!this.#whole || this.#settled !== this.#first) void this.#wait();
    const settled = indexOf(this.#settled);
    return { first, settled: settled < 0 ? turns.length : settled };
  };

  async #wait(): Promise<void> {
    if (this.#waiting) return;
    this.#waiting = true;
    await nextFrame();
    this.#waiting = false;
    this.#due = true;
    this.#changed();
  }
}
