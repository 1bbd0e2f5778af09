import { parseEvent, SseSplitter } from '@kb-assistant/protocol';
import type { ObservedMessage } from './message-observer.ts';

/**
 * What reports each finished assistant message in a stream of events as it goes by. Nothing is held back, and nothing
 * that goes wrong in here reaches the reader. Fetched with the first answer.
 */
export function answerObserver(
  onMessage: (message: ObservedMessage) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const decoder = new TextDecoder();
  const splitter = new SseSplitter();
  const observe = (data: string): void => {
    const event = parseEvent(data);
    if (event.type !== 'thread.item.done' || event.item.type !== 'assistant_message') return;
    const text = event.item.content.map((part) => part.text).join('\n\n');
    onMessage({ role: 'assistant', text, threadId: event.item.thread_id });
  };
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      try {
        for (const data of splitter.push(decoder.decode(chunk, { stream: true }))) observe(data);
      } catch {
        // Not ours to judge: the renderer reads the same bytes and says what is wrong with them.
      }
    },
  });
}
