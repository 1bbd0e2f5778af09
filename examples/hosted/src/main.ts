import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createHosted } from './app.ts';

const { OPENAI_API_KEY: apiKey, CHATKIT_WORKFLOW_ID: workflow, KB_SESSION_SECRET: secret, PORT = '5174' } = process.env;
if (!apiKey || !workflow) {
  console.error('A hosted chat needs OPENAI_API_KEY and CHATKIT_WORKFLOW_ID (wf_…). `npm start` needs neither.');
  process.exit(1);
}

const app = createHosted({
  apiKey,
  workflow,
  // Without one of its own, every start makes all visitors new ones.
  secret: secret ?? randomBytes(48).toString('base64'),
});
const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: 'localhost' }, () => {
  console.log(`\n  The page with the hosted chat is at  http://localhost:${(server.address() as AddressInfo).port}\n`);
});
