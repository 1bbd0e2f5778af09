import type { Strings } from '../strings/strings.ts';
import type { MarkdownOptions } from './markdown-view.ts';

/** For a finished text without sources. */
export const plainMarkdown = (strings: Strings): MarkdownOptions => ({
  labels: strings,
  imageDomains: null,
  citations: [],
  mark: () => new Text(),
  growing: false,
});
