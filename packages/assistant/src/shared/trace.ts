/** Tells a step of the way to whoever debugs. Never a message's text, and no secret that is longer than four characters. */
export type Trace = (step: string, data?: Readonly<Record<string, unknown>>) => void;

/** Nobody listens. */
export const untraced: Trace = () => {};

/** A secret as it may be shown: enough to tell two apart, too little to use. */
export const cut = (secret: string): string => `${secret.slice(0, 4)}…`;

/** A URL as it may be shown: what stands in its query may be a token, so only the beginning of each value is left. */
export function shownUrl(url: string): string {
  const [path = '', query] =
    url
      .split('#')[0]
      ?.replace(/\/\/[^/@]*@/, '//')
      .split('?') ?? [];
  if (query === undefined) return path;
  return `${path}?${query.replaceAll(/=([^&]{4})[^&]*/g, '=$1…')}`;
}
