/** Arithmetic of charts: no drawing. */

export type Point = readonly [x: number, y: number];

/** Round numbers that hold all values and zero between them, in ascending order. */
export function ticks(values: readonly number[], wanted = 4): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = (high - low) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

export type Curve = 'linear' | 'smooth' | 'step' | 'step-before' | 'step-after';

/** The curves that servers can name, each as one of those that are drawn. */
export const CURVES: Record<string, Curve> = {
  basis: 'smooth',
  basisClosed: 'smooth',
  basisOpen: 'smooth',
  bump: 'smooth',
  bumpX: 'smooth',
  bumpY: 'smooth',
  linear: 'linear',
  linearClosed: 'linear',
  monotone: 'smooth',
  monotoneX: 'smooth',
  monotoneY: 'smooth',
  natural: 'smooth',
  step: 'step',
  stepAfter: 'step-after',
  stepBefore: 'step-before',
};

const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** Path data through the points, from left to right. A smooth one never goes beyond the values on its sides. */
export function path(points: readonly Point[], curve: Curve): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let from = first;
  let data = `M${at(first)}`;
  for (const to of rest) {
    const middle = (from[0] + to[0]) / 2;
    switch (curve) {
      case 'linear':
        data += `L${at(to)}`;
        break;
      case 'smooth':
        data += `C${at([middle, from[1]])} ${at([middle, to[1]])} ${at(to)}`;
        break;
      case 'step':
        data += `H${round(middle)}V${round(to[1])}H${round(to[0])}`;
        break;
      case 'step-before':
        data += `V${round(to[1])}H${round(to[0])}`;
        break;
      case 'step-after':
        data += `H${round(to[0])}V${round(to[1])}`;
        break;
    }
    from = to;
  }
  return data;
}

export interface Span {
  from: number;
  to: number;
}

interface Stacked {
  dataKey: string;
  stack?: string | undefined;
}

/** For each series the span that each row's value fills: from zero, or from the top of the stack below it. */
export function spans(series: readonly Stacked[], rows: readonly Record<string, unknown>[]): Span[][] {
  const tops = new Map<string, number>();
  return series.map(({ dataKey, stack }) =>
    rows.map((row, index) => {
      const value = Number(row[dataKey]);
      const amount = Number.isFinite(value) ? value : 0;
      if (stack === undefined) return { from: 0, to: amount };
      // What is below zero is stacked downwards.
      const key = `${stack}\0${index}\0${amount < 0}`;
      const from = tops.get(key) ?? 0;
      tops.set(key, from + amount);
      return { from, to: from + amount };
    }),
  );
}
