import { type ChatFetchHooks, createChatFetch } from '../chatkit/chat-fetch.ts';
import type { ChatKitCallbacks } from '../chatkit/options.ts';
import type { AssistantConfig, Connection, Inputs } from '../config/types.ts';
import type { SessionClient, SessionClientOptions } from '../session/client.ts';
import { leaseSession, type SessionLease } from '../session/shared.ts';
import type { SessionFetcher, SessionGrant } from '../session/types.ts';
import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { shownUrl } from '../shared/trace.ts';
import { warnOnce } from '../shared/warn.ts';
import { onClientTool } from '../tools/on-client-tool.ts';
import type { ToolHooks } from '../tools/types.ts';

export interface ConnectionHooks extends Omit<ChatFetchHooks, 'connection'> {
  /** The configuration of now. */
  config(): AssistantConfig;
  tools: ToolHooks;
}

/** The way to the server: the session, and what ChatKit calls back. Made once; it always reads the latest configuration. */
export class ServerConnection {
  readonly callbacks: ChatKitCallbacks;
  readonly #hooks: ConnectionHooks;
  #lease: SessionLease | null = null;
  #visitor: string | null = null;
  #fresh = false;
  #letGo: (() => void) | null = null;

  constructor(hooks: ConnectionHooks) {
    this.#hooks = hooks;
    this.callbacks = {
      fetch: createChatFetch({
        ...hooks,
        connection: () => {
          const { connection, context, strings } = hooks.config();
          const custom = connection.kind === 'custom' ? connection : null;
          return {
            apiUrl: custom?.apiUrl ?? '',
            session: this.session,
            auth: custom?.auth ?? null,
            credentials: custom?.credentials ?? null,
            uploadUrl: custom?.upload?.type === 'direct' ? custom.upload.uploadUrl : null,
            context,
            noSession: strings.noSession,
          };
        },
      }),
      getClientSecret: async (current) => {
        const { session } = this;
        try {
          if (!session) throw new AssistantError('connection-missing');
          return await (current === null ? session.get() : session.replace(current));
        } catch (error) {
          // After a removal there is nobody to tell.
          if (session === this.session) hooks.onError(asAssistantError(error, 'session-failed'));
          throw error;
        }
      },
      onClientTool: onClientTool(hooks.tools),
    };
  }

  /** The session of now; `null` where the connection needs none. */
  get session(): SessionClient | null {
    return this.#lease?.client ?? null;
  }

  /** Follows the configuration: another server or another visitor, as far as attributes tell, gets another session. */
  update(inputs: Inputs): void {
    const fetcher = sessionFetcherOf(this.#hooks.config().connection);
    const { apiUrl, sessionUrl, authCookie, authFetcher, credentials, userKey } = inputs;
    // What a function says of who is asking is known to itself alone: such a session is shared only where the site names
    // the visitor.
    const shared = Boolean(sessionUrl) && (!authFetcher || Boolean(userKey));
    const visitor = JSON.stringify([sessionUrl, authCookie, credentials, userKey, shared || apiUrl]);
    if (visitor === this.#visitor && (fetcher === null) === (this.#lease === null)) return;
    this.dispose();
    this.#visitor = visitor;
    this.#lease = fetcher && leaseSession(shared ? visitor : null, () => this.#sessionOptions(fetcher, sessionUrl));
    if (this.#fresh) this.#letGo = this.session?.keepFresh() ?? null;
  }

  /** Whether the session is renewed ahead of time: while a panel is open. */
  keepFresh(fresh: boolean): void {
    if (fresh === this.#fresh) return;
    this.#fresh = fresh;
    this.#letGo?.();
    this.#letGo = fresh ? (this.session?.keepFresh() ?? null) : null;
  }

  dispose(): void {
    this.#letGo?.();
    this.#letGo = null;
    this.#lease?.release();
    this.#lease = null;
    this.#visitor = null;
  }

  #sessionOptions(fetcher: SessionFetcher, sessionUrl: string | undefined): SessionClientOptions {
    const { config, trace } = this.#hooks;
    const url = sessionUrl ? { url: shownUrl(sessionUrl) } : {};
    return {
      // The latest function is asked: a framework makes new ones at every render, and a session outlives those. One that
      // is shared may outlive its first assistant, and then goes on with what that one last had.
      fetcher: async (request) => (sessionFetcherOf(config().connection) ?? fetcher)(request),
      ...(trace ? { trace: (step, data) => trace(step, { ...url, ...data }) } : {}),
      onGrant: (grant) => {
        if (config().connection.kind === 'hosted') void warnOfWorkflow(sessionUrl ?? '', grant).catch(() => {});
      },
      onOddity: (oddity) => warnOnce(oddity.code, oddity.message),
    };
  }
}

const sessionFetcherOf = (connection: Connection): SessionFetcher | null =>
  connection.kind === 'none' ? null : connection.session;

/** What ends soon is told where there is such a thing. */
async function warnOfWorkflow(sessionUrl: string, grant: SessionGrant): Promise<void> {
  const { warnOfWorkflow: warn } = await import('../session/workflow.ts');
  warn(sessionUrl, grant);
}
