import type { WidgetItem } from '@kb-assistant/protocol';
import type { WidgetsOption } from '@openai/chatkit';
import type { Emit } from '../element/events.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asError, ConversationError } from '../conversation/errors.ts';
import { mergeValues, type FormValues } from './form-values.ts';
import type { ActionConfig } from './types.ts';

/** What takes the actions of widgets. */
export interface WidgetHost {
  conversation: Conversation;
  emit: Emit;
  onAction: () => WidgetsOption['onAction'];
}

/** Takes an action of a widget to the page or to the server. Rejects where it failed, which is told as chatkit.error. */
export async function runWidgetAction(
  item: WidgetItem,
  action: ActionConfig,
  values: FormValues,
  host: WidgetHost,
): Promise<void> {
  const { type, handler, streaming } = action;
  const { payload, conflicts } = mergeValues(action.payload, values);
  const plain = { type, ...(payload === undefined || payload === null ? {} : { payload }) };
  const { conversation, emit, onAction } = host;
  const fail = (error: unknown): void => emit('chatkit.error', { error: asError(error) });
  if (conflicts.length > 0) {
    const names = conflicts.map((name) => `"${name}"`).join(', ');
    fail(
      new ConversationError(
        'payload-conflict',
        `The payload of the action "${type}" already has ${names}, so the form field of that name was left out. Rename one of them.`,
      ),
    );
  }
  if (handler !== 'client') {
    const sent = conversation.widgetAction(plain, item.id, streaming !== false);
    // What fails in a stream is told by the conversation itself.
    if (streaming === false) void sent.catch(fail);
    return sent;
  }
  try {
    const handle = onAction();
    if (!handle) {
      throw new ConversationError(
        'no-widget-handler',
        `A widget asks the page to handle the action "${type}", but the options have no widgets.onAction.`,
      );
    }
    type Handler = NonNullable<WidgetsOption['onAction']>;
    await handle(plain as Parameters<Handler>[0], { id: item.id, widget: item.widget as never });
  } catch (error) {
    fail(error);
    throw error;
  }
}
