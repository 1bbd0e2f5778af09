import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { idle, inputOf, outcomesOf, testServer } from './testing/test-server.ts';

const PIECE = 'x'.repeat(64 * 1024);
/** In pieces, more than the sockets of a connection hold. */
const MUCH = 512;

it.each([false, true])(
  'a reader who takes nothing from the socket holds the answer up, or misses its steps; resumable: %s',
  async (resumable) => {
    let yielded = 0;
    const chat = testServer({
      resumable,
      agent: async function* () {
        while (yielded < (resumable ? MUCH : 4 * MUCH)) {
          yielded++;
          yield PIECE;
          await idle();
        }
      },
    });
    let outgoing: ServerResponse | undefined;
    const server = serve({
      fetch: (request, env) => {
        outgoing = env.outgoing as ServerResponse;
        return chat.send(request);
      },
      port: 0,
      hostname: '127.0.0.1',
    }) as Server;
    onTestFinished(() => void server.close());
    await expect.poll(() => server.listening).toBe(true);

    const body = JSON.stringify({ type: 'threads.create', params: { input: inputOf('Hello') } });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.pause();
    socket.write(
      [
        'POST / HTTP/1.1',
        'Host: localhost',
        'Authorization: Bearer ada',
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    );
    if (resumable) {
      // The answer goes on without this reader, who is told how it stands once it reads again.
      await expect.poll(() => outcomesOf(chat)).toEqual(['completed']);
    } else {
      const standsStill = async () => {
        const asked = yielded;
        for (let i = 0; i < 100; i++) await idle();
        return yielded === asked && outgoing?.writableNeedDrain;
      };
      await expect.poll(standsStill).toBe(true);
      expect(yielded).toBeLessThan(MUCH);
    }
    // What waits for the reader in this process is a few pieces, not the answer.
    expect(outgoing!.writableLength).toBeLessThan(4 * PIECE.length);
    socket.destroy();
    await expect.poll(() => outcomesOf(chat)).toEqual([resumable ? 'completed' : 'stopped']);
  },
);
