import { type ActionAgent, type Agent, AgentError, type SyncAction } from '@kb-assistant/chat-server';
import type { WidgetComponent, WidgetItem } from '@kb-assistant/protocol';

const card = (value: string, more: object = {}): WidgetComponent => ({
  type: 'Card',
  children: [{ type: 'Text', id: 'state', value, ...more }],
});

/** The script of README.md, as an agent of this server. */
export const scriptedAgent: Agent = async function* (turn) {
  if (turn.input.type !== 'message') {
    yield 'Thank you.';
    return;
  }
  switch (/^conformance: (\w+)$/.exec(turn.text)?.[1]) {
    case 'tool':
      yield turn.tool('get_cart', { currency: 'EUR' });
      return;
    case 'widget':
      yield turn.widget(card('Pack', { streaming: true }), { key: 'order' });
      yield turn.widget(card('Packing', { streaming: false }), { key: 'order' });
      yield turn.widget(card('Sent', { streaming: false }), { key: 'order', done: true });
      return;
    case 'redraw':
      yield turn.widget({ type: 'Card', children: [{ type: 'Text', value: 'Before' }] }, { key: 'order' });
      yield turn.widget({ type: 'Card', children: [{ type: 'Text', value: 'After' }] }, { key: 'order', done: true });
      return;
    case 'image':
      yield turn.image({ id: 'img_1', url: 'https://example.com/1.png' }, { key: 'image', progress: 0.5 });
      yield turn.image({ id: 'img_1', url: 'https://example.com/2.png' }, { key: 'image', progress: 1, done: true });
      return;
    case 'task':
      yield turn.task({ type: 'custom', title: 'Looked it up', status_indicator: 'complete' });
      yield turn.endOfTurn();
      return;
    case 'form':
      yield turn.structuredInput([
        { type: 'multiple_choice', id: 'size', question: 'Which size?', options: [{ value: 'S' }, { value: 'M' }] },
        { type: 'freeform', id: 'note', question: 'Anything else?' },
      ]);
      return;
    case 'beside':
      yield turn.progress('Searching…', 'search');
      yield turn.effect('highlight', { id: 7 });
      yield turn.notice('warning', 'Over **soon**', 'Sale');
      break;
    case 'source':
      yield 'Five days.';
      yield turn.source({ type: 'url', title: 'Refunds', url: 'https://example.com/refunds' });
      return;
    case 'workflow': {
      const search = { type: 'web_search' as const, queries: ['refunds'], sources: [] };
      const thought = { type: 'thought' as const, content: 'Five days.' };
      const tasks = [{ ...search, status_indicator: 'complete' as const }, thought];
      yield turn.workflow({ type: 'reasoning', tasks: [{ ...search, status_indicator: 'loading' }] }, { key: 'w' });
      yield turn.workflow({ type: 'reasoning', tasks }, { key: 'w' });
      yield turn.workflow({ type: 'reasoning', tasks, summary: { duration: 3 } }, { key: 'w', done: true });
      return;
    }
    case 'hidden':
      yield turn.hidden('a note for later');
      break;
    case 'crash':
      throw new Error('The password of the database is wrong.');
    case 'refuse':
      throw new AgentError('You have used up today’s questions.', { allowRetry: false });
    case 'lock':
      yield turn.status({ type: 'locked', reason: 'Under review' });
      return;
  }
  yield 'You asked: ';
  yield turn.text;
};

const replaced = (item: WidgetItem, payload: unknown): WidgetItem => ({
  ...item,
  widget: card((payload as { value: string }).value),
});

export const scriptedAction: ActionAgent = async function* (turn) {
  if (turn.action.type === 'conformance.replace' && turn.item) {
    yield turn.replace(replaced(turn.item, turn.action.payload));
  }
};

export const scriptedSyncAction: SyncAction = ({ action, item }) =>
  action.type === 'conformance.replace' && item ? replaced(item, action.payload) : undefined;
