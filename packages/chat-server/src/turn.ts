import type { Action, StoredItem, UserMessageContent, UserMessageItem, WidgetItem } from '@kb-assistant/protocol';
import type { ActionTurn, SyncActionTurn, Turn, TurnInput } from './agent.ts';
import type { Attachments } from './attachments/attachment-port.ts';
import type { User } from './authenticate.ts';
import type { Store, ThreadRecord } from './store.ts';
import { newestFirst } from './threads.ts';
import { turnHelpers } from './turn-helpers.ts';

const HISTORY_LIMIT = 50;

/** The text of a message: its segments joined, tags as their text. */
export const textOf = (content: UserMessageContent[]): string =>
  content
    .map((part) => part.text)
    .join('')
    .trim();

/** What every kind of turn is made of. */
export interface TurnSource {
  store: Store;
  attachments: Attachments | undefined;
  record: ThreadRecord;
  user: User;
  locale: string;
  context: Record<string, unknown>;
  signal: AbortSignal;
}

/** What an agent is given to answer a message, or to go on after a tool or a form. */
export const createTurn = (source: TurnSource, input: TurnInput, message: UserMessageItem): Turn => ({
  ...factsOf(source),
  ...turnHelpers,
  input,
  message,
  text: textOf(message.content),
  history: (limit) => history(source, limit, input.type === 'message' ? message.id : undefined),
});

/** What is given to whoever reacts to an action. */
export const createActionTurn = (source: TurnSource, action: Action, item: WidgetItem | undefined): ActionTurn => ({
  ...createSyncActionTurn(source, action, item),
  ...turnHelpers,
});

export const createSyncActionTurn = (
  source: TurnSource,
  action: Action,
  item: WidgetItem | undefined,
): SyncActionTurn => ({
  ...factsOf(source),
  action,
  ...(item ? { item } : {}),
  history: (limit) => history(source, limit),
});

function factsOf({ attachments, record, user, locale, context, signal }: TurnSource) {
  const { metadata: _, ...thread } = record;
  return {
    thread,
    user,
    locale,
    context,
    signal,
    readAttachment: async ({ id }: { id: string }) => (await attachments?.read(user.id, thread.id, id)) ?? null,
  };
}

/** The newest items, oldest first; only what stands before `end`, where that is named. */
async function history({ store, user, record }: TurnSource, limit = HISTORY_LIMIT, end?: string) {
  const earlier: StoredItem[] = [];
  let within = end === undefined;
  for await (const item of newestFirst(store, user.id, record.id)) {
    if (earlier.length >= limit) break;
    if (within) earlier.push(item);
    else within = item.id === end;
  }
  return earlier.toReversed();
}
