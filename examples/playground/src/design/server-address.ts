/** The address of a server as it was typed, made whole; or what is wrong with it. Nothing stands for the page's own. */
export type ServerAddress = { origin: string; why?: undefined } | { origin?: undefined; why: string };

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export function serverAddress(text: string): ServerAddress {
  const typed = text.trim();
  if (typed === '') return { origin: '' };
  const [, scheme, rest = ''] = /^(?:([a-z][a-z\d+.-]*):)?\/\/(.*)$/is.exec(typed) ?? [null, undefined, typed];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return { why: 'A server has an address with https://.' };
  const whole = `${scheme ?? 'https'}://${rest}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  // `help` is no server, and `/help` is a folder of one.
  if (!url || rest.startsWith('/') || !(LOCAL.test(url.hostname) || /\w\.\w/.test(url.hostname))) {
    return { why: 'That is no address of a server, such as https://help.example.com.' };
  }
  if (url.search || url.hash || url.username) return { why: 'Only the server, and a folder of it where that matters.' };
  // What runs on one's own machine rarely has a certificate.
  if (scheme === undefined && LOCAL.test(url.hostname)) url.protocol = 'http:';
  return { origin: url.href.replace(/\/$/, '') };
}
