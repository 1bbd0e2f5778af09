import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  path: string;
  body: Record<string, unknown>;
}

/** What the next call meets instead of an answer. */
export type Trouble =
  | { status: number; headers?: Record<string, string>; error?: Record<string, unknown> }
  | 'silence'
  | 'hang up'
  | 'html';

/** What a request may hold, by the API's own types: a name that is not here is refused, as the API does. */
const FIELDS: Record<string, string[]> = {
  '': ['user', 'workflow', 'chatkit_configuration', 'expires_after', 'rate_limits'],
  workflow: ['id', 'version', 'state_variables', 'tracing'],
  chatkit_configuration: ['file_upload', 'history', 'automatic_thread_titling'],
  'chatkit_configuration.file_upload': ['enabled', 'max_file_size', 'max_files'],
  'chatkit_configuration.history': ['enabled', 'recent_threads'],
  'chatkit_configuration.automatic_thread_titling': ['enabled'],
  expires_after: ['anchor', 'seconds'],
  rate_limits: ['max_requests_per_1_minute'],
};

/** OpenAI's sessions API, on this machine: strict about what it is sent, and able to fail in every way. */
export class FakeOpenAI {
  readonly apiKey = 'sk-proj-0123456789abcdefghij';
  readonly calls: Call[] = [];
  readonly cancelled: string[] = [];
  /** Each is met by one call, in this order. */
  readonly troubles: Trouble[] = [];
  readonly url: string;
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeOpenAI> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeOpenAI(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text || '{}') as Record<string, unknown>;
    this.calls.push({ path, body });

    const trouble = this.troubles.shift();
    if (trouble === 'silence') return;
    if (trouble === 'hang up') return void request.socket.destroy();
    if (trouble === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Proxy</h1>');
    if (trouble)
      return send(response, trouble.status, { error: trouble.error ?? { message: 'trouble' } }, trouble.headers);

    const { authorization, 'openai-beta': beta, 'content-type': type } = request.headers;
    if (authorization !== `Bearer ${this.apiKey}`) {
      const message = `Incorrect API key provided: ${authorization}.`;
      return send(response, 401, { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } });
    }
    const wrong =
      (request.method !== 'POST' && `Method ${request.method}`) ||
      (beta !== 'chatkit_beta=v1' && `OpenAI-Beta ${String(beta)}`) ||
      (type !== 'application/json' && `Content-Type ${type}`);
    if (wrong) return send(response, 400, { error: { message: wrong, type: 'invalid_request_error' } });

    const [, cancelled] = /^\/v1\/chatkit\/sessions\/([^/]+)\/cancel$/.exec(path) ?? [];
    if (cancelled) {
      this.cancelled.push(cancelled);
      return send(response, 200, { id: cancelled, object: 'chatkit.session', status: 'cancelled' });
    }
    const problem = path === '/v1/chatkit/sessions' ? problemOf(body) : `Unknown path ${path}`;
    if (problem) return send(response, 400, { error: { message: problem, type: 'invalid_request_error' } });
    const { user, workflow, chatkit_configuration, rate_limits, expires_after } = body as {
      expires_after?: { seconds: number };
    } & Record<string, unknown>;
    send(response, 200, {
      id: `cksess_${this.calls.length}`,
      object: 'chatkit.session',
      client_secret: `ek_${crypto.randomUUID()}`,
      expires_at: Math.floor(Date.now() / 1000) + (expires_after?.seconds ?? 600),
      status: 'active',
      user,
      workflow,
      chatkit_configuration,
      rate_limits,
    });
  }
}

function problemOf(body: Record<string, unknown>): string | null {
  for (const [path, fields] of Object.entries(FIELDS)) {
    let value: unknown = body;
    for (const name of path ? path.split('.') : []) value = (value as Record<string, unknown> | undefined)?.[name];
    for (const name of Object.keys(value ?? {})) {
      if (!fields.includes(name)) return `Unknown parameter: '${path ? `${path}.` : ''}${name}'.`;
    }
  }
  const { user, workflow, expires_after } = body as {
    user?: unknown;
    workflow?: { id?: unknown };
    expires_after?: { anchor: unknown };
  };
  if (typeof user !== 'string' || user === '') return "Missing required parameter: 'user'.";
  if (typeof workflow?.id !== 'string') return "Missing required parameter: 'workflow.id'.";
  if (expires_after && expires_after.anchor !== 'created_at') return "Invalid value: 'expires_after.anchor'.";
  return null;
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_upstream', ...headers })
    .end(JSON.stringify(body));
}
