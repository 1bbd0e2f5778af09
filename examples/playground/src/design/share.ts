import type { Design } from './design.ts';
import type { Imported } from './imports.ts';
import { readDesign } from './read-design.ts';

/** The whole design as a piece of a URL: JSON in base64url, so that it survives chats and mails. */
export function encodeDesign(design: Design): string {
  const bytes = new TextEncoder().encode(JSON.stringify(design));
  const binary = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The design that a URL holds, and the names in it that are no part of one.
 *
 * @throws where it is damaged.
 */
export function decodeDesign(text: string): Imported {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.codePointAt(0)!);
  return readDesign(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
}
