import { html, nothing, type TemplateResult } from 'lit';
import { namedIcon } from '../icons/icon.ts';
import { markdown } from '../markdown/markdown.ts';
import { plainMarkdown } from '../markdown/plain-markdown.ts';
import { isAllowedImage } from '../markdown/sanitizer.ts';
import type { NodeContext } from './context.ts';
import { editableText, controlId } from './controls.ts';
import type { Drawers } from './draw.ts';
import { resolveColor } from './colors.ts';
import { block, length, pick, styled, type Styles } from './style.ts';
import type { Components } from './types.ts';

const WEIGHTS = { normal: '400', medium: '500', semibold: '600', bold: '700' };
const ALIGN = { start: 'start', center: 'center', end: 'end' };
const TEXT_SIZES = { xs: 12, sm: 13, md: 14, lg: 15, xl: 17 };
const TITLE_SIZES = { sm: 15, md: 17, lg: 20, xl: 22, '2xl': 26, '3xl': 30, '4xl': 36, '5xl': 44 };
const CAPTION_SIZES = { sm: 11, md: 12, lg: 13 };
const ICON_SIZES = { xs: 12, sm: 14, md: 16, lg: 20, xl: 24, '2xl': 28, '3xl': 32 };

const scaled = (px: number | null): string | null => (px === null ? null : `calc(${px}px * var(--ck-scale, 1))`);

/** As a property, with no space of a template around it: line breaks are kept. */
const words = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

interface TextProps {
  value: string;
  color?: unknown;
  weight?: unknown;
  textAlign?: unknown;
  truncate?: boolean;
  maxLines?: number;
  minLines?: number;
}

/** What all texts have in common. */
const textStyles = (node: TextProps, size: number | null, { scheme }: NodeContext): Styles => ({
  color: resolveColor(node.color, scheme),
  'font-weight': pick(WEIGHTS, node.weight),
  'font-size': scaled(size),
  'text-align': pick(ALIGN, node.textAlign),
  '-webkit-line-clamp': typeof node.maxLines === 'number' ? node.maxLines : null,
  'min-block-size': typeof node.minLines === 'number' ? `${node.minLines}lh` : null,
});

const clamp = (node: TextProps): string =>
  node.truncate ? 'w-truncate' : typeof node.maxLines === 'number' ? 'w-clamp' : '';

function text(node: Components['Text'], context: NodeContext): TemplateResult {
  const styles = {
    ...textStyles(node, pick(TEXT_SIZES, node.size ?? 'md'), context),
    width: length(node.width),
    'font-style': node.italic ? 'italic' : null,
    'text-decoration': node.lineThrough ? 'line-through' : null,
  };
  if (node.editable) return editableText(node, node.editable, styles, context);
  return html`<p class="w-text ${clamp(node)}" dir="auto" ${styled(styles)} .textContent=${words(node.value)}></p>`;
}

function image(node: Components['Image'], { imageDomains }: NodeContext): TemplateResult | typeof nothing {
  // An address that no image may have is not even asked for.
  if (typeof node.src !== 'string' || !isAllowedImage(node.src, imageDomains, document.baseURI)) {
    return node.alt ? html`<span class="w-no-image">${node.alt}</span>` : nothing;
  }
  const fit = ['cover', 'contain', 'fill', 'scale-down', 'none'].includes(node.fit ?? '') ? node.fit : null;
  const position = /^(?:(?:top|bottom|left|right|center) ?){1,2}$/.test(node.position ?? '') ? node.position : null;
  return html`<img
    class="w-image ${node.frame ? 'framed' : ''} ${node.flush ? 'flush' : ''}"
    src=${node.src}
    alt=${node.alt ?? ''}
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
    ${styled({ ...block(node), 'object-fit': fit, 'object-position': position })}
  />`;
}

/** What is read or looked at. */
export const textDrawers: Drawers<'Text' | 'Title' | 'Caption' | 'Label' | 'Markdown' | 'Badge' | 'Icon' | 'Image'> = {
  Text: text,
  Title: (node, context) =>
    html`<h3
      class="w-title ${clamp(node)}"
      dir="auto"
      ${styled(textStyles(node, pick(TITLE_SIZES, node.size ?? 'md'), context))}
      .textContent=${words(node.value)}
    ></h3>`,
  Caption: (node, context) =>
    html`<p
      class="w-caption ${clamp(node)}"
      dir="auto"
      ${styled(textStyles(node, pick(CAPTION_SIZES, node.size ?? 'md'), context))}
      .textContent=${words(node.value)}
    ></p>`,
  Label: (node, context) =>
    html`<label
      class="w-label"
      for=${controlId(context, node.fieldName)}
      dir="auto"
      ${styled(textStyles(node, pick(TEXT_SIZES, node.size ?? 'sm'), context))}
      >${node.value}</label
    >`,
  Markdown: ({ value, streaming }, { strings, imageDomains }) =>
    html`<div class="w-markdown">
      ${markdown(typeof value === 'string' ? value : '', {
        ...plainMarkdown(strings),
        imageDomains,
        growing: streaming ?? false,
      })}
    </div>`,
  Badge: ({ label, color, variant, size, pill }) =>
    html`<span
      class="w-badge w-c-${color ?? 'secondary'} w-${variant ?? 'soft'} w-badge-${size ?? 'sm'} ${pill ? 'pill' : ''}"
      dir="auto"
      >${label}</span
    >`,
  Icon: ({ name, color, size }, { scheme }) =>
    html`<span
      class="w-icon"
      ${styled({ color: resolveColor(color, scheme), '--w-icon': length(pick(ICON_SIZES, size ?? 'md')) })}
      >${namedIcon(name)}</span
    >`,
  Image: image,
};
