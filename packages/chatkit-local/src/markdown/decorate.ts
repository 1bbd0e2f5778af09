import { render } from 'lit';
import { icon } from '../icons/icon.ts';

/** The names of what is added to a rendered block. */
export interface BlockLabels {
  code: string;
  copyCode: string;
  table: string;
}

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  made.className = className;
  return made;
};

/** Gives code its language and copy button, and lets wide content scroll inside itself. */
export function decorate(block: DocumentFragment, labels: BlockLabels): void {
  for (const pre of block.querySelectorAll('pre')) frameCode(pre, labels);
  for (const table of block.querySelectorAll('table')) {
    const frame = scrollable(element('div', 'table'), labels.table);
    table.replaceWith(frame);
    frame.append(table);
  }
}

/** What scrolls must be reachable by keyboard, and have a name there. */
function scrollable<T extends HTMLElement>(frame: T, label: string): T {
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', label);
  return frame;
}

function frameCode(pre: HTMLPreElement, labels: BlockLabels): void {
  const language = pre.querySelector('code')?.className.replace('language-', '') ?? '';
  const frame = element('div', 'code');
  const head = element('div', 'code-head');
  const name = element('span', 'code-language');
  name.textContent = language;
  const button = element('button', 'code-copy');
  button.type = 'button';
  button.dataset['copy'] = '';
  button.setAttribute('aria-label', labels.copyCode);
  button.title = labels.copyCode;
  render(icon('copy'), button);
  head.append(name, button);
  pre.replaceWith(frame);
  frame.append(head, scrollable(pre, language ? `${labels.code}: ${language}` : labels.code));
}

/** What a code block's copy button copies. */
export const codeOf = (button: Element): string =>
  button.closest('.code')?.querySelector('pre')?.textContent?.replace(/\n$/, '') ?? '';
