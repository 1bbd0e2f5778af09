import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askDemo, demoSession, sendDemo, startDemo } from '../../../packages/chat-server/src/testing/demo-process.ts';
import {
  EVENT_STREAM,
  fakeModelServer,
  openAIChunks,
} from '../../../packages/chat-server/src/testing/fake-model-server.ts';
import { createAnswerer } from './answerer.ts';

/** Started with a key, and with a model that gives the same answer to everything. */
async function withModel() {
  const model = await fakeModelServer(() => ({
    headers: EVENT_STREAM,
    pieces: openAIChunks(['Paste one ', 'tag [1].']),
  }));
  onTestFinished(model.close);
  const key = 'sk-test-0123456789';
  const demo = await startDemo(join(import.meta.dirname, 'main.ts'), {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_MODEL: 'm-1',
  });
  return { model, key, ...demo };
}

describe('the server that a newcomer starts', () => {
  it('has a model answer where there is a key, from the pages, with its sources', async () => {
    const { model, key, said, url } = await withModel();
    expect(said).toContain(`m-1 at ${new URL(model.url).host}`);
    expect(said).not.toContain(key);

    const events = await askDemo(url, 'How do I add the assistant with a script tag?');
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

  it('lets a visitor ask thirty times a minute, and then says when to come back', async () => {
    const { model, url } = await withModel();
    const secret = await demoSession(url);
    for (let asked = 0; asked < 30; asked++) {
      const answer = await sendDemo(url, 'What is this?', secret);
      expect(answer.status).toBe(200);
      await answer.text();
    }
    const refused = await sendDemo(url, 'What is this?', secret);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(model.asked).toHaveLength(30);
    expect(await askDemo(url, 'What is this?')).toContain('thread.item.done');
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
