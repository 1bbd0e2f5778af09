import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { h } from 'vue';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { KbAssistant as ReactAssistant, type KbAssistantHandle } from '../react/index.ts';
import { KbAssistant as VueAssistant } from '../vue/index.ts';
import type { MethodName, ReadingName, SettingName } from './names.ts';

/** Never called: the compiler is the test. A line that it should refuse, and does not, is an error of its own. */
export const refused = (assistant: KbAssistant, handle: KbAssistantHandle): unknown[] => [
  createElement(ReactAssistant, { apiUrl: '/api/chatkit', open: true, onOpenChange: (open) => open satisfies boolean }),
  createElement(ReactAssistant, { onKbError: ({ detail }) => detail.code satisfies string }),
  createElement(ReactAssistant, {
    onChatkitThreadChange: ({ detail }) => detail.threadId satisfies string | null,
    className: 'corner',
  }),
  // @ts-expect-error Names are in camel case.
  createElement(ReactAssistant, { 'api-url': '/api/chatkit' }),
  // @ts-expect-error A number is no URL.
  createElement(ReactAssistant, { apiUrl: 1 }),
  createElement(ReactAssistant, { position: 'top-left', mode: 'sidebar', colorScheme: 'dark', preset: 'forest' }),
  // @ts-expect-error There is no such corner.
  createElement(ReactAssistant, { position: 'bottom-lef' }),
  // @ts-expect-error There is no such mode.
  createElement(ReactAssistant, { mode: 'popup' }),
  // @ts-expect-error There is no such scheme.
  createElement(ReactAssistant, { colorScheme: 'drak' }),
  // @ts-expect-error There is no such preset.
  createElement(ReactAssistant, { preset: 'nope' }),
  // @ts-expect-error There are no such corners.
  createElement(ReactAssistant, { radius: 'x' }),
  // @ts-expect-error There is no such density.
  createElement(ReactAssistant, { density: 'y' }),
  // @ts-expect-error There is no such time to fetch it.
  createElement(ReactAssistant, { preload: 'q' }),
  // @ts-expect-error There is no such place to remember it.
  createElement(ReactAssistant, { persist: 'w' }),
  // @ts-expect-error It is required or not.
  createElement(ReactAssistant, { consent: 'maybe' }),
  // @ts-expect-error Cookies go along in other ways.
  createElement(ReactAssistant, { credentials: 'yes' }),
  // @ts-expect-error Files go in other ways.
  createElement(ReactAssistant, { uploadStrategy: 'pigeon' }),
  // @ts-expect-error There is no such corner in an object either.
  createElement(ReactAssistant, { overlay: { position: 'middle' } }),
  // @ts-expect-error There is no such event.
  createElement(ReactAssistant, { onKbOpened: () => {} }),
  // @ts-expect-error A prompt needs what is to be asked.
  createElement(ReactAssistant, { prompts: [{ label: 'Hello' }] }),
  // @ts-expect-error An opening has no code.
  createElement(ReactAssistant, { onKbOpen: ({ detail }) => detail.code }),

  h(VueAssistant, { apiUrl: '/api/chatkit', onKbError: ({ detail }) => detail.code satisfies string }),
  h(VueAssistant, { open: true, 'onUpdate:open': (open) => open satisfies boolean }),
  // @ts-expect-error A number is no URL.
  h(VueAssistant, { apiUrl: 1 }),
  // @ts-expect-error There is no such corner.
  h(VueAssistant, { position: 'bottom-lef' }),
  // @ts-expect-error An opening has no code.
  h(VueAssistant, { onKbOpen: ({ detail }) => detail.code }),

  handle.ask('Hello?'),
  // @ts-expect-error A question is text.
  handle.ask(1),
  // @ts-expect-error There is no such method.
  handle.close(),
  // @ts-expect-error It is read only.
  (assistant.status = 'ready'),

  assistant.addEventListener('kb-close', (event) => event.detail.reason satisfies string),
  // @ts-expect-error It has no such detail.
  assistant.addEventListener('kb-close', (event) => event.detail.threadId),
  assistant.addEventListener('click', (event) => event satisfies Event),

  (document.createElement('kb-assistant').apiUrl = '/api/chatkit'),
  document.querySelector('kb-assistant')?.ask('Hello?'),
  // @ts-expect-error There is no such mode.
  (assistant.mode = 'popup'),
  // @ts-expect-error The tag is known, and has no such property.
  document.querySelector('kb-assistant')?.apiUri,
];

type Own = Exclude<keyof KbAssistant, keyof import('lit').LitElement>;

/** Each public name of the element is set, read or called through the bindings: this fails to compile for one that is not. */
type Unbound = Exclude<Own, SettingName | ReadingName | MethodName>;
const unbound: [Unbound] extends [never] ? true : false = true;

/** What is neither set nor read is called. */
const uncallable: [Exclude<KbAssistant[MethodName], (...args: never[]) => unknown>] extends [never] ? true : false =
  true;

describe('the types of the bindings', () => {
  it('leave out nothing that the element has', () => {
    expect([unbound, uncallable]).toEqual([true, true]);
  });
});
