import type { EventType, ItemUpdate, Source, Task, ThreadItem } from '@kb-assistant/protocol';
import type { ChatKitEvents, OpenAIChatKit } from '@openai/chatkit';
import { expect, test } from 'vitest';
import { titlesIn, type TestName } from '../testing/titles.ts';

const ELEMENT = 'element/chatkit-element.browser.test.ts';
const ITEMS = 'items/items.browser.test.ts';
const WIDGETS = 'widgets/widgets.browser.test.ts';
const TALK = 'conversation/conversation.test.ts';
const BACK = 'conversation/coming-back.test.ts';

const WHOLE = [TALK, 'a first message makes a thread, and its answer is put together from its pieces'] as const;
const AROUND = [TALK, 'effects, notices and what nobody knows'] as const;
const SOURCES = [ELEMENT, 'starts with a greeting and prompts, and answers a prompt with its sources'] as const;
const STEPS = [ITEMS, 'of a workflow stand open where the server says so, with all kinds of steps'] as const;
const UNDER_WAY = [ITEMS, 'of a workflow under way say what is being done'] as const;
const CITED = [
  'markdown/citations.test.ts',
  'a source is known by who published it, else by its host or file name',
] as const;
const HISTORY = [ELEMENT, 'lists the threads, newest first, and opens one'] as const;
const OPENED = [TALK, 'opening a thread loads it, and tells so'] as const;

/** Everything that a server can send, and the test that shows what becomes of it. */
const RECEIVED = {
  events: {
    'thread.created': WHOLE,
    'thread.updated': [TALK, 'the title that a server gives its thread is the title of the thread'],
    'thread.item.added': WHOLE,
    'thread.item.updated': WHOLE,
    'thread.item.done': WHOLE,
    'thread.item.removed': [TALK, 'an item that is taken back goes, and one that is replaced stays where it is'],
    'thread.item.replaced': [TALK, 'an item that is taken back goes, and one that is replaced stays where it is'],
    stream_options: [TALK, 'an answer that the server does not let be cancelled goes on'],
    progress_update: [TALK, 'progress is shown until the first words'],
    client_effect: AROUND,
    notice: AROUND,
    error: [TALK, "the server's error ends the answer with its words, and retry asks again after the question"],
  } satisfies Record<EventType, TestName>,
  updates: {
    'assistant_message.content_part.added': SOURCES,
    'assistant_message.content_part.text_delta': WHOLE,
    'assistant_message.content_part.annotation_added': SOURCES,
    'assistant_message.content_part.done': SOURCES,
    'widget.root.updated': [WIDGETS, 'bring in anew what has another key'],
    'widget.component.updated': [WIDGETS, 'change one component where the server says which'],
    'widget.streaming_text.value_delta': [WIDGETS, 'grow while their text streams'],
    'workflow.task.added': UNDER_WAY,
    'workflow.task.updated': UNDER_WAY,
    'generated_image.updated': [ITEMS, 'that are images come with what is there of them, and how far they are'],
  } satisfies Record<ItemUpdate['type'], TestName>,
  items: {
    user_message: WHOLE,
    assistant_message: WHOLE,
    client_tool_call: [ELEMENT, 'calls the page’s client tool'],
    widget: [WIDGETS, 'draw every component'],
    generated_image: [ITEMS, 'that are images come with what is there of them, and how far they are'],
    structured_input: [ITEMS, 'are answered by choices and words, and what was answered stays to be read'],
    workflow: [ITEMS, 'of a workflow fold under one line, which says how long it took'],
    task: [ITEMS, 'of a task stand by themselves'],
    end_of_turn: [BACK, 'where such a server says that the answer is whole, nothing is amiss'],
  } satisfies Record<ThreadItem['type'], TestName>,
  tasks: {
    custom: STEPS,
    web_search: STEPS,
    thought: STEPS,
    file: STEPS,
    image: STEPS,
  } satisfies Record<Task['type'], TestName>,
  sources: { url: SOURCES, file: CITED, entity: CITED } satisfies Record<Source['type'], TestName>,
};

/** Everything that a page can hear from the element, and ask of it. */
const OUTSIDE = {
  events: {
    'chatkit.ready': [ELEMENT, 'only ready leaves the element'],
    'chatkit.error': [
      TALK,
      "the server's error ends the answer with its words, and retry asks again after the question",
    ],
    'chatkit.effect': AROUND,
    'chatkit.deeplink': [ELEMENT, 'tells a deep link instead of following it'],
    'chatkit.response.start': WHOLE,
    'chatkit.response.end': WHOLE,
    'chatkit.history.open': HISTORY,
    'chatkit.history.close': HISTORY,
    'chatkit.thread.change': OPENED,
    'chatkit.thread.load.start': OPENED,
    'chatkit.thread.load.end': OPENED,
    'chatkit.tool.change': [
      'composer/rich-composer.browser.test.ts',
      'chooses a tool from the menu for one message, by keyboard',
    ],
    'chatkit.log': AROUND,
  } satisfies Record<keyof ChatKitEvents, TestName>,
  methods: {
    setOptions: [ELEMENT, 'replace what was there, and are never merged'],
    focusComposer: [ELEMENT, 'focus the composer, and show and hide the history'],
    setThreadId: [ELEMENT, 'a thread that is gone gives way to a new chat, with a word about it'],
    sendCustomAction: [TALK, 'an action needs a thread, and is answered in it'],
    sendUserMessage: [ELEMENT, 'send into a new thread when asked to'],
    setComposerValue: [ELEMENT, 'fill the composer without sending'],
    showHistory: [ELEMENT, 'focus the composer, and show and hide the history'],
    hideHistory: [ELEMENT, 'focus the composer, and show and hide the history'],
    fetchUpdates: [ELEMENT, 'fetch what changed elsewhere'],
  } satisfies Record<Exclude<keyof OpenAIChatKit, keyof HTMLElement>, TestName>,
};

const rows = Object.entries({ ...RECEIVED, ...OUTSIDE, events: { ...RECEIVED.events, ...OUTSIDE.events } }).flatMap(
  ([kind, table]) => Object.entries(table).map(([name, [file, title]]) => [kind, name, file, title] as const),
);

test.each(rows)('%s: %s is shown by a test that exists', (_kind, _name, file, title) => {
  expect(titlesIn(file)).toContain(title);
});
