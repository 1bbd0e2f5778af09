/** A `chatkit-link://name?key=value` as the detail of `chatkit.deeplink`; null for any other address. */
export function deepLink(href: string): { name: string; data: Record<string, string> } | null {
  const [, name, query] = /^chatkit-link:(?:\/\/)?([^/?#][^?#]*)(?:\?([^#]*))?/i.exec(href) ?? [];
  if (!name) return null;
  return { name: name.replace(/\/$/, ''), data: Object.fromEntries(new URLSearchParams(query ?? '')) };
}
