import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { askDemo, startDemo } from '../../../packages/chat-server/src/testing/demo-process.ts';
import {
  EVENT_STREAM,
  fakeModelServer,
  JSON_TYPE,
  type Reply,
} from '../../../packages/chat-server/src/testing/fake-model-server.ts';
import {
  functionCall,
  message,
  responseJson,
  responseStream,
} from '../../../packages/chat-server/src/testing/responses-api.ts';

it('answers in a chat from the pages of the help centre', async () => {
  const replies: Reply[] = [
    { headers: JSON_TYPE, pieces: [responseJson(message('How do I change the font?'))] },
    { headers: JSON_TYPE, pieces: [responseJson(message('{"kind":"question"}'))] },
    {
      headers: EVENT_STREAM,
      pieces: responseStream(functionCall('search_knowledge_base', { question: 'change font' })),
    },
    { headers: EVENT_STREAM, pieces: responseStream(message('By a ', 'property.')) },
  ];
  const model = await fakeModelServer(() => replies.shift() ?? { status: 500, pieces: [] });
  onTestFinished(model.close);
  const { url } = await startDemo(join(import.meta.dirname, 'main.ts'), {
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: `${model.url}/v1`,
  });
  const events = await askDemo(url, 'font?');
  expect(events).toContain('Searching the knowledge base');
  expect(events).toContain('By a ');
  expect(events).toContain('/docs/styling#how-do-i-change-the-font');
  expect(JSON.stringify(model.asked[3]!.body)).toContain('Styling');
});
