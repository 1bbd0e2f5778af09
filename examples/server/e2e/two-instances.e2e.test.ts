import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundRobin } from '../../../packages/chat-server/src/testing/chat-process.ts';
import { PostgresServer, whyNoPostgres } from '../../../packages/chat-server/src/testing/postgres-server.ts';
import { Assistant, dataFolder, launchBrowser, ServerProcess, visitor } from './support.ts';

const reason = whyNoPostgres();

let postgres: PostgresServer;
let browser: Browser;
const data = dataFolder();
beforeAll(async () => {
  if (reason !== null) return;
  [postgres, browser] = await Promise.all([PostgresServer.start(), launchBrowser()]);
});
afterAll(async () => {
  delete process.env['DATABASE_URL'];
  await browser?.close();
  await postgres?.stop();
  data.remove();
});

it.skipIf(reason !== null)(
  `two processes on one PostgreSQL are one assistant for a visitor${reason === null ? '' : ` (${reason})`}`,
  async () => {
    process.env['DATABASE_URL'] = await postgres.createDatabase('help');
    // The same folder holds the secret, so that either knows the sessions of the other.
    const servers = [await ServerProcess.start(data.path), await ServerProcess.start(data.path)];
    const proxy = await roundRobin(servers.map(({ port }) => port));
    try {
      const { page, mishaps } = await visitor(browser, proxy.url);
      await page.goto('/');
      const assistant = new Assistant(page);
      await assistant.open();
      for (const question of ['What does position do?', 'Does it work offline?', 'How do I change the colours?']) {
        await assistant.ask(question);
        await assistant.log.getByText(question, { exact: true }).waitFor();
        await assistant.answered();
      }
      // After a reload, whichever process answers knows the conversation.
      await page.reload();
      await assistant.composer.waitFor();
      await assistant.log.getByText('What does position do?', { exact: true }).waitFor();
      await assistant.log.getByText('How do I change the colours?', { exact: true }).waitFor();
      expect(mishaps).toEqual({ foreign: [], console: [] });
    } finally {
      await proxy.stop();
      await Promise.all(servers.map((server) => server.stop()));
    }
  },
  60_000,
);
