/**
 * A clock for durations, in milliseconds: never goes back, and goes on while the device sleeps. `performance.now` stands
 * still during sleep in some engines, and `Date.now` jumps when somebody sets the clock, so the one that says more time
 * has passed is believed: at worst a session is renewed too early.
 */
export function steadyClock(monotonic = () => performance.now(), wall = () => Date.now()): () => number {
  let lastMonotonic = monotonic();
  let lastWall = wall();
  let elapsed = 0;
  return () => {
    const [nowMonotonic, nowWall] = [monotonic(), wall()];
    elapsed += Math.max(nowMonotonic - lastMonotonic, nowWall - lastWall, 0);
    lastMonotonic = nowMonotonic;
    lastWall = nowWall;
    return elapsed;
  };
}
