/** Milliseconds that each bar stands for. */
const BAR_MS = 90;
const BAR_PX = 3;
const GAP_PX = 2;

export interface LevelFacts {
  /** From 0 to 1. */
  level: () => number;
  elapsedMs: () => number;
}

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Draws how loud it has been, newest last, and how long it goes on, for as long as the canvas is in the page. */
export function drawLevels(canvas: HTMLCanvasElement, { level, elapsedMs }: LevelFacts): void {
  const context = canvas.getContext('2d');
  const time = canvas.nextElementSibling;
  const levels: number[] = [];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  const draw = (): void => {
    if (!canvas.isConnected) return;
    const elapsed = elapsedMs();
    const text = clock(elapsed);
    if (time && time.textContent !== text) time.textContent = text;
    const bars = Math.floor(elapsed / BAR_MS);
    if (levels.length <= bars) levels.push(level());
    if (context) paint(context, canvas, still ? levels.slice(-1) : levels);
    requestAnimationFrame(draw);
  };
  // Its size is known once it has been drawn with what is around it.
  requestAnimationFrame(draw);
}

function paint(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement, levels: readonly number[]): void {
  const ratio = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const { color, direction } = getComputedStyle(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = color;
  const room = Math.ceil(width / (BAR_PX + GAP_PX));
  const shown = levels.slice(-room);
  for (let index = 0; index < room; index++) {
    // Where nothing was heard yet there is a dot.
    const loud = shown[index - (room - shown.length)] ?? 0;
    const size = Math.max(BAR_PX, loud * height);
    const x = index * (BAR_PX + GAP_PX);
    context.globalAlpha = index < room - shown.length ? 0.35 : 1;
    context.beginPath();
    context.roundRect(direction === 'rtl' ? width - x - BAR_PX : x, (height - size) / 2, BAR_PX, size, BAR_PX / 2);
    context.fill();
  }
}
