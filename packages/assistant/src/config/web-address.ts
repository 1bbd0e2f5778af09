/** Relative to any page: what has no scheme is a path. */
export const isWebAddress = (value = ''): boolean =>
  value !== '' && /^https?:/.test(URL.parse(value, 'https://page.invalid/')?.protocol ?? '');
