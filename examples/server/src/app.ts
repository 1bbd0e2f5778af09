import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import {
  type Agent,
  createChatServer,
  type Log,
  type RateLimit,
  type Relay,
  type Store,
} from '@kb-assistant/chat-server';
import {
  anonymousVisitor,
  createSessionHandler,
  signedSessions,
  verifySession,
  withClientAddress,
} from '@kb-assistant/session';
import { Hono, type MiddlewareHandler } from 'hono';
import { createPlayground } from './playground.ts';

export interface AppOptions {
  /** Signs sessions and visitors' cookies: at least 32 bytes. */
  secret: string;
  agent: Agent;
  store: Store;
  /** What several of these processes on one store need. */
  relay?: Relay | undefined;
  /** How often each visitor may ask. Default: as often as they like, a few at once. */
  rateLimit?: RateLimit;
  /** The pages around the assistant. */
  site: Hono;
  /** Other sites whose pages may have the assistant, such as `https://shop.example.com`. Default none. */
  allowedOrigins?: readonly string[];
  /** Takes a line per request and per answer. Default JSON lines on the console. */
  log?: Log;
  /** The clock of the sessions, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

export interface App extends Hono {
  /** Lets running answers end, for a moment. */
  close(): Promise<void>;
}

const folderOf = (file: string): string => join(fileURLToPath(import.meta.resolve(file)), '..');

/** A page of any site may load the scripts; a module from another origin needs to be allowed outright. */
const forEverySite: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('access-control-allow-origin', '*');
  context.header('cross-origin-resource-policy', 'cross-origin');
};

/** One process that serves a site, its sessions, its chat, and the scripts of both. */
export function createApp(options: AppOptions): App {
  const { secret, agent, store, relay, rateLimit, site, allowedOrigins = [], log, now = Date.now } = options;
  const basePath = '/api/chatkit';
  const sessions = createSessionHandler({
    basePath,
    authenticate: anonymousVisitor({ secret }),
    issuer: signedSessions({ secret, now }),
    allowedOrigins,
    now,
  });
  const chat = createChatServer({
    agent,
    store,
    allowedOrigins,
    ...(relay ? { relay } : {}),
    ...(rateLimit ? { rateLimit } : {}),
    ...(log ? { log } : {}),
    authenticate: verifySession({ secret, now }),
  });

  const app = new Hono();
  // Sessions are limited by user and by address, and the address is the socket's.
  for (const path of ['session', 'session/*']) {
    app.all(`${basePath}/${path}`, (context) =>
      sessions(withClientAddress(context.req.raw, getConnInfo(context).remote.address)),
    );
  }
  app.all(basePath, ({ req }) => chat(req.raw));
  app.get(`${basePath}/health`, ({ req }) => chat(req.raw));

  const assistant = folderOf('kb-assistant/kb-assistant.js');
  const renderer = folderOf('@kb-assistant/chatkit-local/chatkit.js');
  // With the parts that the scripts fetch from beside themselves.
  app.get('/:file{kb-assistant(\\.[\\w-]+)*\\.js}', forEverySite, serveStatic({ root: assistant }));
  const toFile = (path: string): string => path.slice('/chatkit-local'.length);
  app.get('/chatkit-local/*', forEverySite, serveStatic({ root: renderer, rewriteRequestPath: toFile }));
  app.route('/playground', createPlayground());
  app.route('/', site);
  app.notFound((context) => site.fetch(context.req.raw));
  return Object.assign(app, { close: () => chat.close({ deadlineMs: 2_000 }) });
}
