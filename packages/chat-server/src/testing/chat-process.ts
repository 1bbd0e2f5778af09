import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readEvents, type ThreadEvent } from '@kb-assistant/protocol';
import { inputOf } from './test-server.ts';

export interface ChatProcessOptions {
  /** Connection string of the store, and of the relay where there is no Redis. */
  postgres?: string;
  /** Path of the store, where there is no PostgreSQL. */
  sqlite?: string;
  redisPort?: number;
  leaseMs?: number;
}

/** A server in a process of its own. */
export class ChatProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  static async start(options: ChatProcessOptions): Promise<ChatProcess> {
    const main = join(import.meta.dirname, 'chat-process-main.ts');
    const child = spawn(process.execPath, ['--conditions=@kb-assistant/source', main], {
      env: { ...process.env, CHAT_PROCESS: JSON.stringify(options) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const [, port] = /listening on (\d+)/.exec(line) ?? [];
      if (port) return (child.stdout.resume(), new ChatProcess(child, Number(port)));
    }
    throw new Error('The process ended before it listened.');
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Where the same process answers with resumable turns. */
  get resumableUrl(): string {
    return `${this.url}resumable`;
  }

  /** Ends it as it should be ended. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exited;
  }

  /** Ends it so that it can do nothing about it. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}

/** Somebody who talks to a server by its address. */
export function client(url: string, user = 'ada') {
  const headers = { Authorization: `Bearer ${user}`, 'Content-Type': 'application/json' };
  const post = (type: string, params: object, signal?: AbortSignal) =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify({ type, params }), ...(signal ? { signal } : {}) });
  const read = async (response: Response): Promise<ThreadEvent[]> => {
    const events: ThreadEvent[] = [];
    for await (const event of eventsIn(response)) events.push(event);
    return events;
  };
  return {
    post,
    read,
    json: async <T>(type: string, params: object): Promise<T> => (await (await post(type, params)).json()) as T,
    ask: (text: string, threadId?: string, signal?: AbortSignal) =>
      threadId === undefined
        ? post('threads.create', { input: inputOf(text) }, signal)
        : post('threads.add_user_message', { thread_id: threadId, input: inputOf(text) }, signal),
    /** What is being answered in a thread. */
    resume: (threadId: string, method = 'GET') => fetch(`${url}?thread_id=${threadId}`, { method, headers }),
  };
}

/** The events of a stream, one by one. */
export function eventsIn(response: Response): AsyncGenerator<ThreadEvent, void, undefined> {
  if (response.status !== 200) throw new Error(`Expected a stream, got ${response.status}.`);
  return readEvents(response.body!);
}
