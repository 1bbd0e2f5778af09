import { type Design, valueAt } from './design.ts';
import { type Field, FIELDS } from './fields.ts';

/** Whether the colours are the page's, in which case so are its font, its size and what it looks like in the dark. */
export const isFromPage = ({ theme }: Design): boolean => theme === 'from-page';

/** Whether a control changes nothing, because the page says what it would. */
export const saidByPage = ({ path }: Pick<Field, 'path'>, design: Design): boolean =>
  isFromPage(design) && /^(dark|typography)\./.test(path);

/** The labels of what was chosen and has no effect: no export can say it. */
export const withoutEffect = (design: Design): string[] =>
  FIELDS.filter((field) => saidByPage(field, design) && valueAt(design, field.path) !== undefined).map(
    ({ label }) => label,
  );

/** What stands beside the closed launcher, as a text that changes with it; `null` where nothing does. */
export const besideLauncher = ({ teaser, promptsOnLauncher, prompts }: Design): string | null =>
  teaser || (promptsOnLauncher && prompts)
    ? JSON.stringify([teaser, promptsOnLauncher && prompts !== undefined])
    : null;
