import { css } from 'lit';
import temml from 'temml';
import { adoptStyles } from '../parts/adopt-styles.ts';

const styles = css`
  .maths math {
    font-size: 1.08em;
  }

  .maths.display {
    display: block;
    max-inline-size: 100%;
    padding-block: 4px;
    overflow: auto hidden;
    scrollbar-width: thin;
  }

  .maths math[display='block'] {
    display: block math;
    inline-size: max-content;
    min-inline-size: 100%;
    text-align: center;
  }
`;

/** Of what a formula makes, only MathML and what lays it out. */
const ATTRIBUTE =
  /^(?:class|display|displaystyle|scriptlevel|math\w+|accent|accentunder|column\w+|row\w+|depth|height|width|voffset|lspace|rspace|linethickness|maxsize|minsize|stretchy|symmetric|largeop|movablelimits|fence|separator|form|notation|frame|framespacing|title)$/;

/** Puts a formula in the place of its source, as MathML, which browsers set and read out themselves. */
export function typeset(code: Element, display: boolean): void {
  const place = document.createElement('span');
  place.className = display ? 'maths display' : 'maths';
  const source = code.textContent ?? '';
  try {
    temml.render(source, place, { displayMode: display, throwOnError: true, trust: false, maxExpand: 500 });
  } catch {
    // It stays as it was written.
    return;
  }
  for (const node of place.querySelectorAll('*')) {
    if (node.namespaceURI !== 'http://www.w3.org/1998/Math/MathML') return;
    for (const { name } of Array.from(node.attributes))
      if (name !== 'style' && !ATTRIBUTE.test(name)) node.removeAttribute(name);
  }
  if (display) place.tabIndex = 0;
  if (display) place.setAttribute('role', 'group');
  if (display) place.setAttribute('aria-label', source);
  adoptStyles(code.getRootNode(), styles);
  code.replaceWith(place);
}
