/** Where a statement comes from. ChatKit shows it as a numbered mark and as a chip under the answer. */
interface SourceBase {
  title: string;
  description?: string;
  /** Free-form, shown as it is. */
  timestamp?: string;
  group?: string;
}

export interface UrlSource extends SourceBase {
  type: 'url';
  url: string;
  /** Who published it; the host name where absent. */
  attribution?: string;
}

export interface FileSource extends SourceBase {
  type: 'file';
  filename: string;
}

export interface EntitySource extends SourceBase {
  type: 'entity';
  id: string;
  icon?: string;
  label?: string;
  inline_label?: string;
  interactive?: boolean;
  data?: Record<string, unknown>;
}

export type Source = UrlSource | FileSource | EntitySource;

/** A source attached to a place in an assistant's text. */
export interface Annotation {
  type: 'annotation';
  source: Source;
  /** Offset in UTF-16 code units into the text of the content part; the end of the text where absent. */
  index?: number;
}
