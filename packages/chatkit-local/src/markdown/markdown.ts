import { noChange } from 'lit';
import { directive, Directive } from 'lit/directive.js';
import { MarkdownView, type MarkdownOptions } from './markdown-view.ts';

class MarkdownDirective extends Directive {
  #view: MarkdownView | null = null;

  override render(text: string, options: MarkdownOptions): unknown {
    const first = this.#view === null;
    this.#view ??= new MarkdownView();
    this.#view.update(text, options);
    return first ? this.#view.element : noChange;
  }
}

/** Draws a Markdown text in a Lit template. The text may be hostile. */
export const markdown = directive(MarkdownDirective);
