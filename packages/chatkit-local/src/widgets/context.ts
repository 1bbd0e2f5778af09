import type { ColorScheme } from '@openai/chatkit';
import type { ImageDomains } from '../markdown/sanitizer.ts';
import type { Strings } from '../strings/strings.ts';
import type { FormValues } from './form-values.ts';
import type { ActionConfig } from './types.ts';

/** What a widget is drawn with. */
export interface WidgetContext {
  /** Tells the controls of one widget from those of another. */
  itemId: string;
  strings: Strings;
  scheme: ColorScheme;
  imageDomains: ImageDomains;
  /** Whether the thread is answering, which holds back the actions that would be answered too. */
  busy: boolean;
  /** Runs an action. Resolves when it is over, and rejects where it failed. */
  act: (action: ActionConfig, values: FormValues) => Promise<void>;
  /** Tells what cannot be drawn, once each. */
  tell: (name: string, data: Record<string, unknown>) => void;
}

/** A context for the nodes inside one widget. */
export interface NodeContext extends WidgetContext {
  /** Names of the controls that a label of this widget stands for. */
  labelled: ReadonlySet<string>;
  /** Inside the head of a table. */
  header?: boolean;
}
