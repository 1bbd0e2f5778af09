import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type App, createApp, createSSRApp, h, nextTick, ref, useTemplateRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { KbAssistant, type KbAssistantHandle, useKbAssistant } from './index.ts';

// What Vue does is looked at here; the element itself has tests in browsers.
vi.mock('../define.ts', () => ({}));
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
let page: HTMLElement;
let app: App;

beforeEach(() => {
  warn.mockClear();
  page = document.body.appendChild(document.createElement('main'));
});
afterEach(() => {
  app.unmount();
  page.remove();
});

const element = () => page.querySelector('kb-assistant')!;

describe('<KbAssistant> in Vue', () => {
  it('follows v-model:open, and is followed by it', async () => {
    const open = ref(false);
    app = createApp({
      render: () => h(KbAssistant, { open: open.value, 'onUpdate:open': (now: boolean) => (open.value = now) }),
    });
    app.mount(page);
    open.value = true;
    await nextTick();
    expect(element().open).toBe(true);
    element().dispatchEvent(new CustomEvent('kb-open', { detail: { reason: 'api' } }));
    // A person closes the panel: it is announced, and done.
    element().dispatchEvent(new CustomEvent('kb-close', { cancelable: true, detail: { reason: 'escape' } }));
    element().open = false;
    await nextTick();
    expect(open.value).toBe(false);
    expect(warn).not.toHaveBeenCalled();
  });

  it('hands its state and its methods to the component around it, and says so when it is gone', async () => {
    let assistant: KbAssistantHandle;
    const shown = ref(true);
    app = createApp({
      setup() {
        assistant = useKbAssistant(useTemplateRef('assistant'));
        return () => (shown.value ? h(KbAssistant, { ref: 'assistant' }) : null);
      },
    });
    app.mount(page);
    await nextTick();
    element().open = true;
    element().dispatchEvent(new CustomEvent('kb-open', { detail: { reason: 'api' } }));
    expect(assistant!.open.value).toBe(true);
    shown.value = false;
    await nextTick();
    expect(() => assistant.show()).toThrow(/show\(\) was called while the <KbAssistant>.* is not mounted/);
  });

  it('takes over what a server has rendered', async () => {
    const render = () => h(KbAssistant, { heading: 'Help', class: 'corner' });
    page.innerHTML = await renderToString(createSSRApp({ render }));
    const before = element();
    app = createSSRApp({ render });
    app.mount(page);
    expect(element()).toBe(before);
    expect(before.heading).toBe('Help');
    expect(warn).not.toHaveBeenCalled();
  });
});
