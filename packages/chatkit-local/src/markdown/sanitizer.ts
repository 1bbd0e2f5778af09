import createDOMPurify, { type Config } from 'dompurify';

/** Everything Markdown can make, and a little inline HTML that people write by hand. */
const TAGS =
  'a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var'.split(
    ' ',
  );
const ATTRIBUTES = 'align alt class colspan href rowspan src start title'.split(' ');

const CONFIG = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  // No other scheme, and no data: URL either, which DOMPurify would let an image have.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|chatkit-link):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

/** How a code block's class names its language. */
const LANGUAGE = /^language-[\w+#.-]{1,30}$/;

/** Where images may come from; anywhere on the web where null. */
export type ImageDomains = readonly string[] | null;

export function isAllowedImage(src: string, domains: ImageDomains, base: string): boolean {
  let url: URL;
  try {
    url = new URL(src, base);
  } catch {
    return false;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (!domains) return true;
  return domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}

export type Sanitize = (html: string, imageDomains: ImageDomains) => DocumentFragment;

let shared: Sanitize | null = null;

/**
 * Makes HTML that nobody vouches for harmless. What is not on the list above goes: scripts, handlers, styles,
 * ids, forms, frames, foreign schemes. Links open elsewhere and tell that place nothing.
 */
export function sanitizer(): Sanitize {
  return (shared ??= createSanitizer());
}

function createSanitizer(): Sanitize {
  const purify = createDOMPurify(window);
  let domains: ImageDomains = null;
  // Runs while the nodes are still in an inert document: an image that is taken away here is never fetched.
  purify.addHook('afterSanitizeAttributes', (node) => {
    const language = node.nodeName === 'CODE' && LANGUAGE.test(node.className);
    if (!language) node.removeAttribute('class');
    if (node.nodeName === 'A') dressLink(node);
    if (node.nodeName === 'IMG') dressImage(node, domains);
  });
  return (html, imageDomains) => {
    domains = imageDomains;
    // Of what leaves no document at all, DOMPurify makes null, whatever its types say.
    const clean: DocumentFragment | null = purify.sanitize(html, CONFIG);
    return clean ?? new DocumentFragment();
  };
}

function dressLink(link: Element): void {
  if (!link.hasAttribute('href')) return;
  link.setAttribute('rel', 'noopener noreferrer');
  if (!/^chatkit-link:/i.test(link.getAttribute('href') ?? '')) link.setAttribute('target', '_blank');
}

function dressImage(image: Element, domains: ImageDomains): void {
  const src = image.getAttribute('src');
  if (!src || !isAllowedImage(src, domains, document.baseURI)) {
    image.replaceWith(image.getAttribute('alt') ?? '');
    return;
  }
  image.setAttribute('loading', 'lazy');
  image.setAttribute('referrerpolicy', 'no-referrer');
  if (!image.hasAttribute('alt')) image.setAttribute('alt', '');
}
