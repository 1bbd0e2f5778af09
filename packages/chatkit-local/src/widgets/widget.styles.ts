import { css } from 'lit';
import { buttonStyles } from './button.styles.ts';
import { cardStyles } from './card.styles.ts';
import { chartStyles } from './chart.styles.ts';
import { fieldStyles } from './field.styles.ts';
import { layoutStyles } from './layout.styles.ts';
import { rootStyles } from './root.styles.ts';
import { tableStyles } from './table.styles.ts';
import { textStyles } from './text.styles.ts';

/** What the machine asks for, whatever the component. */
const systemStyles = css`
  /* A phone zooms into a field with smaller text, and does not come back. */
  @media (pointer: coarse) {
    .widget {
      --w-field-size: 16px;
    }
  }

  @media (forced-colors: active) {
    .w-button,
    .w-badge,
    .w-field,
    .w-cover {
      border: 1px solid ButtonText;
    }

    .w-legend i,
    .w-bar,
    .w-line,
    .w-area {
      forced-color-adjust: none;
    }
  }
`;

/**
 * Widgets stand on the palette of the element. Nothing of them reaches out of their box: what a server draws cannot
 * lie over the chat's own controls. Where two parts say something of one thing, the later one is right.
 */
export const widgetStyles = css`
  ${rootStyles}
  ${cardStyles}
  ${layoutStyles}
  ${textStyles}
  ${buttonStyles}
  ${fieldStyles}
  ${tableStyles}
  ${chartStyles}
  ${systemStyles}
`;
