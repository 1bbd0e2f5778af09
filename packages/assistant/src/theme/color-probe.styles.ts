import { css } from '@lit/reactive-element';

/**
 * What nobody sees, and the browser computes: colours as the page means them, whatever the system paints instead. A
 * property that a style sheet changes comes to its end by a transition, which has an event.
 */
export const probeStyles = css`
  .unseen {
    position: fixed;
    visibility: hidden;
    width: 0;
    height: 0;
    pointer-events: none;
    forced-color-adjust: none;
  }

  .probe {
    background-color: var(--kb-accent);
    border-top-color: var(--kb-background);
    border-bottom-color: var(--kb-text);
    outline-color: light-dark(#000, #fff);
    transition: 1ms step-start;
    transition-property: background-color, border-top-color, border-bottom-color, outline-color;
  }
`;
