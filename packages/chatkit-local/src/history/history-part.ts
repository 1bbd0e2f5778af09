import { LazyPart } from '../parts/lazy-part.ts';

/** The list of threads: most visits end without a look at it. */
export const historyPart = new LazyPart(() => import('./history-view.ts'));
