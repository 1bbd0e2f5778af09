import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';

/** How many of a file's first bytes tell its type. */
export const SNIFF_BYTES = 4100;

/** What browsers draw without running anything in it. SVG is not among them: it may hold scripts. */
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Wrappers that many types come in; what is inside cannot be told from the first bytes. */
const WRAPPERS = new Set(['application/zip', 'application/x-cfb', 'application/xml', 'application/gzip']);

/** The type without its parameters, in lower case; `null` where it is none. */
export function plainType(type: string): string | null {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(plain) ? plain : null;
}

/** Whether a page may show the file in place, rather than save it. */
export const isShowable = (type: string): boolean => IMAGES.has(type);

/** Whether a type is among these, of which each is a type or a family of types (`image/*`). */
export const isAllowed = (type: string, allowed: readonly string[]): boolean =>
  allowed.some((each) => each === type || (each.endsWith('/*') && type.startsWith(each.slice(0, -1))));

/** What a file's first bytes show it to be, where that is not what it was said to be; otherwise `null`. */
export async function mismatch(start: Uint8Array, declared: string): Promise<string | null> {
  const found = (await fileTypeFromBuffer(start.slice(0, SNIFF_BYTES)))?.mime;
  if (found === declared || (found !== undefined && WRAPPERS.has(found) && !isShowable(declared))) return null;
  if (found !== undefined) return found;
  // Types that always show themselves, but do not here.
  return supportedMimeTypes.has(declared) && !WRAPPERS.has(declared) ? 'something else' : null;
}
