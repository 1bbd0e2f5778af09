import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askDemo, startDemo } from '../../../packages/chat-server/src/testing/demo-process.ts';
import {
  EVENT_STREAM,
  fakeModelServer,
  openAIChunks,
} from '../../../packages/chat-server/src/testing/fake-model-server.ts';
import { createAnswerer } from './answerer.ts';

describe('the server that a newcomer starts', () => {
  it('has a model answer where there is a key, from the pages, with its sources', async () => {
    const model = await fakeModelServer(() => ({
      headers: EVENT_STREAM,
      pieces: openAIChunks(['Paste one ', 'tag [1].']),
    }));
    onTestFinished(model.close);
    const key = 'sk-test-0123456789';
    const { said, url } = await startDemo(join(import.meta.dirname, 'main.ts'), {
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'm-1',
    });
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
