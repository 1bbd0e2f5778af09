import type { ThreadEvent } from '@kb-assistant/protocol';
import { expect, it } from 'vitest';
import { eventStream } from './event-stream.ts';
import { RunningTurn } from './running-turns.ts';

it('a stream that cannot be written breaks off, and holds nothing', async () => {
  const turn = new RunningTurn(60_000);
  const events = async function* (): AsyncGenerator<ThreadEvent, void, undefined> {
    try {
      yield { type: 'client_effect', name: 'draw', data: { big: 1n } };
    } finally {
      await turn.end();
    }
  };
  await expect(eventStream(events(), turn).text()).rejects.toThrow('BigInt');
  await turn.ended;
  // A stop that comes later finds nothing to do.
  turn.stop('stopped');
});
