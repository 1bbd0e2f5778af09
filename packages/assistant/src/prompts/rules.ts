import type { Prompt, When } from '../config/types.ts';
import { matchesPath } from './path-pattern.ts';

/** What a prompt's conditions are held against. */
export interface Page {
  url: Pick<URL, 'pathname' | 'hash'>;
  scheme: 'light' | 'dark';
  locale: string;
  /** Whether the page holds such an element. Throws where the selector is none. */
  has(selector: string): boolean;
}

/** A prompt as ChatKit takes it. */
export type PagePrompt = Omit<Prompt, 'when'>;

const TESTS = {
  path: ({ path }, { url }) => listOf(path).some((each) => matchesPath(each, url)),
  selector: ({ selector = '' }, page) => page.has(selector),
  scheme: ({ scheme }, page) => scheme === page.scheme,
  locale: ({ locale }, page) => listOf(locale).some((each) => speaks(page.locale, each)),
} as const satisfies Record<keyof When, (when: When, page: Page) => boolean>;

/**
 * The prompts for a page, in their order: those without conditions, and those whose conditions all hold.
 *
 * @param onWrong hears of a condition that cannot be understood; its prompt is left out.
 * @example
 * promptsFor([{ label: 'Invoices', prompt: 'Where is my invoice?', when: { path: '/billing/*' } }], page);
 */
export function promptsFor(
  prompts: readonly Prompt[],
  page: Page,
  onWrong: (prompt: Prompt, condition: string, error: unknown) => void,
): PagePrompt[] {
  return prompts.filter((prompt) => holds(prompt, page, onWrong)).map(withoutCondition);
}

function holds(
  prompt: Prompt,
  page: Page,
  onWrong: (prompt: Prompt, condition: string, error: unknown) => void,
): boolean {
  for (const [name, value] of Object.entries(prompt.when ?? {})) {
    if (value === undefined) continue;
    try {
      if (!Object.hasOwn(TESTS, name)) throw new TypeError(`There is no condition "${name}".`);
      if (!TESTS[name as keyof When](prompt.when ?? {}, page)) return false;
    } catch (error) {
      onWrong(prompt, name, error);
      return false;
    }
  }
  return true;
}

function withoutCondition(prompt: Prompt): PagePrompt {
  const { when, ...rest } = prompt;
  return when ? rest : prompt;
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? []);

/** `de` is spoken in `de` and in `de-AT`; `de-AT` in `de-AT` only. */
function speaks(locale: string, wanted: string): boolean {
  const [ours, theirs] = [locale, wanted].map((tag) => tag.toLowerCase().replaceAll('_', '-')) as [string, string];
  return ours === theirs || ours.startsWith(`${theirs}-`);
}
