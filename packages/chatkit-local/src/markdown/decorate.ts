import { render } from 'lit';
import { icon } from '../icons/icon.ts';
import { colorCode, setMaths } from './lazy-blocks.ts';

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

/**
 * Gives code its language, colours and copy button, sets formulas, and lets wide content scroll inside itself.
 *
 * @param settled whether nothing more will be written to the block
 */
export function decorate(block: DocumentFragment, labels: BlockLabels, settled: boolean): void {
  for (const pre of block.querySelectorAll('pre')) frameCode(pre, labels, settled);
  for (const code of block.querySelectorAll('code[class^="language-maths"]')) {
    if (!code.closest('pre')) setMaths(code, code.className.endsWith('display'));
  }
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

function frameCode(pre: HTMLPreElement, labels: BlockLabels, settled: boolean): void {
  const code = pre.querySelector('code');
  const language = code?.className.replace('language-', '') ?? '';
  if (code && settled) colorCode(code, language);
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
