/** Imported before `define.ts`, it has the elements whole from the beginning: the rest is in the same file. */
import { Assembly } from './assembly/assembly.ts';
import { provideAssembly } from './element/load-assembly.ts';

provideAssembly(Assembly);
