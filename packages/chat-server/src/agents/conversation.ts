import type { StoredItem, UserMessageItem } from '@kb-assistant/protocol';
import type { Turn } from '../agent.ts';
import { textOf } from '../turn.ts';

/** What somebody said, as models are told of it. */
export interface Message {
  role: 'user' | 'assistant';
  content: string;
}

/**
 * The conversation up to the message to answer, which is its last. It begins with the person and takes turns: the chat
 * templates of some models refuse anything else.
 *
 * @param limit How many earlier messages are told at most.
 */
export async function conversationOf(turn: Turn, limit: number): Promise<Message[]> {
  const said: Message[] = [];
  const items = limit > 0 ? await turn.history(limit) : [];
  for (const message of [...items.filter(({ id }) => id !== turn.message.id).flatMap(messageOf), asked(turn.message)]) {
    const last = said.at(-1);
    if (last?.role === message.role) last.content += `\n\n${message.content}`;
    else if (last || message.role === 'user') said.push({ ...message });
  }
  return said;
}

function messageOf(item: StoredItem): Message[] {
  if (item.type === 'user_message') return [asked(item)];
  if (item.type !== 'assistant_message') return [];
  const content = item.content.map(({ text }) => text).join('');
  return content.trim() === '' ? [] : [{ role: 'assistant', content }];
}

/** With what the person quotes above what they say of it. */
function asked({ content, quoted_text: quoted }: UserMessageItem): Message {
  const text = textOf(content);
  return { role: 'user', content: quoted ? `> ${quoted.replaceAll('\n', '\n> ')}\n\n${text}` : text };
}
