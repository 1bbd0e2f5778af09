import { describe, expect, it } from 'vitest';
import { reduceThread, updateItem } from './reduce.ts';
import type { ThreadEvent } from './types/events.ts';
import type { AssistantMessageItem, ThreadItem, UserMessageItem, WidgetItem, WorkflowItem } from './types/items.ts';
import type { Thread } from './types/threads.ts';

const base = { thread_id: 'thr_1', created_at: '2026-11-01T00:00:00Z' };
const thread: Thread = {
  id: 'thr_1',
  created_at: base.created_at,
  status: { type: 'active' },
  items: { data: [], has_more: false },
};
const question: UserMessageItem = {
  ...base,
  id: 'msg_1',
  type: 'user_message',
  content: [{ type: 'input_text', text: 'Hello' }],
  attachments: [],
  inference_options: {},
};
const answer: AssistantMessageItem = { ...base, id: 'msg_2', type: 'assistant_message', content: [] };

const play = (start: Thread | null, ...events: ThreadEvent[]): Thread | null => events.reduce(reduceThread, start);
const holding = (...items: ThreadItem[]): Thread => ({ ...thread, items: { data: items, has_more: false } });
const delta = (text: string, index = 0): ThreadEvent => ({
  type: 'thread.item.updated',
  item_id: 'msg_2',
  update: { type: 'assistant_message.content_part.text_delta', content_index: index, delta: text },
});

describe('reduceThread', () => {
  it('builds a thread from the events of a first answer', () => {
    const annotation = {
      type: 'annotation',
      source: { type: 'url', title: 'Start', url: '/start' },
      index: 5,
    } as const;
    const result = play(
      null,
      { type: 'thread.created', thread },
      { type: 'thread.item.done', item: question },
      { type: 'stream_options', stream_options: { allow_cancel: true } },
      { type: 'progress_update', text: 'Searching…' },
      { type: 'thread.item.added', item: answer },
      {
        type: 'thread.item.updated',
        item_id: 'msg_2',
        update: {
          type: 'assistant_message.content_part.added',
          content_index: 0,
          content: { type: 'output_text', text: '', annotations: [] },
        },
      },
      delta('Hel'),
      delta('lo'),
      {
        type: 'thread.item.updated',
        item_id: 'msg_2',
        update: {
          type: 'assistant_message.content_part.annotation_added',
          content_index: 0,
          annotation_index: 0,
          annotation,
        },
      },
      { type: 'thread.updated', thread: { ...thread, title: 'Hello' } },
    );
    expect(result?.title).toBe('Hello');
    expect(result?.items.data).toEqual([
      question,
      { ...answer, content: [{ type: 'output_text', text: 'Hello', annotations: [annotation] }] },
    ]);
  });

  it('replaces an item where it stands when it is done', () => {
    const done: AssistantMessageItem = { ...answer, content: [{ type: 'output_text', text: 'Hi', annotations: [] }] };
    expect(play(holding(answer, question), { type: 'thread.item.done', item: done })?.items.data).toEqual([
      done,
      question,
    ]);
  });

  it('removes an item', () => {
    expect(play(holding(question, answer), { type: 'thread.item.removed', item_id: 'msg_1' })?.items.data).toEqual([
      answer,
    ]);
  });

  it('takes text for a part that nobody announced', () => {
    expect(play(holding(answer), delta('Hi'))?.items.data[0]).toMatchObject({ content: [{ text: 'Hi' }] });
  });

  it('makes no holes, however far an index lies', () => {
    const item = play(holding(answer), delta('Hi', 4_000_000_000))?.items.data[0] as AssistantMessageItem;
    expect(item.content).toEqual([{ type: 'output_text', text: 'Hi', annotations: [] }]);
  });

  it('changes nothing in place, and keeps the identity of what an event did not touch', () => {
    const before = holding(question, answer);
    const frozen = structuredClone(before);
    const after = play(before, delta('Hi'));
    expect(before).toEqual(frozen);
    expect(after?.items.data[0]).toBe(question);
    expect(after?.items.data[1]).not.toBe(answer);
  });

  it.each<ThreadEvent>([
    { type: 'progress_update', text: 'Searching…' },
    { type: 'client_effect', name: 'confetti', data: {} },
    { type: 'notice', level: 'info', message: 'Hello' },
    { type: 'error', code: 'stream.error', allow_retry: true },
    { type: 'thread.item.removed', item_id: 'msg_9' },
    {
      type: 'thread.item.updated',
      item_id: 'msg_9',
      update: { type: 'widget.root.updated', widget: { type: 'Card' } },
    },
    {
      type: 'thread.item.updated',
      item_id: 'msg_1',
      update: { type: 'widget.root.updated', widget: { type: 'Card' } },
    },
    { type: 'thread.sang' } as unknown as ThreadEvent,
  ])('leaves the thread as it was on $type', (event) => {
    const before = holding(question);
    expect(reduceThread(before, event)).toBe(before);
  });

  it('has no thread before one was created', () => {
    expect(play(null, { type: 'thread.item.done', item: question })).toBeNull();
  });

  it('reaches the one child of a transition, and passes over what is no component', () => {
    const widget: WidgetItem = {
      id: 'msg_1',
      thread_id: 'thr_1',
      created_at: '2026-11-21T10:00:00Z',
      type: 'widget',
      widget: {
        type: 'Card',
        children: [null, { type: 'Transition', children: { type: 'Text', id: 'a', value: 'x' } }],
      },
    };
    const update = { type: 'widget.component.updated' as const, component_id: 'a', component: { type: 'Badge' } };
    expect(updateItem(widget, update)).toMatchObject({
      widget: { children: [null, { type: 'Transition', children: { type: 'Badge' } }] },
    });
    expect(updateItem(widget, { ...update, component_id: 'b' })).toBe(widget);
  });

  it('lets text inside a widget grow', () => {
    const widget: WidgetItem = {
      ...base,
      id: 'msg_2',
      type: 'widget',
      widget: { type: 'Card', children: [{ type: 'Row', children: [{ type: 'Text', id: 'a', value: 'Hel' }] }] },
    };
    const result = play(holding(widget), {
      type: 'thread.item.updated',
      item_id: 'msg_2',
      update: { type: 'widget.streaming_text.value_delta', component_id: 'a', delta: 'lo', done: true },
    });
    expect(result?.items.data[0]).toMatchObject({
      widget: { children: [{ children: [{ type: 'Text', id: 'a', value: 'Hello', streaming: false }] }] },
    });
  });

  it('follows the tasks of a workflow', () => {
    const workflow: WorkflowItem = { ...base, id: 'wf_1', type: 'workflow', workflow: { type: 'custom', tasks: [] } };
    const task = { type: 'thought', content: 'Hm' } as const;
    const result = play(
      holding(workflow),
      { type: 'thread.item.updated', item_id: 'wf_1', update: { type: 'workflow.task.added', task_index: 0, task } },
      {
        type: 'thread.item.updated',
        item_id: 'wf_1',
        update: { type: 'workflow.task.updated', task_index: 0, task: { ...task, content: 'Aha' } },
      },
    );
    expect(result?.items.data[0]).toMatchObject({ workflow: { tasks: [{ content: 'Aha' }] } });
  });
});
