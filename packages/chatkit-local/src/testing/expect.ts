/** Assertions for tests in a browser, where Vitest's are not to be had. */
export function equal(actual: unknown, expected: unknown, what = 'the value'): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`Expected ${what} to be ${wanted}; got ${got}`);
}

export function ok(fact: unknown, what: string): asserts fact {
  if (!fact) throw new Error(`Expected ${what}`);
}

/** The reason a promise is rejected with. */
export async function reason(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('Expected a rejection');
}
