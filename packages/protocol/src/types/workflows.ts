import type { FileSource, UrlSource } from './sources.ts';

interface TaskBase {
  status_indicator?: 'none' | 'loading' | 'complete';
}

export interface CustomTask extends TaskBase {
  type: 'custom';
  title?: string;
  icon?: string;
  content?: string;
}

export interface WebSearchTask extends TaskBase {
  type: 'web_search';
  title?: string;
  title_query?: string;
  queries: string[];
  sources: UrlSource[];
}

export interface ThoughtTask extends TaskBase {
  type: 'thought';
  title?: string;
  content: string;
}

export interface FileTask extends TaskBase {
  type: 'file';
  title?: string;
  sources: FileSource[];
}

export interface ImageTask extends TaskBase {
  type: 'image';
  title?: string;
}

export type Task = CustomTask | WebSearchTask | ThoughtTask | FileTask | ImageTask;

export interface Workflow {
  type: 'custom' | 'reasoning';
  tasks: Task[];
  /** `duration` is in seconds. */
  summary?: { title: string; icon?: string } | { duration: number };
  expanded?: boolean;
}
