/** The language of the page, or of the browser where the page does not say. */
export const pageLanguage = (): string => document.documentElement.lang || navigator.language || 'en';
