/** How many letters must be put in, left out or exchanged to get from one word to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The name that somebody is most likely to have meant, or `null` where none is near.
 *
 * @example
 * nearestName('api-uri', ['api-url', 'mode']); // 'api-url'
 */
export function nearestName(wrong: string, names: readonly string[]): string | null {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wrong, name) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, wrong.length / 3) ? best.name : null;
}
