import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { knowledgeBase } from '@kb-assistant/chat-server/knowledge-base';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { createHelpCenter } from '@kb-assistant/example-help-center';
import { createApp } from '@kb-assistant/example-server';
import { createWorkflow } from './workflow.ts';

if (!process.env['OPENAI_API_KEY']) {
  console.error(
    'OPENAI_API_KEY: expected the key of an OpenAI project, got none. OPENAI_API_KEY=sk-… npm start agents-workflow',
  );
  process.exit(1);
}

const { articles, site } = createHelpCenter(join(import.meta.dirname, '../../../docs'));
const { retrieve } = knowledgeBase({ documents: articles });
const app = createApp({
  secret: randomBytes(48).toString('base64url'),
  agent: createWorkflow({ retrieve }),
  store: memoryStore(),
  site,
});

const port = Number(process.env['PORT'] ?? 5174);
const server = serve({ fetch: app.fetch, port, hostname: 'localhost' }, () => {
  console.log(`
  The help centre, answered by a workflow of agents, is at  http://localhost:${(server.address() as AddressInfo).port}
  Conversations are forgotten when it stops. Stop with Ctrl+C.
`);
});
process.on('SIGINT', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
