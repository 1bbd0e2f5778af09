import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredBy } from '../../protocol/src/testing/answered-by.ts';
import { attachments } from './attachments/index.ts';
import { memoryStorage } from './testing/memory-storage.ts';
import { ADA, BOB, testServer } from './testing/test-server.ts';

const open = () =>
  testServer({
    attachments: attachments({ storage: memoryStorage(), url: 'https://e.example/f', secret: 'x'.repeat(32) }),
    transcribe: () => 'words',
    onAction: async function* (turn) {
      yield turn.tool('again');
    },
    onSyncAction: () => {},
    agent: async function* (turn) {
      yield turn.tool(turn.text.slice(0, 9));
    },
  });

const types = Object.keys(answeredBy);

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('thr_1', 'msg_1', '', '\u0000', '\uD800', 'a'.repeat(300), '__proto__', 'constructor', -1, 1e308),
);

/** Params with the fields that the protocol knows, some of them as they should be and some not. */
const params = fc.record(
  {
    thread_id: fc.oneof({ weight: 3, arbitrary: fc.constant('thr_1') }, junk),
    item_id: fc.oneof(fc.constantFrom('msg_1', 'msg_w'), junk),
    item_ids: fc.oneof(fc.array(fc.constant('msg_1')), junk),
    kind: fc.oneof(fc.constantFrom('positive', 'negative'), junk),
    input: fc.oneof(
      fc.record(
        {
          content: fc.oneof(fc.array(fc.record({ type: fc.constant('input_text'), text: fc.string() })), junk),
          attachments: fc.oneof(fc.array(fc.string()), junk),
          quoted_text: junk,
          inference_options: junk,
          status: fc.oneof(fc.constantFrom('answered', 'skipped'), junk),
          answers: fc.oneof(fc.dictionary(fc.string(), junk), junk),
        },
        { requiredKeys: [] },
      ),
      junk,
    ),
    action: fc.oneof(fc.record({ type: fc.string(), payload: junk }), junk),
    result: junk,
    title: junk,
    limit: junk,
    order: fc.oneof(fc.constantFrom('asc', 'desc'), junk),
    after: junk,
    name: junk,
    size: junk,
    mime_type: fc.oneof(fc.constantFrom('text/plain', 'audio/mp4', '/'), junk),
    attachment_id: junk,
    audio_base64: fc.oneof(fc.base64String(), junk),
  },
  { requiredKeys: [] },
);

// Many requests in one test: on a busy machine they take longer than one test usually may.
describe('whatever is sent', { timeout: 60_000 }, () => {
  it('gets an answer that is the sender’s to mend, or a stream, and the server goes on', async () => {
    const server = open();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), params, junk, async (type, given, metadata) => {
        await server.store.saveThread(ADA, {
          id: 'thr_1',
          created_at: '2026-01-01T00:00:00.000Z',
          status: { type: 'active' },
          metadata: {},
        });
        const base = { thread_id: 'thr_1', created_at: '2026-01-01T00:00:00.000Z' };
        await server.store.saveItem(ADA, 'thr_1', {
          ...base,
          type: 'structured_input',
          id: 'msg_1',
          status: 'pending',
          inputs: [],
        });
        await server.store.saveItem(ADA, 'thr_1', { ...base, type: 'widget', id: 'msg_w', widget: { type: 'Card' } });
        const response = await server.send(
          new Request('http://localhost/', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADA}` },
            body: JSON.stringify({ type, params: given, metadata }),
          }),
        );
        const text = await response.text();
        expect(response.status, text).toBeLessThan(500);
        if (response.status !== 200) expect(JSON.parse(text)).toMatchObject({ error: { code: expect.any(String) } });
        expect(text).not.toContain('"stream.error"');
      }),
      { numRuns: 1000 },
    );
    expect((await server.send(new Request('http://localhost/'))).status).toBe(200);
    expect((await server.askNew('Still there?', BOB)).events.length).toBeGreaterThan(2);
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('as bytes does no harm either', async () => {
    const server = open();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('', '?token=x', '?thread_id=y'),
        async (bytes, query) => {
          const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${ADA}` };
          const form = { ...headers, 'Content-Type': 'multipart/form-data; boundary=x' };
          const request = (each: object) =>
            new Request(`http://localhost/${query}`, {
              method: 'POST',
              headers: each as Record<string, string>,
              body: bytes,
            });
          for (const response of [await server.send(request(headers)), await server.attachments(request(form))]) {
            expect(response.status).toBeGreaterThanOrEqual(400);
            expect(response.status).toBeLessThan(500);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
