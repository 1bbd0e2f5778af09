/**
 * A user in a storage key: tells users apart without writing down who they are. No secret hangs on it, so a plain hash
 * (FNV-1a, twice with different beginnings) is enough, and unlike SHA-256 it is there at once, and on plain http.
 *
 * @returns `''` for nobody.
 */
export function userMark(userKey: string): string {
  if (userKey === '') return '';
  const hash = (seed: number): string => {
    let value = seed;
    for (const byte of new TextEncoder().encode(userKey)) value = Math.imul(value ^ byte, 0x01000193);
    return (value >>> 0).toString(36);
  };
  return `@${hash(0x811c9dc5)}${hash(0x2f0b4a27)}`;
}
