/** Longer than any frame: only a page that is not shown draws none. */
const HIDDEN_MS = 200;

/** Resolves with the next frame; soon, where the page is hidden and there are no frames. */
export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      resolve();
    };
    const frame = requestAnimationFrame(done);
    const timer = setTimeout(done, HIDDEN_MS);
  });
