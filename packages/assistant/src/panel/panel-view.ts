import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type FailureView, failureView } from './failure.ts';
import { type HeaderView, headerView, loneCloseView } from './header.ts';
import { type ResizeView, resizeView } from './resize.ts';

/** All that the panel shows. Pure: the element makes it of its state, and nothing in here keeps any. */
export interface PanelView {
  /** The language of the shell's words, and its direction. The panel itself stands in the page's. */
  locale: string;
  direction: 'ltr' | 'rtl';
  header: HeaderView;
  /** `false` where the site wants no header: then nothing but the way out is drawn. */
  withHeader: boolean;
  expanded: boolean;
  /** Whether the chat is on its way. */
  waiting: boolean;
  failure: FailureView | null;
  resize: ResizeView | null;
  /** What a screen reader is told while the panel is open. */
  said: string;
}

export const panelView = (view: PanelView): TemplateResult => {
  const { locale, direction, header, withHeader, expanded, waiting, failure, resize, said } = view;
  return html`<dialog
    class="panel"
    part="panel"
    aria-label=${header.heading}
    tabindex="-1"
    popover="manual"
    ?data-expanded=${expanded}
  >
    <div class="inside" lang=${locale} dir=${direction}>
      ${withHeader ? headerView(header) : loneCloseView(header)}
      <div class="body" part="body">
        <div class="chat"></div>
        <div class="waiting" ?hidden=${!waiting}><span></span></div>
        ${failure ? failureView(failure) : nothing}
      </div>
      <slot name="footer"></slot>
      <p class="said" role="status">${said}</p>
    </div>
    ${resize ? resizeView(resize) : nothing}
  </dialog>`;
};
