/** Has the elements of a test whole from the beginning, as the file of the script tag has them. */
import { Assembly } from '../assembly/assembly.ts';
import { provideAssembly } from '../element/load-assembly.ts';

provideAssembly(Assembly);
