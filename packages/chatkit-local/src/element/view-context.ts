import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Strings } from '../strings/strings.ts';

/** What every view is drawn from. */
export interface ViewContext {
  options: ResolvedOptions;
  strings: Strings;
}
