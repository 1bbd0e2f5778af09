type AssemblyClass = (typeof import('../assembly/assembly.ts'))['Assembly'];

let atHand: AssemblyClass | null = null;

/** Whether all is in one file, that of the script tag, which is itself fetched when somebody comes near. */
export const IN_ONE_FILE: boolean = false;

/** Says that it is here already. */
export const provideAssembly = (Assembly: AssemblyClass): void => void (atHand = Assembly);

/** All that is behind the launcher, where there is nothing to wait for. */
export const assemblyAtHand = (): AssemblyClass | null => atHand;

let hasCome = false;

/** Whether another element of this page has fetched it: that one may have left something to come back to. */
export const assemblyHasCome = (): boolean => hasCome;

/** Fetches it. */
export async function loadAssembly(): Promise<AssemblyClass> {
  const { Assembly } = await import('../assembly/assembly.ts');
  hasCome = true;
  return Assembly;
}
