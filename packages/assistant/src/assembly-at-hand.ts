/**
 * In the file that the script tag fetches, this stands in the place of `element/load-assembly.ts` (`vite.config.ts`): the
 * rest is in the same file, and what an element does without it need not be there.
 */
import { Assembly } from './assembly/assembly.ts';

export const IN_ONE_FILE = true;

export const assemblyAtHand = (): typeof Assembly => Assembly;

export const assemblyHasCome = (): boolean => true;

export const loadAssembly = (): Promise<typeof Assembly> => Promise.resolve(Assembly);
