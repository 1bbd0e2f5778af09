import type { ClientTools } from './types.ts';

/**
 * The tool that every page has: `switch_theme { theme: 'light' | 'dark' }`. A site that has a switch of its own gives a
 * tool of the same name, which wins.
 */
export const switchTheme = (setColorScheme: (theme: 'light' | 'dark') => void): ClientTools => ({
  switch_theme: ({ theme }) => {
    if (theme !== 'light' && theme !== 'dark') {
      throw new Error(`theme: expected "light" or "dark", got ${JSON.stringify(theme)?.slice(0, 60)}.`);
    }
    setColorScheme(theme);
    return { theme };
  },
});
