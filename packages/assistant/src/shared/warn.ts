const said = new Set<string>();

/** Tells the developer, once for each `key` on a page: a wrong attribute is set again on every render. */
export function warnOnce(key: string, message: string): void {
  if (said.has(key)) return;
  said.add(key);
  console.warn(`[kb-assistant] ${message}`);
}

/** Forgets what was said, for tests. */
export const forgetWarnings = (): void => said.clear();
