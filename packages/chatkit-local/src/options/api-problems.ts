import type { ResolvedApi } from './resolved-options.ts';

/** Why there is no server to talk to. For whoever sets the page up, so in the language of the documentation. */
export const API_PROBLEMS: Record<Exclude<ResolvedApi['type'], 'custom'>, string> = {
  hosted:
    'This chat is set up for OpenAI’s hosted service (api.getClientSecret), which only OpenAI’s own element can reach. Set api.url to your own ChatKit server instead.',
  missing: 'This chat is not set up yet. Its options need an api.url that names a ChatKit server.',
};
