import { SessionConfigError, SessionError } from '../errors.ts';
import type { SessionIssuer } from '../issuer.ts';
import type { User } from '../user.ts';
import { type ChatKitConfiguration, checkConfiguration, type Wish, withWishes } from './chatkit-configuration.ts';
import { callOpenAI } from './call-openai.ts';

export type { ChatKitConfiguration, Wish } from './chatkit-configuration.ts';

type StateVariables = Record<string, string | number | boolean>;

export interface OpenAISessionsOptions {
  /** A key of the project that the workflow belongs to. Keep it on the server. */
  apiKey: string;
  /** The workflow's id, `wf_…`, or with a version of it. */
  workflow: string | { id: string; version?: string; tracing?: { enabled: boolean } };
  /** What sessions may do, in the words of OpenAI's API. Default: the API's own, where files are off. */
  configuration?: ChatKitConfiguration;
  /** Wishes of the page that may pass, in its body's `chatkit_configuration`: to less than `configuration` allows, never more. Default: none. */
  allow?: readonly Wish[];
  /** How long a session lasts, in seconds, from 10 to 86,400. Default 600. */
  expiresAfterSeconds?: number;
  /** How many messages a session may send within a minute. Default 10. */
  rateLimitPerMinute?: number;
  /** The user as OpenAI knows it; threads belong to it. Default: the user's id. */
  userFor?: (user: User) => string;
  /** What the workflow starts from: keys of at most 64 characters. Default: none. */
  stateVariablesFor?: (user: User) => StateVariables;
  /** How long a session may take to come, all tries together, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** How long before the first of two more tries, in milliseconds, where OpenAI does not say; doubled for the second. Default 250. */
  retryDelayMs?: number;
  /** Where the API is. Default `https://api.openai.com`. */
  baseUrl?: string;
  /** Where the key came from, for the line at start: a key in the shell hides the one in `.env`. Default `options`. */
  keySource?: string;
  /** Default `globalThis.fetch`. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Takes the warning at start. Default `console.warn`. */
  warn?: (message: string) => void;
}

const WARNING =
  "OpenAI's Agent Builder shuts down on 30 November 2026, and openaiSessions needs a workflow made with it. " +
  'How to leave: https://github.com/kb-assistant/kb-assistant/blob/main/docs/guides/leave-agent-builder.md';

/**
 * Sessions of OpenAI's hosted ChatKit. The workflow, the limits and the rules for files are what is written here; the
 * page decides nothing of it. An entry of its own, so that nobody else carries it: `@kb-assistant/session/openai`.
 *
 * @throws {SessionConfigError} `invalid-option`.
 * @example
 * const issuer = openaiSessions({ apiKey: process.env.OPENAI_API_KEY!, workflow: 'wf_68e5…' });
 */
export function openaiSessions(options: OpenAISessionsOptions): SessionIssuer {
  const { apiKey, expiresAfterSeconds = 600, rateLimitPerMinute = 10, userFor = ({ id }) => id } = options;
  const { stateVariablesFor, allow = [], keySource = 'options', warn = console.warn } = options;
  const workflow = typeof options.workflow === 'string' ? { id: options.workflow } : options.workflow;
  checkOptions(options, workflow);
  const configuration = checkConfiguration(options.configuration ?? {}, allow);
  const call = callOpenAI(options);
  const tags = sessionTags(apiKey);
  warn(WARNING);

  return {
    about: { issuer: 'openai', key: mask(apiKey), keySource, workflow: workflow.id },
    async mint(user, _, body) {
      const owner = userFor(user);
      const state = stateVariablesFor?.(user);
      if (state) checkStateVariables(state);
      const session = await call('/v1/chatkit/sessions', {
        user: owner,
        workflow: { ...workflow, ...(state ? { state_variables: state } : {}) },
        chatkit_configuration: withWishes(configuration, allow, body),
        expires_after: { anchor: 'created_at', seconds: expiresAfterSeconds },
        rate_limits: { max_requests_per_1_minute: rateLimitPerMinute },
      });
      const { id, client_secret: clientSecret, expires_at: end } = session;
      if (typeof id !== 'string' || typeof clientSecret !== 'string' || typeof end !== 'number') {
        throw new SessionError('upstream-unavailable', 'OpenAI answered with something else than a session.', {
          cause: new Error(`Expected id, client_secret and expires_at, got ${Object.keys(session).join(', ')}.`),
        });
      }
      return { clientSecret, sessionId: `${id}.${await tags.sign(id, owner)}`, expiresAt: new Date(end * 1000) };
    },
    async end(sessionId, user) {
      const at = sessionId.lastIndexOf('.');
      const id = sessionId.slice(0, at);
      if (at < 1 || !(await tags.verify(sessionId.slice(at + 1), id, userFor(user)))) {
        throw new SessionError('session-not-found', 'You have no such session.');
      }
      await call(`/v1/chatkit/sessions/${encodeURIComponent(id)}/cancel`);
    },
  };
}

function checkOptions(options: OpenAISessionsOptions, workflow: { id: string; version?: string }): void {
  const expect = (holds: boolean, option: string, reason: string): void => {
    if (!holds) throw new SessionConfigError('invalid-option', option, reason);
  };
  const { apiKey, expiresAfterSeconds = 600, rateLimitPerMinute = 10, timeoutMs = 10_000 } = options;
  expect(
    typeof apiKey === 'string' && /^[\x21-\x7e]{8,}$/.test(apiKey),
    'apiKey',
    "expected OpenAI's key, without a blank or a line break in it.",
  );
  expect(/^wf_\w+$/.test(workflow?.id), 'workflow', `expected an id that begins with "wf_", got "${workflow?.id}".`);
  expect(
    workflow.version !== 'latest',
    'workflow',
    'OpenAI takes the version "latest" and then fails: leave it out for the one in production, or name its number.',
  );
  const wholeNumber = (value: number, from: number, to: number) =>
    Number.isInteger(value) && value >= from && value <= to;
  expect(
    wholeNumber(expiresAfterSeconds, 10, 86_400),
    'expiresAfterSeconds',
    `expected 10 to 86400, got ${expiresAfterSeconds}.`,
  );
  expect(
    wholeNumber(rateLimitPerMinute, 1, 1e6),
    'rateLimitPerMinute',
    `expected 1 or more, got ${rateLimitPerMinute}.`,
  );
  expect(wholeNumber(timeoutMs, 1, 120_000), 'timeoutMs', `expected 1 to 120000, got ${timeoutMs}.`);
}

function checkStateVariables(variables: StateVariables): void {
  for (const [key, value] of Object.entries(variables)) {
    if (key.length > 64 || !['string', 'number', 'boolean'].includes(typeof value)) {
      throw new TypeError(
        `stateVariablesFor: "${key}" needs a key of at most 64 characters, and text, a number or a boolean.`,
      );
    }
  }
}

/** As much as OpenAI's own list of keys shows. */
const mask = (key: string): string => (key.length < 20 ? '***' : `${key.slice(0, 3)}***${key.slice(-4)}`);

/** Ties a session to its user, so that nobody ends another's: nothing is stored, and OpenAI does not tell. */
function sessionTags(apiKey: string) {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  let imported: Promise<CryptoKey> | undefined;
  const key = () =>
    (imported ??= crypto.subtle.importKey('raw', encoder.encode(apiKey), algorithm, false, ['sign', 'verify']));
  const message = (id: string, owner: string) =>
    encoder.encode(JSON.stringify(['kb-assistant-session-end', id, owner]));
  return {
    async sign(id: string, owner: string): Promise<string> {
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await key(), message(id, owner)));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    /** In constant time: the platform's own comparison. */
    async verify(tag: string, id: string, owner: string): Promise<boolean> {
      if (!/^[\da-f]{64}$/.test(tag)) return false;
      const bytes = Uint8Array.from(tag.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
      return crypto.subtle.verify('HMAC', await key(), bytes, message(id, owner));
    },
  };
}
