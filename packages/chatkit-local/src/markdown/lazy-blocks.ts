import { LazyPart } from '../parts/lazy-part.ts';

const highlighting = new LazyPart(() => import('./highlight.ts'));
const maths = new LazyPart(() => import('./maths.ts'));

/** Longer code is shown as it is: nobody reads colours there, and to find them takes time. */
const MAX_CODE = 40_000;

/** Runs once the element stands in the page; without it where it cannot be fetched. */
const later = <T>(part: LazyPart<T>, draw: (part: T) => void): void =>
  void (part.value ? Promise.resolve(part.value) : part.load()).then(draw).catch(() => {});

/** Gives code its colours, when their code has come. */
export function colorCode(code: Element, language: string): void {
  if (language === '' || (code.textContent ?? '').length > MAX_CODE) return;
  later(highlighting, ({ highlight }) => highlight(code, language));
}

/** Sets formulas, when their code has come. Until then they stand as they were written. */
export function setMaths(code: Element, display: boolean): void {
  later(maths, ({ typeset }) => typeset(code, display));
}
