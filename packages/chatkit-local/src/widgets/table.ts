import { html } from 'lit';
import type { Drawers } from './draw.ts';
import { length, pick, sides, styled } from './style.ts';

const COLUMNS = { xs: '48px', sm: '80px', md: '120px', lg: '180px', xl: '260px' };
const ALIGN = { start: 'start', center: 'center', end: 'end' };
const VERTICAL = { start: 'top', center: 'middle', end: 'bottom' };

/** How many columns or rows a cell may span: more only costs memory. */
const span = (value: unknown): number => Math.min(100, Math.max(1, Math.trunc(Number(value)) || 1));

export const tableDrawers: Drawers<'Table' | 'Table.Row' | 'Table.Cell'> = {
  Table: (node, context, draw) =>
    html`<div class="w-table" tabindex="0" role="group" aria-label=${context.strings.table}>
      <table>
        <tbody>
          ${draw(node.children, context)}
        </tbody>
      </table>
    </div>`,
  'Table.Row': (node, context, draw) =>
    html`<tr class=${node.header ? 'w-head' : ''}>
      ${draw(node.children, { ...context, header: node.header === true })}
    </tr>`,
  'Table.Cell': (node, context, draw) => {
    const styles = styled({
      'text-align': pick(ALIGN, node.align),
      'vertical-align': pick(VERTICAL, node.vAlign),
      width: length(node.width) ?? pick(COLUMNS, node.colSize),
      ...(node.padding === undefined ? {} : sides('padding', node.padding)),
    });
    const content = draw(node.children, { ...context, header: false });
    return context.header
      ? html`<th scope="col" colspan=${span(node.colSpan)} rowspan=${span(node.rowSpan)} ${styles}>${content}</th>`
      : html`<td colspan=${span(node.colSpan)} rowspan=${span(node.rowSpan)} ${styles}>${content}</td>`;
  },
};
