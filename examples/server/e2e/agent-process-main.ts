/** A process that serves the help centre with each of the agents of a file. See `agent-servers.ts`. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { createHelpCenter } from '@kb-assistant/example-help-center';
import { createApp } from '../src/app.ts';
import { openStorage } from '../src/storage.ts';
import type { AgentServersFile, FromProcess, ToProcess } from './agent-servers.ts';

const { agents, control, now } = (await import(pathToFileURL(process.argv[2]!).href)) as AgentServersFile;
const { site } = createHelpCenter(join(import.meta.dirname, '../../../docs'));

const ports: Record<string, number> = {};
for (const [name, agent] of Object.entries(agents)) {
  const { store, relay } = process.env['DATABASE_URL'] ? await openStorage('') : { store: memoryStore() };
  const app = createApp({
    secret: 'a secret of more than thirty-two bytes',
    agent,
    store,
    relay,
    site,
    now,
    // Failures are what some of them are for.
    log: () => {},
  });
  ports[name] = await new Promise<number>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: 'localhost' }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

const say = (message: FromProcess) => process.send!(message);
process.on('message', (message: ToProcess) => {
  Object.assign(control, message.control);
  say('set');
});
say({ ports });
