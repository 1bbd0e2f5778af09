import { html, noChange, type TemplateResult } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';
import { LazyPart } from '../parts/lazy-part.ts';
import { GLYPHS } from './glyphs.ts';
import type { UiIcon } from './names.ts';

/** One of our own icons, 20 px square unless the style around it says otherwise. */
export const icon = (name: UiIcon): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${GLYPHS[name]}></path>
  </svg>`;

/** The icons that only options and the wire can name. */
export const namedIcons = new LazyPart(() => import('./named-icons.ts'));

/** Draws the path of a named icon; where its room is empty until the icons have come, nothing moves. */
class NamedPath extends Directive {
  #name = '';

  override render(_name: string): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [wanted]: [unknown]): unknown {
    // What comes over the wire may be anything.
    const name = String(wanted);
    this.#name = name;
    const draw = ({ pathOf }: typeof import('./named-icons.ts')): void => {
      if (this.#name === name) element.setAttribute('d', pathOf(name));
    };
    if (namedIcons.value) draw(namedIcons.value);
    // An icon is never worth an error.
    else void namedIcons.load().then(draw, () => {});
    return noChange;
  }
}

const namedPath = directive(NamedPath);

/** The icon for a name from the options or the wire: `book-open`, `lucide:plug`. */
export const namedIcon = (name: string): TemplateResult =>
  html`<svg
    class="icon ${name === 'star-filled' ? 'filled' : ''}"
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <path ${namedPath(name)}></path>
  </svg>`;
