/** What a page need not say. */
export const DEFAULTS = {
  chatkitSrc: 'https://cdn.platform.openai.com/deployments/chatkit/chatkit.js',
  chatkitTag: 'openai-chatkit',
  /** The tag that the fallback script defines. */
  fallbackTag: 'kb-chatkit',
  /** The customary placeholder for local development; the open renderer asks for none. */
  domainKey: 'domain_pk_localhost_dev',
  preload: 'hover',
  mode: 'floating',
  position: 'bottom-right',
  offsetX: 24,
  offsetY: 24,
  teaserDelayMs: 3000,
  colorScheme: 'auto',
  preset: 'azure',
  radius: 'pill',
  density: 'normal',
  persist: 'local',
  consent: 'none',
} as const;
