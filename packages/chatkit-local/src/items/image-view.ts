import type { GeneratedImageItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons/icon.ts';
import { isAllowedImage } from '../markdown/sanitizer.ts';
import type { ItemContext } from './context.ts';

/** An image that came with the answer itself. Only pixels: a drawing in such an address could be a document. */
const INLINE_IMAGE = /^data:image\/(?:png|jpeg|webp|gif|avif);base64,[a-z0-9+/=\s]+$/i;

/** A generated image; while it is made, how far it is. */
export function imageView({ image }: GeneratedImageItem, context: ItemContext): TemplateResult | typeof nothing {
  const { strings, running, imageProgress, imageDomains } = context;
  const url = typeof image?.url === 'string' ? image.url : null;
  const inline = url !== null && INLINE_IMAGE.test(url);
  const shown = url !== null && (inline || isAllowedImage(url, imageDomains, document.baseURI));
  if (!shown && !running) {
    return url === null ? nothing : html`<p class="image-missing">${icon('triangle-alert')}${strings.partFailed}</p>`;
  }
  const picture = html`<img
    class=${running ? 'coming' : ''}
    src=${shown ? url : nothing}
    alt=${strings.image}
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
  />`;
  return html`<figure class="image">
    ${
      shown
        ? inline
          ? picture
          : html`<a href=${url} target="_blank" rel="noopener noreferrer" aria-label=${strings.image}>${picture}</a>`
        : html`<div class="image-room"></div>`
    }
    ${
      running
        ? html`<figcaption role="status">
            <span class="shimmer">${strings.drawing}</span>
            ${
              imageProgress === null
                ? nothing
                : html`<progress
                    max="1"
                    .value=${Math.min(1, Math.max(0, imageProgress))}
                    aria-label=${strings.drawing}
                  ></progress>`
            }
          </figcaption>`
        : nothing
    }
  </figure>`;
}
