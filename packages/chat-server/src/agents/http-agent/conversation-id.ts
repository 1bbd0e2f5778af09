import type { Turn } from '../../agent.ts';

/** Each answer leaves a note, so that the newest is never far. */
const NEAR = 20;
/** Longer is no name. In characters. */
const LENGTH = 512;

interface Note {
  httpAgent: string;
  conversationId: string;
}

/** What is kept in the thread, unseen: what the endpoint calls this conversation. */
export const noteOf = ({ origin, pathname }: URL, conversationId: string): Note => ({
  httpAgent: origin + pathname,
  conversationId,
});

/** What the endpoint called this conversation the last time. */
export async function conversationIdOf(turn: Turn, url: URL): Promise<string | null> {
  const { httpAgent } = noteOf(url, '');
  const notes = (await turn.history(NEAR)).flatMap((item) =>
    item.type === 'hidden_context_item' ? [(item.content ?? {}) as Partial<Note>] : [],
  );
  return notes.findLast((note) => note.httpAgent === httpAgent)?.conversationId ?? null;
}

/** The name in a message of the endpoint, where it has one. */
export const conversationIdIn = ({ conversation_id: id }: Record<string, unknown>): string | null => sendable(id);

/** `null` where it is nothing that could be sent back in a header. */
export const sendable = (id: unknown): string | null =>
  typeof id === 'string' && id.length <= LENGTH && /^[\x21-\x7e]+$/.test(id) ? id : null;
