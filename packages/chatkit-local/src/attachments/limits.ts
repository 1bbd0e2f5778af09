import type { AttachmentLimits } from '../options/resolved-options.ts';

/** How well a MIME type fits a pattern: not at all (0), as one of all, of its kind, or itself (3). */
function fit(type: string, pattern: string): 0 | 1 | 2 | 3 {
  if (pattern === '*' || pattern === '*/*') return 1;
  if (pattern === type) return 3;
  return pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)) ? 2 : 0;
}

type Chosen = Pick<File, 'name' | 'size' | 'type'>;

/** How many bytes a file may have: by the pattern that fits its type best. */
export function maxSizeOf({ type }: Chosen, { maxSize }: AttachmentLimits): number {
  const [best] = Object.keys(maxSize).toSorted((a, b) => fit(type, b) - fit(type, a));
  return maxSize[best !== undefined && fit(type, best) > 0 ? best : '*'] ?? Infinity;
}

/** Whether a file is of a kind that may be attached: by its type, or by the end of its name. */
export function isAccepted({ name, type }: Chosen, { accept }: AttachmentLimits): boolean {
  if (!accept) return true;
  const file = name.toLowerCase();
  return Object.entries(accept).some(([pattern, extensions]) => {
    const named = extensions.some((extension) => file.endsWith(extension.toLowerCase()));
    // As with the browser's own picker, extensions narrow a type down.
    return extensions.length > 0 ? named : fit(type, pattern) > 0;
  });
}

/** What a file field is told of it. */
export const acceptAttribute = ({ accept }: AttachmentLimits): string =>
  Object.entries(accept ?? {})
    .flatMap(([type, extensions]) => (extensions.length > 0 ? extensions : type))
    .join();
