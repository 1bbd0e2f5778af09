const addresses = new WeakMap<Request, string>();

/**
 * Tells the handler where a request came from, as the runtime knows it: the socket's address. `toNodeHandler` does
 * it by itself.
 *
 * @returns the same request.
 * @example
 * Deno.serve((request, { remoteAddr }) => handler(withClientAddress(request, remoteAddr.hostname)));
 */
export function withClientAddress(request: Request, address: string | undefined): Request {
  if (address) addresses.set(request, address);
  return request;
}

/**
 * The address that {@link withClientAddress} was told; `undefined` where it was told none. Never what a header says:
 * anybody can send `X-Forwarded-For`.
 */
export const clientAddress = (request: Request): string | undefined => addresses.get(request);

/**
 * What to count by. Whoever has an IPv6 address has 2^64 of them, so these count by their network; an IPv4 address in
 * the clothes of an IPv6 one is what it is. A port, which some proxies write beside it, is another one each time.
 */
export function addressKey(address: string): string {
  const host = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  const [bare = ''] = host.toLowerCase().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped) return mapped;
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
