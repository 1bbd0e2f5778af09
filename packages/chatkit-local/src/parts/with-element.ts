import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

type Take = ((element: HTMLElement) => void) | null | undefined;

/** Lit's own `ref` also tells when the element goes: for that it brings half a kilobyte along that nothing here needs. */
class WithElement extends Directive {
  #take: Take = null;

  override render(_take: Take): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [take]: [Take]): unknown {
    if (take !== this.#take) take?.(element as HTMLElement);
    this.#take = take;
    return noChange;
  }
}

/** `<div ${withElement(take)}>` gives the element to the function, once to each. */
export const withElement = directive(WithElement);
