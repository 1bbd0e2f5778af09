import { act, createElement, StrictMode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KbAssistant as Element } from '../element/kb-assistant.ts';
import { KbAssistant, type KbAssistantHandle, type KbAssistantProps, useKbAssistant } from './index.ts';

// What React does is looked at here; the element itself has tests in browsers.
vi.mock('../define.ts', () => ({}));
const error = vi.spyOn(console, 'error');
let page: HTMLElement;
let root: Root | null = null;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  error.mockClear();
  page = document.body.appendChild(document.createElement('main'));
});
afterEach(() => {
  act(() => root?.unmount());
  root = null;
  page.remove();
  // Where something is done wrong, React says so here, and goes on.
  expect(error).not.toHaveBeenCalled();
});

/** In Strict Mode, which sets everything up twice and takes it down once. */
const render = (props: KbAssistantProps): Element => {
  root ??= createRoot(page);
  act(() => root!.render(createElement(StrictMode, null, createElement(KbAssistant, props))));
  return page.querySelector('kb-assistant')!;
};

const tell = (element: Element, code = 'network-error'): boolean =>
  element.dispatchEvent(new CustomEvent('kb-error', { detail: { code } }));

describe('<KbAssistant> in Strict Mode', () => {
  it('hears each event once, and no more when it is gone', () => {
    const onKbError = vi.fn<NonNullable<KbAssistantProps['onKbError']>>();
    const element = render({ onKbError });
    tell(element);
    expect(onKbError).toHaveBeenCalledTimes(1);
    act(() => root!.unmount());
    root = null;
    tell(element);
    expect(onKbError).toHaveBeenCalledTimes(1);
  });

  it('calls the latest function, and listens no second time for it', () => {
    const first = vi.fn<() => void>();
    const second = vi.fn<() => void>();
    const element = render({ onKbError: () => first() });
    const listen = vi.spyOn(element, 'addEventListener');
    expect(render({ onKbError: () => second() })).toBe(element);
    tell(element);
    expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
    expect(listen).not.toHaveBeenCalled();
  });

  it('tells the panel’s state when it changes, and what it was given at first never', async () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    const element = render({ onOpenChange });
    await act(async () => {
      element.open = true;
      element.dispatchEvent(new CustomEvent('kb-open', { detail: { reason: 'api' } }));
    });
    expect(onOpenChange.mock.calls).toEqual([[true]]);
  });

  it('writes what changed and leaves the rest to the person', () => {
    const element = render({ open: true, heading: 'Help' });
    element.open = false;
    render({ open: true, heading: 'Support' });
    expect([element.open, element.heading]).toEqual([false, 'Support']);
    render({});
    expect(element.heading).toBeUndefined();
  });
});

describe('useKbAssistant', () => {
  it('keeps its methods, follows the state, and says so when nothing is mounted', async () => {
    const handles: KbAssistantHandle[] = [];
    const App = ({ shown }: { shown: boolean }) => {
      const assistant = useKbAssistant();
      handles.push(assistant);
      return shown ? createElement(KbAssistant, { ref: assistant.ref }) : null;
    };
    root = createRoot(page);
    const show = (shown: boolean): void =>
      act(() => root!.render(createElement(StrictMode, null, createElement(App, { shown }))));
    show(false);
    expect(() => handles.at(-1)!.show()).toThrow(/show\(\) was called while no <KbAssistant> is mounted/);
    show(true);
    const element = page.querySelector('kb-assistant')!;
    await act(async () => {
      element.open = true;
      element.dispatchEvent(new CustomEvent('kb-open', { detail: { reason: 'api' } }));
    });
    expect(handles.at(-1)!.open).toBe(true);
    expect(handles.at(-1)!.ask).toBe(handles[0]!.ask);
    show(false);
    expect(() => handles.at(-1)!.hide()).toThrow(/no <KbAssistant> is mounted/);
  });
});

describe('what a server has rendered', () => {
  it('is taken over as it is', () => {
    const app = createElement(KbAssistant, { apiUrl: '/api/chatkit', heading: 'Help', className: 'corner' });
    page.innerHTML = renderToString(app);
    const element = page.querySelector('kb-assistant')!;
    act(() => void (root = hydrateRoot(page, app)));
    expect(page.querySelector('kb-assistant')).toBe(element);
    expect(element.heading).toBe('Help');
  });
});
