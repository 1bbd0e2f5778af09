type AssemblyClass = (typeof import('../assembly/assembly.ts'))['Assembly'];

let atHand: AssemblyClass | null = null;

/** Whether all is in one file, that of the script tag, which is itself fetched when somebody comes near. */
export const IN_ONE_FILE: boolean = false;

/** Says that it is here already. */
export const provideAssembly = (Assembly: AssemblyClass): void => void (atHand = Assembly);

/** All that is behind the launcher, where there is nothing to wait for. */
export const assemblyAtHand = (): AssemblyClass | null => atHand;

/** Fetches it. */
export const loadAssembly = async (): Promise<AssemblyClass> => (await import('../assembly/assembly.ts')).Assembly;
