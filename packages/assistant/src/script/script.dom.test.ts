import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Inputs } from '../config/types.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { forgetWarnings } from '../shared/warn.ts';
import { type Call, installApi } from './api.ts';
import { nearestName } from './nearest-name.ts';
import { applyJson, checkTags } from './settings.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
beforeEach(() => {
  warn.mockClear();
  forgetWarnings();
});
afterEach(() => document.body.replaceChildren());

const told = (): string[] => warn.mock.calls.map(([text]) => String(text));

describe('the nearest name', () => {
  it.each([
    ['api-uri', 'api-url'],
    ['postion', 'position'],
    ['headding', 'heading'],
    ['zebra', null],
  ])('to %s is %s', (wrong, name) => {
    expect(nearestName(wrong, ['api-url', 'position', 'heading'])).toBe(name);
  });
});

function tagWith(attributes: Record<string, string>): HTMLScriptElement {
  const tag = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  return tag;
}

describe('the tag’s settings', () => {
  it('are told of, once, where there is no such setting', () => {
    const tag = tagWith({ src: '/kb-assistant.js', 'data-api-url': '/x', 'data-postion': 'top-left' });
    checkTags([tag, tag]);
    expect(told()).toEqual([expect.stringMatching(/data-postion.*Did you mean data-position\?/)]);
  });

  it('are no business of ours where another tool put them', () => {
    checkTags([
      tagWith({ 'data-turbo-track': 'reload', 'data-cfasync': 'false', 'data-kb-assistant': '', nonce: 'x' }),
      tagWith({ 'data-nscript': 'afterInteractive', 'data-testid': 'tag', 'data-key': '1', 'data-id': 'help' }),
    ]);
    expect(told()).toEqual([]);
  });

  it('are told to be of no use where they make no assistant, and there is none', () => {
    checkTags([tagWith({ 'data-heading': 'Help' })]);
    expect(told()).toEqual([expect.stringMatching(/has data-api-url or data-session-url; it has data-heading,/)]);
    document.body.append(document.createElement('kb-assistant'));
    forgetWarnings();
    checkTags([tagWith({ 'data-heading': 'Help' })]);
    expect(told()).toHaveLength(1);
  });
});

describe('the JSON of a page', () => {
  const apply = (text: string): Record<string, unknown> => {
    const script = document.createElement('script');
    script.textContent = text;
    const host = {} as Record<string, unknown>;
    applyJson(script, [host as unknown as KbAssistant]);
    return host;
  };

  it('sets what no attribute can hold', () => {
    expect(apply('{ "prompts": [{ "label": "Hi", "prompt": "Hi" }], "heading": "Help" }')).toEqual({
      prompts: [{ label: 'Hi', prompt: 'Hi' }],
      heading: 'Help',
    });
    expect(told()).toEqual([]);
  });

  it('leaves out a name that there is not, and tells the one that was meant', () => {
    expect(apply('{ "promts": [], "heading": "Help" }')).toEqual({ heading: 'Help' });
    expect(told()).toEqual([expect.stringMatching(/"promts".*Did you mean "prompts"\?/)]);
  });

  it('is told with line and column where it cannot be read', () => {
    expect(apply('{\n  "heading": "Help",\n  "prompts": [}\n}')).toEqual({});
    expect(told()).toEqual([expect.stringMatching(/line 3 column 15/)]);
  });
});

describe('window.kbAssistant', () => {
  const element = (): KbAssistant & {
    show: ReturnType<typeof vi.fn<() => void>>;
    ask: ReturnType<typeof vi.fn<() => void>>;
  } => {
    const made = document.createElement('kb-assistant') as ReturnType<typeof element>;
    Object.assign(made, { show: vi.fn<() => void>(), ask: vi.fn<() => void>() });
    document.body.append(made);
    return made;
  };
  const pageWith = (kbAssistant?: unknown) =>
    ({ document, kbAssistant }) as unknown as Window & { kbAssistant: { push(...calls: Call[]): void } };

  it('does what was asked before it was there, in that order', () => {
    const assistant = element();
    const order: string[] = [];
    assistant.show.mockImplementation(() => void order.push('show'));
    installApi(pageWith([['show'], () => order.push('callback'), ['ask', 'Hello?'], ['set', { heading: 'Help' }]]));
    expect(order).toEqual(['show', 'callback']);
    expect(assistant.ask).toHaveBeenCalledWith('Hello?');
    expect(assistant.heading).toBe('Help');
  });

  it('takes calls and listeners afterwards', () => {
    const assistant = element();
    const page = pageWith([]);
    installApi(page);
    const listener = vi.fn<(event: Event) => void>();
    page.kbAssistant.push(['on', 'kb-open', listener], ['show']);
    assistant.dispatchEvent(new CustomEvent('kb-open'));
    page.kbAssistant.push(['off', 'kb-open', listener]);
    assistant.dispatchEvent(new CustomEvent('kb-open'));
    expect(listener).toHaveBeenCalledTimes(1);
    expect(assistant.show).toHaveBeenCalledTimes(1);
  });

  it('names the method that was meant, and does the others', async () => {
    const assistant = element();
    installApi(pageWith([['shwo'], ['show']]));
    expect(assistant.show).toHaveBeenCalled();
    await vi.waitFor(() => expect(told()).toEqual([expect.stringMatching(/no "shwo".*Did you mean "show"\?/)]));
  });

  it('names the setting that was meant, and sets the others', async () => {
    const assistant = element();
    installApi(pageWith([['set', { headng: 'Orders', launcherLabel: 'Ask' } as Inputs]]));
    expect(assistant.launcherLabel).toBe('Ask');
    await vi.waitFor(() => expect(told()).toEqual([expect.stringMatching(/"headng".*Did you mean "heading"\?/)]));
  });

  it.each([
    [['heading', 'Shop'], /\["set", …\]\) takes an object .*; got "heading"\./],
    [[null], /got null\./],
    [[], /got undefined\./],
  ])('tells that settings are an object, where set is given %j', async (given, words) => {
    element();
    installApi(pageWith([['set', ...given] as unknown as Call]));
    await vi.waitFor(() => expect(told()).toEqual([expect.stringMatching(words)]));
  });

  it.each([
    ['kb-mesage', /"kb-mesage".*Did you mean "kb-message"\?/],
    ['open', /"open".*Did you mean "kb-open"\?/],
    ['kb-of-another-day', /"kb-of-another-day", and there is no such event\. See/],
  ])('tells that there is no event %s, and leaves those of the browser alone', async (type, words) => {
    element();
    const on = (...types: string[]) => types.map((each) => ['on', each, () => {}] as unknown as Call);
    installApi(pageWith(on('focusin', 'click', 'kb-tool', 'chatkit.response.end', type)));
    await vi.waitFor(() => expect(told()).toEqual([expect.stringMatching(words)]));
  });

  it('goes on after a callback that throws', () => {
    const assistant = element();
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    installApi(
      pageWith([
        () => {
          throw new Error('mine');
        },
        ['show'],
      ]),
    );
    expect(assistant.show).toHaveBeenCalled();
    error.mockRestore();
  });

  it('is left alone by a second script', () => {
    const first = { push: () => {} };
    const page = pageWith(first);
    installApi(page);
    expect(page.kbAssistant).toBe(first);
  });
});
