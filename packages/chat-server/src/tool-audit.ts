import type { ClientToolCallItem } from '@kb-assistant/protocol';
import { type ServerContext, timestamp } from './server-context.ts';
import type { ToolCallRecord } from './store.ts';

/** Notes in the audit what became of a call of a client tool. */
export const recordToolCall = (
  server: ServerContext,
  userId: string,
  { thread_id, call_id, name, arguments: args, created_at }: ClientToolCallItem,
  status: ToolCallRecord['status'],
): Promise<void> =>
  server.store.recordToolCall(userId, {
    thread_id,
    call_id,
    name,
    arguments: args,
    status,
    created_at,
    ...(status === 'pending' ? {} : { ended_at: timestamp(server) }),
  });
