import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Agent } from '@kb-assistant/chat-server';
import { type Proxy, roundRobin } from '../../../packages/chat-server/src/testing/round-robin.ts';
import { sharedStorage } from './shared-storage.ts';

const MAIN = join(import.meta.dirname, 'agent-process-main.ts');

/** A file with agents of a test. It is loaded by each process that serves them. */
export interface AgentServersFile {
  agents: Record<string, Agent>;
  /** What `set` changes, in all processes. */
  control: object;
  /** The clock of the sessions. */
  now(): number;
}

/** What the processes are told, and what they say to it. */
export type ToProcess = { control: object };
export type FromProcess = { ports: Record<string, number> } | 'set';

/** The help centre with agents of a test: in a process of its own, or in several where the run asks for them. */
export class AgentServers<T extends AgentServersFile> {
  readonly #children: ChildProcess[];
  readonly #proxies: Record<string, Proxy>;

  private constructor(children: ChildProcess[], proxies: Record<string, Proxy>) {
    this.#children = children;
    this.#proxies = proxies;
  }

  static async start<T extends AgentServersFile>(file: string): Promise<AgentServers<T>> {
    const shared = await sharedStorage(file);
    const children = Array.from({ length: shared?.processes ?? 1 }, () =>
      fork(MAIN, [file], {
        env: { ...process.env, ...shared?.env },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    const ports = await Promise.all(
      children.map(async (child) => {
        const failed = once(child, 'exit').then(() => Promise.reject(new Error('A server ended before it listened.')));
        const [message] = (await Promise.race([once(child, 'message'), failed])) as [Exclude<FromProcess, string>];
        return message.ports;
      }),
    );
    const proxies: Record<string, Proxy> = {};
    for (const name of Object.keys(ports[0]!)) proxies[name] = await roundRobin(ports.map((each) => each[name]!));
    return new AgentServers(children, proxies);
  }

  /** The address of the help centre with this agent. */
  url(agent: keyof T['agents'] & string): string {
    return `http://localhost:${this.#proxies[agent]!.port}`;
  }

  /** Changes what the agents and the clock go by. Resolves when all processes know. */
  async set(control: Partial<T['control']>): Promise<void> {
    await Promise.all(
      this.#children.map((child) => {
        const told = once(child, 'message');
        child.send({ control } satisfies ToProcess);
        return told;
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#proxies).map((proxy) => proxy.stop()));
    await Promise.all(
      this.#children.map((child) => {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        return exited;
      }),
    );
  }
}
