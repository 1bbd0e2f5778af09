import type { Attachment, UserMessageContent, UserMessageInput } from '@kb-assistant/protocol';

/** A message on its way to the server. */
export interface OutgoingMessage {
  content: UserMessageContent[];
  attachments: Attachment[];
  quote: string;
  toolId: string | null;
  modelId: string | null;
}

/** A message of plain text. */
export const textMessage = (text: string): OutgoingMessage => ({
  content: [{ type: 'input_text', text }],
  attachments: [],
  quote: '',
  toolId: null,
  modelId: null,
});

/** What a message says, as plain text. */
export const plainText = (content: readonly UserMessageContent[]): string => content.map((part) => part.text).join('');

export const isEmpty = (message: OutgoingMessage): boolean =>
  plainText(message.content).trim() === '' && message.attachments.length === 0;

/** The message as the wire carries it. */
export const toInput = (message: OutgoingMessage): UserMessageInput => ({
  content: message.content,
  attachments: message.attachments.map(({ id }) => id),
  ...(message.quote ? { quoted_text: message.quote } : {}),
  inference_options: {
    ...(message.toolId ? { tool_choice: { id: message.toolId } } : {}),
    ...(message.modelId ? { model: message.modelId } : {}),
  },
});
