import { reduceThread, type ThreadEvent } from '@kb-assistant/protocol';
import { ConversationError } from './errors.ts';
import { isKnownEvent, isKnownUpdate } from './known-events.ts';
import type { StateHolder } from './state-holder.ts';
import type { ConversationState } from './state.ts';

/** Does to the state of a conversation what the server says. */
export function applyEvent(holder: StateHolder, event: ThreadEvent): void {
  const { emit } = holder.deps;
  switch (event.type) {
    case 'stream_options':
      return holder.set({ cancellable: event.stream_options.allow_cancel });
    case 'progress_update':
      return holder.set({ progress: { text: event.text, ...(event.icon ? { icon: event.icon } : {}) } });
    case 'notice':
      return holder.set({ notices: [...holder.state.notices, event] });
    case 'client_effect':
      return emit('chatkit.effect', { name: event.name, data: event.data });
    case 'error':
      return serverFailed(holder, event);
    default:
      if (!isKnownEvent(event.type)) {
        return emit('chatkit.log', { name: 'unknown-event', data: { type: (event as { type: string }).type } });
      }
      return changeThread(holder, event);
  }
}

/** Does what an event says that changes the thread. */
export function changeThread(holder: StateHolder, event: ThreadEvent): void {
  // Told again, of the thread that is open: its items are here.
  if (event.type === 'thread.created' && event.thread.id === holder.state.thread?.id) {
    return changeThread(holder, { type: 'thread.updated', thread: event.thread });
  }
  if (event.type === 'thread.item.updated' && !isKnownUpdate(event.update.type)) {
    return holder.tellOnce('unknown-update', (event.update as { type: string }).type);
  }
  const next = reduceThread(holder.state.thread, event);
  const thread = next && { ...next, items: next.items ?? { data: [], has_more: false } };
  if (event.type === 'thread.created') holder.state = { ...holder.state, threadId: event.thread.id };
  const item = event.type === 'thread.item.added' || event.type === 'thread.item.done' ? event.item : null;
  const answered =
    (item !== null && item.type !== 'user_message' && event.type === 'thread.item.done') ||
    (event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta');
  holder.set({
    thread,
    ...(item?.type === 'user_message' ? { pending: null } : {}),
    ...(answered ? { progress: null } : {}),
    ...imageProgress(holder, event),
  });
  if (event.type === 'thread.created') holder.deps.emit('chatkit.thread.change', { threadId: event.thread.id });
}

function imageProgress({ state }: StateHolder, event: ThreadEvent): Partial<ConversationState> {
  if (event.type !== 'thread.item.updated' || event.update.type !== 'generated_image.updated') return {};
  const { progress } = event.update;
  return typeof progress === 'number'
    ? { imageProgress: new Map(state.imageProgress).set(event.item_id, progress) }
    : {};
}

function serverFailed(holder: StateHolder, event: Extract<ThreadEvent, { type: 'error' }>): void {
  const message = event.message ?? holder.deps.strings().answerFailed;
  holder.set({ failure: { message, retryable: event.allow_retry }, progress: null });
  holder.report(new ConversationError('answer-failed', message));
}
