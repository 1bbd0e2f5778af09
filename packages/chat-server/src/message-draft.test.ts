import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { MessageDraft } from './message-draft.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A message that came in so many pieces. */
function written(pieces: number, salt: number): MessageDraft {
  const draft = new MessageDraft('msg_1', 'thr_1', '2026-01-01T00:00:00.000Z');
  for (const _ of draft.write('The '));
  for (let i = 0; i < pieces; i++) draft.more(`token ${salt + i} `);
  return draft;
}

it('takes little more memory than its text, in however many pieces that came', () => {
  // Until it runs as it runs in a server that has been up for a while.
  for (let i = 0; i < 3_000; i++) written(150, i);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const drafts = Array.from({ length: 1_000 }, (_, i) => written(150, 1_000_000 + i));
  collectGarbage();
  const bytes = (process.memoryUsage().heapUsed - before) / drafts.length;
  const { text } = drafts[0]!.item.content[0]!;
  expect(text.length).toBeGreaterThan(2_000);
  expect(bytes).toBeLessThan(3 * text.length);
});
