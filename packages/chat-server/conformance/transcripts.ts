import {
  absent,
  each,
  empty,
  flag,
  holding,
  list,
  type Matcher,
  type Notes,
  not,
  note,
  noted,
  oneOf,
  text,
  time,
} from './match.ts';
import { many, one, type Transcript } from './transcript.ts';

/*
 * Requests and the answers that they must get, written down from the description of the protocol and not from what
 * any server does. What the protocol leaves to a server (the text of an answer, its title, progress) is left free.
 */

const input = (words: string, more: object = {}) => ({
  content: [{ type: 'input_text', text: words }],
  attachments: [],
  inference_options: {},
  ...more,
});
const first = (words: string, more: object = {}) => ({ type: 'threads.create', params: { input: input(words, more) } });
const next = (words: string) => (notes: Notes) => ({
  type: 'threads.add_user_message',
  params: { thread_id: notes.get('thread'), input: input(words) },
});
const of =
  (type: string, params: (notes: Notes) => object) =>
  (notes: Notes): { type: string; params: object } => ({ type, params: params(notes) });
const inThread = (type: string, more: object = {}) =>
  of(type, (notes) => ({ thread_id: notes.get('thread'), ...more }));

const item = { id: text, thread_id: noted('thread'), created_at: time };
const page = { data: list, has_more: flag };
const thread = { id: noted('thread'), created_at: time, status: { type: 'active' }, metadata: absent, items: page };

const created = one({ type: 'thread.created', thread: { ...thread, id: note('thread') } });
const asked = one({ type: 'thread.item.done', item: { ...item, type: 'user_message', id: note('question') } });
const begins = one({ type: 'stream_options', stream_options: { allow_cancel: flag } });
/** An answer in words. It begins empty, and is filled by updates. */
const answered = [
  one({ type: 'thread.item.added', item: { ...item, type: 'assistant_message', id: note('answer'), content: list } }),
  many({ type: 'thread.item.updated', item_id: noted('answer') }),
  one({
    type: 'thread.item.done',
    item: {
      ...item,
      type: 'assistant_message',
      id: noted('answer'),
      content: each({ type: 'output_text', text, annotations: list }),
    },
  }),
];
const refused = (status: number | number[]) => ({ status });
const anyIds: Matcher = (value) =>
  Array.isArray(value) && value.every(({ id }) => typeof id === 'string') ? null : 'items';

/** What a first message in words gets from any server. */
const conversation = {
  says: 'a first message',
  send: first('Hello there'),
  events: [created, asked, begins, ...answered],
};
const scripted = (command: string) => ({ says: 'a first message', send: first(`conformance: ${command}`) });

export const transcripts: Transcript[] = [
  {
    name: 'messages',
    steps: [
      conversation,
      { says: 'a further message', send: next('And more'), events: [asked, begins, ...answered] },
      {
        says: 'the thread',
        send: inThread('threads.get_by_id'),
        json: {
          ...thread,
          items: {
            data: [
              { type: 'user_message' },
              { type: 'assistant_message' },
              { type: 'user_message' },
              { id: noted('answer') },
            ],
            has_more: false,
          },
        },
      },
    ],
  },
  {
    name: 'a message with a tag and a quote',
    steps: [
      {
        says: 'it comes back as it was sent, with what was left out',
        send: {
          type: 'threads.create',
          params: {
            input: {
              content: [
                { type: 'input_text', text: 'Who is ' },
                {
                  type: 'input_tag',
                  id: 'u1',
                  text: 'Grace',
                  data: { team: 'navy' },
                  group: 'people',
                  interactive: true,
                },
              ],
              quoted_text: 'Amazing',
              inference_options: { model: 'm', tool_choice: { id: 't' } },
            },
          },
        },
        events: [
          created,
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'user_message',
              content: [
                { type: 'input_text', text: 'Who is ' },
                {
                  type: 'input_tag',
                  id: 'u1',
                  text: 'Grace',
                  data: { team: 'navy' },
                  group: 'people',
                  interactive: true,
                },
              ],
              quoted_text: 'Amazing',
              attachments: [],
              inference_options: { model: 'm', tool_choice: { id: 't' } },
            },
          }),
          begins,
          ...answered,
        ],
      },
    ],
  },
  {
    name: 'lists of items',
    steps: [
      conversation,
      {
        says: 'newest first where nothing else is said',
        send: inThread('items.list', { limit: 1 }),
        json: { data: [{ ...item, id: noted('answer') }], has_more: true, after: note('cursor') },
      },
      {
        says: 'the next page',
        send: of('items.list', (notes) => ({ thread_id: notes.get('thread'), limit: 1, after: notes.get('cursor') })),
        json: { data: [{ ...item, id: noted('question') }], has_more: false },
      },
      {
        says: 'oldest first',
        send: inThread('items.list', { order: 'asc' }),
        json: { data: [{ id: noted('question') }, { id: noted('answer') }], has_more: false },
      },
    ],
  },
  {
    name: 'lists of threads',
    steps: [
      conversation,
      {
        says: 'the newest first, without its items',
        send: { type: 'threads.list', params: { limit: 1 } },
        json: { data: [{ ...thread, items: { data: [] } }], has_more: flag },
      },
      {
        says: 'another title',
        send: inThread('threads.update', { title: 'A title of mine' }),
        json: { ...thread, title: 'A title of mine' },
      },
      {
        says: 'the title is kept',
        send: inThread('threads.get_by_id'),
        json: { ...thread, title: 'A title of mine' },
      },
      { says: 'it is deleted', send: inThread('threads.delete'), json: empty },
      { says: 'it is not there any more', send: inThread('threads.get_by_id'), ...refused(404) },
      {
        says: 'it is in no list any more',
        send: { type: 'threads.list', params: { limit: 1 } },
        json: { data: each({ id: not('thread') }), has_more: flag },
      },
    ],
  },
  {
    name: 'another try',
    steps: [
      conversation,
      {
        says: 'what came after the message is removed, and it is answered anew',
        send: (notes) => {
          notes.set('first answer', notes.get('answer'));
          return {
            type: 'threads.retry_after_item',
            params: { thread_id: notes.get('thread'), item_id: notes.get('question') },
          };
        },
        // Whether a server tells of what it removed is left to it.
        events: [begins, many({ type: 'thread.item.removed', item_id: noted('first answer') }), ...answered],
      },
      {
        says: 'the message is there once, with the new answer',
        send: inThread('items.list', { order: 'asc' }),
        json: {
          data: [{ id: noted('question') }, { type: 'assistant_message', id: noted('answer') }],
          has_more: false,
        },
      },
      {
        says: 'only a message can be tried again',
        send: of('threads.retry_after_item', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('answer'),
        })),
        ...refused([400, 404]),
      },
    ],
  },
  {
    name: 'feedback',
    steps: [
      conversation,
      ...['positive', 'negative'].map((kind) => ({
        says: `it may be ${kind}`,
        send: of('items.feedback', (notes) => ({
          thread_id: notes.get('thread'),
          item_ids: [notes.get('answer')],
          kind,
        })),
        json: empty,
      })),
    ],
  },
  {
    name: 'requests that cannot be answered',
    steps: [
      { says: 'text that is no JSON', send: '{"type":', ...refused(400) },
      { says: 'no type', send: '{}', ...refused(400) },
      { says: 'a type that is unknown', send: { type: 'threads.explode' }, ...refused(400) },
      { says: 'a field that is missing', send: { type: 'threads.get_by_id', params: {} }, ...refused([400, 422]) },
      {
        says: 'a field of another type',
        send: { type: 'threads.list', params: { order: 'up' } },
        ...refused([400, 422]),
      },
      {
        says: 'a thread that is not there',
        send: { type: 'threads.get_by_id', params: { thread_id: 'thr_none' } },
        ...refused(404),
      },
      {
        says: 'a message to a thread that is not there',
        send: { type: 'threads.add_user_message', params: { thread_id: 'thr_none', input: input('Hello') } },
        ...refused(404),
      },
      conversation,
      {
        says: 'an output that nobody waits for',
        send: inThread('threads.add_client_tool_output', { result: 1 }),
        ...refused(409),
      },
      {
        says: 'answers to what is no form',
        send: of('threads.add_structured_input', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('answer'),
          input: { status: 'skipped' },
        })),
        ...refused(400),
      },
    ],
  },
  {
    name: 'somebody else’s thread',
    needs: ['second-user'],
    steps: [
      conversation,
      ...(
        [
          ['threads.get_by_id', {}],
          ['threads.update', { title: 'Mine' }],
          ['threads.delete', {}],
          ['items.list', {}],
          ['threads.add_user_message', { input: input('Let me in') }],
          ['threads.add_client_tool_output', { result: 'forged' }],
        ] as const
      ).map(([type, params]) => ({
        says: `is not there for ${type}`,
        as: 'second-user' as const,
        send: inThread(type, params),
        ...refused(404),
      })),
      ...(
        [
          ['threads.retry_after_item', (notes: Notes) => ({ item_id: notes.get('question') })],
          ['items.feedback', (notes: Notes) => ({ item_ids: [notes.get('answer')], kind: 'negative' })],
        ] as const
      ).map(([type, more]) => ({
        says: `is not there for ${type}`,
        as: 'second-user' as const,
        send: of(type, (notes) => ({ thread_id: notes.get('thread'), ...more(notes) })),
        ...refused(404),
      })),
      {
        says: 'is in no list of theirs',
        as: 'second-user',
        send: { type: 'threads.list', params: {} },
        json: { data: each({ id: not('thread') }) },
      },
      {
        says: 'is as it was',
        send: inThread('threads.get_by_id'),
        json: { ...thread, items: { data: [{ id: noted('question') }, { id: noted('answer') }] } },
      },
    ],
  },
  {
    name: 'client tools',
    needs: ['script'],
    steps: [
      {
        ...scripted('tool'),
        events: [
          created,
          asked,
          begins,
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'client_tool_call',
              id: note('call'),
              status: 'pending',
              call_id: note('call id'),
              name: 'get_cart',
              arguments: { currency: 'EUR' },
              output: absent,
            },
          }),
        ],
      },
      {
        says: 'the output has the agent go on',
        send: inThread('threads.add_client_tool_output', { result: { items: 2 } }),
        events: [begins, ...answered],
      },
      {
        says: 'the call is completed',
        send: inThread('items.list', { order: 'asc' }),
        json: {
          data: holding({
            type: 'client_tool_call',
            id: noted('call'),
            call_id: noted('call id'),
            status: 'completed',
            output: { items: 2 },
          }),
        },
      },
      {
        says: 'a second output is refused',
        send: inThread('threads.add_client_tool_output', { result: 3 }),
        ...refused(409),
      },
    ],
  },
  {
    name: 'a widget and its actions',
    needs: ['script'],
    steps: [
      {
        ...scripted('widget'),
        events: [
          created,
          asked,
          begins,
          one({
            type: 'thread.item.added',
            item: { ...item, type: 'widget', id: note('widget'), widget: { type: 'Card' } },
          }),
          one({
            type: 'thread.item.updated',
            item_id: noted('widget'),
            update: { type: 'widget.streaming_text.value_delta', component_id: 'state', delta: 'ing', done: true },
          }),
          one({
            type: 'thread.item.updated',
            item_id: noted('widget'),
            update: { type: oneOf('widget.root.updated', 'widget.component.updated') },
          }),
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'widget',
              id: noted('widget'),
              widget: { type: 'Card', children: [{ type: 'Text', id: 'state', value: 'Sent' }] },
            },
          }),
        ],
      },
      {
        says: 'an action that streams',
        send: of('threads.custom_action', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('widget'),
          action: { type: 'conformance.replace', payload: { value: 'Clicked' } },
        })),
        events: [
          begins,
          one({
            type: 'thread.item.replaced',
            item: { ...item, type: 'widget', id: noted('widget'), widget: { children: [{ value: 'Clicked' }] } },
          }),
        ],
      },
      {
        says: 'an action that does not',
        send: of('threads.sync_custom_action', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('widget'),
          action: { type: 'conformance.replace', payload: { value: 'At once' } },
        })),
        json: {
          updated_item: { ...item, type: 'widget', id: noted('widget'), widget: { children: [{ value: 'At once' }] } },
        },
      },
      {
        says: 'both are stored',
        send: inThread('items.list'),
        json: { data: holding({ id: noted('widget'), widget: { children: [{ value: 'At once' }] } }) },
      },
      ...['threads.custom_action', 'threads.sync_custom_action'].map((type) => ({
        says: `${type} is refused for what is no widget`,
        send: of(type, (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('question'),
          action: { type: 'a' },
        })),
        ...refused(400),
      })),
    ],
  },
  {
    name: 'structured input',
    needs: ['script'],
    steps: [
      {
        ...scripted('form'),
        events: [
          created,
          asked,
          begins,
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'structured_input',
              id: note('form'),
              status: 'pending',
              inputs: [
                { type: 'multiple_choice', id: 'size', question: text, options: each({ value: text }) },
                { type: 'freeform', id: 'note', question: text },
              ],
            },
          }),
        ],
      },
      {
        says: 'the answers fill it in',
        send: of('threads.add_structured_input', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('form'),
          input: { status: 'answered', answers: { size: { values: ['M', 'S'] }, note: { values: [], skipped: true } } },
        })),
        events: [
          begins,
          one({
            type: 'thread.item.replaced',
            item: {
              ...item,
              type: 'structured_input',
              id: noted('form'),
              status: 'answered',
              inputs: [
                { id: 'size', answer: { values: ['M'] } },
                { id: 'note', answer: { skipped: true } },
              ],
            },
          }),
          ...answered,
        ],
      },
      {
        says: 'once',
        send: of('threads.add_structured_input', (notes) => ({
          thread_id: notes.get('thread'),
          item_id: notes.get('form'),
          input: { status: 'skipped' },
        })),
        ...refused(409),
      },
    ],
  },
  {
    name: 'what stands beside an answer',
    needs: ['script'],
    steps: [
      {
        ...scripted('beside'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'progress_update', text, icon: 'search' }),
          one({ type: 'client_effect', name: 'highlight', data: { id: 7 } }),
          one({ type: 'notice', level: 'warning', message: text, title: text }),
          ...answered,
        ],
      },
    ],
  },
  {
    name: 'sources',
    needs: ['script'],
    steps: [
      {
        ...scripted('source'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'thread.item.added', item: { ...item, type: 'assistant_message', id: note('answer') } }),
          many({
            type: 'thread.item.updated',
            update: {
              type: oneOf('assistant_message.content_part.added', 'assistant_message.content_part.text_delta'),
            },
          }),
          one({
            type: 'thread.item.updated',
            item_id: noted('answer'),
            update: {
              type: 'assistant_message.content_part.annotation_added',
              content_index: 0,
              annotation_index: 0,
              annotation: { type: 'annotation', source: { type: 'url', title: text, url: text } },
            },
          }),
          many({ type: 'thread.item.updated' }),
          one({
            type: 'thread.item.done',
            item: {
              id: noted('answer'),
              content: [{ annotations: [{ type: 'annotation', source: { type: 'url' } }] }],
            },
          }),
        ],
      },
    ],
  },
  {
    name: 'a workflow',
    needs: ['script'],
    steps: [
      {
        ...scripted('workflow'),
        events: [
          created,
          asked,
          begins,
          one({
            type: 'thread.item.added',
            item: { ...item, type: 'workflow', id: note('work'), workflow: { type: 'reasoning', tasks: list } },
          }),
          one({
            type: 'thread.item.updated',
            item_id: noted('work'),
            update: {
              type: 'workflow.task.updated',
              task_index: 0,
              task: { type: 'web_search', status_indicator: 'complete' },
            },
          }),
          one({
            type: 'thread.item.updated',
            item_id: noted('work'),
            update: { type: 'workflow.task.added', task_index: 1, task: { type: 'thought', content: text } },
          }),
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'workflow',
              id: noted('work'),
              workflow: {
                type: 'reasoning',
                tasks: [{ type: 'web_search', queries: list, sources: list }, { type: 'thought' }],
                summary: { duration: 3 },
              },
            },
          }),
        ],
      },
    ],
  },
  {
    name: 'a widget without ids',
    needs: ['script'],
    steps: [
      {
        ...scripted('redraw'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'thread.item.added', item: { ...item, type: 'widget', id: note('widget') } }),
          // Nothing in it can be named, so all of it is sent.
          one({
            type: 'thread.item.updated',
            item_id: noted('widget'),
            update: { type: 'widget.root.updated', widget: { type: 'Card', children: [{ value: 'After' }] } },
          }),
          one({
            type: 'thread.item.done',
            item: { ...item, type: 'widget', id: noted('widget'), widget: { children: [{ value: 'After' }] } },
          }),
        ],
      },
    ],
  },
  {
    name: 'an image',
    needs: ['script'],
    steps: [
      {
        ...scripted('image'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'thread.item.added', item: { ...item, type: 'generated_image', id: note('image') } }),
          one({
            type: 'thread.item.updated',
            item_id: noted('image'),
            update: { type: 'generated_image.updated', image: { id: text, url: 'https://example.com/2.png' } },
          }),
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'generated_image',
              id: noted('image'),
              image: { id: text, url: 'https://example.com/2.png' },
            },
          }),
        ],
      },
    ],
  },
  {
    name: 'a task by itself, and the end of the turn',
    needs: ['script'],
    steps: [
      {
        ...scripted('task'),
        events: [
          created,
          asked,
          begins,
          one({
            type: 'thread.item.done',
            item: { ...item, type: 'task', id: note('task'), task: { type: 'custom', title: text } },
          }),
          one({ type: 'thread.item.done', item: { ...item, type: 'end_of_turn' } }),
        ],
      },
      {
        says: 'both are stored',
        send: inThread('items.list', { order: 'asc' }),
        json: { data: [{ id: noted('question') }, { id: noted('task') }, { type: 'end_of_turn' }], has_more: false },
      },
    ],
  },
  {
    name: 'hidden items',
    needs: ['script'],
    steps: [
      { ...scripted('hidden'), events: [created, asked, begins, ...answered] },
      {
        says: 'are in no list',
        send: inThread('items.list', { order: 'asc' }),
        json: { data: [{ id: noted('question') }, { id: noted('answer') }], has_more: false },
      },
      {
        says: 'nor in the thread',
        send: inThread('threads.get_by_id'),
        json: { items: { data: anyIds, has_more: false } },
      },
    ],
  },
  {
    name: 'errors',
    needs: ['script'],
    steps: [
      {
        says: 'the text of an unknown one is not sent',
        send: first('conformance: crash'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'error', code: 'stream.error', allow_retry: true, message: absent }),
        ],
      },
      {
        says: 'the text of one for the person is',
        send: first('conformance: refuse'),
        events: [created, asked, begins, one({ type: 'error', code: 'custom', allow_retry: false, message: text })],
      },
    ],
  },
  {
    name: 'a thread that takes no more messages',
    needs: ['script'],
    steps: [
      {
        ...scripted('lock'),
        events: [
          created,
          asked,
          begins,
          one({ type: 'thread.updated', thread: { ...thread, status: { type: 'locked', reason: text } } }),
        ],
      },
      { says: 'a further message', send: next('More'), ...refused(409) },
    ],
  },
  {
    name: 'attachments',
    needs: ['attachments'],
    steps: [
      {
        says: 'a type that nobody takes',
        send: { type: 'attachments.create', params: { name: 'a.exe', size: 1, mime_type: 'application/x-msdownload' } },
        ...refused([400, 415]),
      },
      {
        says: 'it is announced',
        send: { type: 'attachments.create', params: { name: 'a.txt', size: 5, mime_type: 'text/plain' } },
        json: {
          type: 'file',
          id: note('file'),
          name: 'a.txt',
          mime_type: 'text/plain',
          upload_descriptor: (value, notes) => {
            notes.set('target', value);
            return typeof value === 'object' && value !== null ? null : 'where to send it';
          },
        },
      },
      {
        says: 'a message takes it only once it is there',
        send: (notes) => first('See this', { attachments: [notes.get('file')] }),
        ...refused([400, 404, 409]),
      },
      { says: 'it is sent', send: '', upload: { to: 'target', bytes: 'Hello', type: 'text/plain' } },
      {
        says: 'a message takes it',
        send: (notes) => first('See this', { attachments: [notes.get('file')] }),
        events: [
          created,
          one({
            type: 'thread.item.done',
            item: {
              ...item,
              type: 'user_message',
              attachments: [
                { type: 'file', id: noted('file'), name: 'a.txt', mime_type: 'text/plain', upload_descriptor: absent },
              ],
            },
          }),
          begins,
          ...answered,
        ],
      },
      {
        says: 'one that is not there',
        send: first('See this', { attachments: ['atc_none'] }),
        ...refused(404),
      },
      {
        says: 'it is deleted',
        send: of('attachments.delete', (notes) => ({ attachment_id: notes.get('file') })),
        json: empty,
      },
    ],
  },
  {
    name: 'somebody else’s attachment',
    needs: ['attachments', 'second-user'],
    steps: [
      {
        says: 'it is announced',
        send: { type: 'attachments.create', params: { name: 'a.txt', size: 5, mime_type: 'text/plain' } },
        json: { id: note('file') },
      },
      {
        says: 'is not there to be sent',
        as: 'second-user',
        send: (notes) => first('See this', { attachments: [notes.get('file')] }),
        ...refused(404),
      },
      {
        says: 'is not there to be deleted',
        as: 'second-user',
        send: of('attachments.delete', (notes) => ({ attachment_id: notes.get('file') })),
        ...refused(404),
      },
    ],
  },
  {
    name: 'dictation',
    needs: ['transcription'],
    steps: [
      {
        says: 'is written down',
        send: { type: 'input.transcribe', params: { audio_base64: 'AAAA', mime_type: 'audio/webm;codecs=opus' } },
        json: { text },
      },
    ],
  },
];
