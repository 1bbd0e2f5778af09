import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  EVENT_STREAM,
  fakeModelServer,
  openAIChunks,
} from '../../../packages/chat-server/src/testing/fake-model-server.ts';
import { createAnswerer } from './answerer.ts';

/** The server as `npm start` starts it, on the sources, and what it said of itself. */
async function start(env: NodeJS.ProcessEnv) {
  const data = mkdtempSync(join(tmpdir(), 'kb-answerer-'));
  const child = spawn(process.execPath, ['--conditions=@kb-assistant/source', join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], PORT: '0', KB_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(data, { recursive: true, force: true });
  });
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.includes('Ctrl+C')) break;
  }
  child.stdout.resume();
  return { said, url: /http:\/\/localhost:\d+/.exec(said)![0] };
}

describe('the server that a newcomer starts', () => {
  it('has a model answer where there is a key, from the pages, with its sources', async () => {
    const model = await fakeModelServer(() => ({
      headers: EVENT_STREAM,
      pieces: openAIChunks(['Paste one ', 'tag [1].']),
    }));
    onTestFinished(model.close);
    const key = 'sk-test-0123456789';
    const { said, url } = await start({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'm-1' });
    expect(said).toContain(`m-1 at ${new URL(model.url).host}`);
    expect(said).not.toContain(key);

    const session = await fetch(`${url}/api/chatkit/session`, { method: 'POST' });
    const { client_secret: secret } = (await session.json()) as { client_secret: string };
    const answer = await fetch(`${url}/api/chatkit`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
      body: JSON.stringify({
        type: 'threads.create',
        params: {
          input: {
            content: [{ type: 'input_text', text: 'How do I add the assistant with a script tag?' }],
            attachments: [],
            inference_options: {},
          },
        },
      }),
    });
    const events = await answer.text();
    expect(events).toContain('Paste one ');
    expect(events).not.toContain('[1]');
    expect(events).toMatch(/"type":"url","title":"[^"]+","url":"\/docs\//);
    expect(model.asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}` },
      body: { model: 'm-1' },
    });
    expect(JSON.stringify(model.asked[0]!.body)).toContain('kb-assistant.js');
  });
});

describe('who answers', () => {
  it.each([
    [{}, 'the pages of the help centre, word for word'],
    [{ OPENAI_API_KEY: '' }, 'the pages of the help centre, word for word'],
    [{ OPENAI_API_KEY: 'sk-1' }, 'gpt-5.6-luna at OpenAI, from what the pages say'],
    [
      { OPENAI_BASE_URL: 'http://localhost:11434/v1', OPENAI_MODEL: 'qwen3:8b' },
      'qwen3:8b at localhost:11434, from what the pages say',
    ],
  ])('is told from %j', (env, name) => {
    expect(createAnswerer([], env).name).toBe(name);
  });
});
