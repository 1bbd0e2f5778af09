/** The version of this package; a test holds it together with package.json. */
export const VERSION = '0.1.0';
