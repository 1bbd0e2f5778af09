import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What was asked of the server. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** What the server sends, piece by piece, each by itself on the wire. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  pieces: (string | Uint8Array)[];
  /** How it ends: as it should, by a lost connection, or never. Default `end`. */
  ending?: 'end' | 'cut' | 'hang';
}

/** A server on this machine that speaks the wire formats of language models, with recorded answers. */
export async function fakeModelServer(answer: (asked: Asked) => Reply | Promise<Reply>) {
  const asked: Asked[] = [];
  /** Resolves when a client has gone away before the end. */
  let left!: () => void;
  const clientLeft = new Promise<void>((resolve) => (left = resolve));
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) left();
    });
    void (async () => {
      const body = (await json(request)) as Record<string, unknown>;
      const question = { path: request.url!, headers: request.headers, body };
      asked.push(question);
      const { status = 200, headers = {}, pieces, ending = 'end' } = await answer(question);
      response.writeHead(status, headers);
      response.socket?.setNoDelay(true);
      for (const piece of pieces) {
        response.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (ending === 'end') response.end();
      // What was written must leave first.
      if (ending === 'cut') response.write('', () => response.destroy());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    clientLeft,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const EVENT_STREAM = { 'Content-Type': 'text/event-stream; charset=utf-8' };
export const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The chunk of a chat completion, in OpenAI's published format. */
export const chunk = (delta: object, finish_reason: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'gpt-5.6-luna-2026-06-11',
    service_tier: 'default',
    system_fingerprint: 'fp_44709d6fcb',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage: null,
    obfuscation: 'mKW8',
    ...more,
  })}\n\n`;

const DONE = 'data: [DONE]\n\n';

/** A whole answer as OpenAI streams it, with its last chunk of usage. */
export const openAIChunks = (texts: string[], finish = 'stop'): string[] => [
  chunk({ role: 'assistant', content: '', refusal: null }),
  ...texts.map((content) => chunk({ content })),
  chunk({}, finish),
  chunk({}, null, { choices: [], usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 } }),
  DONE,
];

/** vLLM: a comment while the prompt is read, thoughts in `reasoning_content`, `stop_reason` beside the finish. */
export const vllmChunks = (texts: string[]): string[] => {
  const vllm = (delta: object, more: object = {}) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-4a0f8f1e',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'Qwen/Qwen3-8B',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }],
    })}\n\n`;
  return [
    ': ping\n\n',
    vllm({ role: 'assistant', content: '' }),
    vllm({ reasoning_content: 'The person wants' }),
    ...texts.map((content) => vllm({ content })),
    vllm({ content: '' }, { finish_reason: 'stop', stop_reason: null }),
    DONE,
  ];
};

/** Ollama: each chunk names the role again, thoughts are in `reasoning`, and the finish stands beside empty content. */
export const ollamaChunks = (texts: string[]): string[] => {
  const ollama = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-508',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'qwen3:8b',
      system_fingerprint: 'fp_ollama',
      choices: [{ index: 0, delta: { role: 'assistant', content: '', ...delta }, finish_reason }],
    })}\n\n`;
  return [ollama({ reasoning: 'Okay,' }), ...texts.map((content) => ollama({ content })), ollama({}, 'stop'), DONE];
};

/** A whole answer that is not streamed. */
export const completion = (content: string): string =>
  JSON.stringify({
    id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'gpt-5.6-luna-2026-06-11',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 },
  });
