export interface Variable {
  name: string;
  /** What it does; the default at the end. */
  meaning: string;
  /** The option that it sets: names the variable when the option is at fault. */
  option?: string;
}

/** Everything that the program can be told, in the order of the help. */
export const VARIABLES = [
  { name: 'KB_SESSION_SECRET', option: 'secret', meaning: 'Signs sessions and visitors’ cookies: at least 32 bytes.' },
  {
    name: 'KB_SESSION_KEYS',
    option: 'keys',
    meaning: 'In its place for sessions: a JSON list of keys, each with a "kid". The first signs.',
  },
  {
    name: 'KB_SESSION_TTL_SECONDS',
    option: 'ttlSeconds',
    meaning: 'How long a session lasts, in seconds. Default 600.',
  },
  {
    name: 'KB_SESSION_ISSUER',
    meaning: '"signed" for sessions of your own, "openai" for those of hosted workflows. Default signed.',
  },
  { name: 'OPENAI_API_KEY', option: 'apiKey', meaning: 'For the issuer openai: a key of the workflow’s project.' },
  { name: 'CHATKIT_WORKFLOW_ID', option: 'workflow', meaning: 'For the issuer openai: the workflow, "wf_…".' },
  {
    name: 'KB_AUTHENTICATE',
    meaning:
      '"visitor" for anonymous visitors, "bearer" or "cookie" for tokens (JWT) of your own sign-in. Default visitor.',
  },
  {
    name: 'KB_VISITOR_SAME_SITE',
    meaning: '"lax", "strict", or "none" where the page is on another site. Default lax.',
  },
  {
    name: 'KB_AUTH_JWKS_URL',
    option: 'jwks',
    meaning: 'For bearer and cookie: where your sign-in publishes its keys.',
  },
  {
    name: 'KB_AUTH_KEY',
    option: 'key',
    meaning: 'In its place: one secret of at least 32 bytes, or a public key as PEM.',
  },
  {
    name: 'KB_AUTH_COOKIE',
    option: 'cookie',
    meaning:
      'The cookie that holds the token, or the visitor. Default auth_token, or __Host-kb_visitor (kb_visitor on localhost).',
  },
  { name: 'KB_AUTH_USER_CLAIM', meaning: 'The claim that holds the user’s id. Default sub.' },
  { name: 'KB_AUTH_ISSUER', meaning: 'The "iss" to insist on. Default any.' },
  { name: 'KB_AUTH_AUDIENCE', meaning: 'The "aud" to insist on. Default any.' },
  {
    name: 'KB_ALLOWED_ORIGINS',
    option: 'allowedOrigins',
    meaning: 'Origins of other sites whose pages may ask, with commas between them. Default none.',
  },
  { name: 'KB_BASE_PATH', option: 'basePath', meaning: 'Where the routes begin. Default /api/chatkit.' },
  {
    name: 'KB_LIMIT_PER_USER',
    option: 'limit',
    meaning: 'How often a user may ask within a minute; 0 for no limit. Default 60.',
  },
  {
    name: 'KB_LIMIT_PER_ADDRESS',
    option: 'limit',
    meaning: 'How often an address may ask within a minute; 0 for no limit. Default 120.',
  },
  {
    name: 'KB_TRUSTED_PROXIES',
    meaning:
      'How many proxies of yours stand before it, each adding to X-Forwarded-For. Default 0: the header is not read.',
  },
  {
    name: 'KB_REDIS_URL',
    meaning:
      'Counts in Redis, for several processes. Needs the packages ioredis and rate-limiter-flexible. Default: in memory.',
  },
  { name: 'HOST', meaning: 'The address to listen on. Default 127.0.0.1; 0.0.0.0 in a container.' },
  { name: 'PORT', meaning: 'The port to listen on; 0 for any. Default 8787.' },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];

export const helpText = (): string => {
  const width = Math.max(...VARIABLES.map(({ name }) => name.length));
  return `Usage: npx @kb-assistant/session [--env-file FILE]

Serves sessions for <kb-assistant>: POST /api/chatkit/session and the rest.

Options
  --env-file FILE       Read variables from FILE as well. Default .env, where there is one. The environment wins.
  --new-key ES256       Print a new key for KB_SESSION_KEYS, and end. Also: EdDSA.
  --help                Print this, and end.

Environment
${VARIABLES.map(({ name, meaning }) => `  ${name.padEnd(width)}  ${meaning}`).join('\n')}
`;
};
