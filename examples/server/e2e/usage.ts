import type { CDPSession } from 'playwright-core';

export interface Usage {
  nodes: number;
  jsEventListeners: number;
  /** In bytes. */
  heap: number;
}

/** What the page holds on to once the garbage is gone. */
export async function usage(session: CDPSession): Promise<Usage> {
  // What a first collection frees can let go of more.
  for (let pass = 0; pass < 3; pass += 1) await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { nodes, jsEventListeners, heap: usedSize };
}
