import { expect } from 'chai';
// Without the rest: it is fetched, as from npm.
import '../define.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import type { KbAssistant } from './kb-assistant.ts';

customElements.define('fake-chatkit', FakeChatKit);

const mounted: Element[] = [];

/** An assistant on this page; `idle` collects what waits for an idle moment, and nothing ever is. */
function mount(attributes = ''): KbAssistant {
  const box = document.createElement('div');
  box.innerHTML = `<kb-assistant ${attributes} api-url="/api" chatkit-tag="fake-chatkit" persist="none"></kb-assistant>`;
  const assistant = box.firstElementChild as KbAssistant;
  document.body.append(assistant);
  mounted.push(assistant);
  return assistant;
}

const waiting: (() => void)[] = [];
const before = { requestIdleCallback: window.requestIdleCallback, setTimeout: window.setTimeout };
/** How somebody has come here, as the engine tells it. */
const arrive = (navigationType: string): void => {
  const value = { activation: { navigationType }, canGoBack: false };
  Object.defineProperty(window, 'navigation', { configurable: true, value });
};
const navigation = Object.getOwnPropertyDescriptor(window, 'navigation');
beforeEach(() => {
  window.requestIdleCallback = (act) => waiting.push(act as () => void);
  Object.defineProperty(document, 'referrer', { configurable: true, value: '' });
  arrive('push');
});
afterEach(() => {
  for (const element of mounted.splice(0)) element.remove();
  waiting.length = 0;
  Object.assign(window, before);
  Reflect.deleteProperty(document, 'referrer');
  Reflect.deleteProperty(window, 'navigation');
  if (navigation) Object.defineProperty(window, 'navigation', navigation);
  localStorage.clear();
  sessionStorage.clear();
  FakeChatKit.reset();
});

const launcherOf = (assistant: KbAssistant): HTMLButtonElement => assistant.shadowRoot!.querySelector('.launcher')!;
const hasPanel = (assistant: KbAssistant): boolean => assistant.shadowRoot!.querySelector('.panel') !== null;
const event = (assistant: KbAssistant, type: string): Promise<Event> =>
  new Promise((resolve) => assistant.addEventListener(type, resolve, { once: true }));

describe('<kb-assistant> from npm, before it is opened', () => {
  it('is a launcher in its place, with its name, and nothing behind it', async () => {
    const assistant = mount('heading="Help" position="top-left" offset-x="40" primary-color="#be123c"');
    await assistant.updateComplete;
    const { left } = launcherOf(assistant).getBoundingClientRect();
    expect([left, launcherOf(assistant).ariaLabel, hasPanel(assistant)]).to.deep.equal([40, 'Open Help', false]);
    expect(getComputedStyle(launcherOf(assistant)).backgroundColor).to.equal('rgb(190, 18, 60)');
    expect(assistant.status).to.equal('idle');
    expect(waiting.length, 'nothing to look for, on a first visit').to.equal(0);
  });

  it('says its name in the language of the page', async () => {
    const assistant = mount('heading="Hilfe" locale="de"');
    await assistant.updateComplete;
    while (launcherOf(assistant).ariaLabel !== 'Hilfe öffnen') await new Promise(requestAnimationFrame);
    expect(hasPanel(assistant)).to.equal(false);
  });

  it('follows what is set on it', async () => {
    const assistant = mount();
    await assistant.updateComplete;
    assistant.withoutLauncher = false;
    assistant.launcherLabel = 'Ask us';
    assistant.offsetX = 8;
    await assistant.updateComplete;
    const box = launcherOf(assistant).getBoundingClientRect();
    expect([
      launcherOf(assistant).ariaLabel,
      Math.round(document.documentElement.clientWidth - box.right),
    ]).to.deep.equal(['Ask us', 8]);
  });

  it('fetches the rest, and the chat, when somebody comes near', async () => {
    const assistant = mount();
    await assistant.updateComplete;
    launcherOf(assistant).dispatchEvent(new PointerEvent('pointerenter'));
    await assistant.updateComplete;
    expect([hasPanel(assistant), assistant.open]).to.deep.equal([true, false]);
  });

  it('fetches the rest when somebody comes back from a tab where a conversation has begun', async () => {
    const assistant = mount('id="back"');
    await assistant.updateComplete;
    window.dispatchEvent(new Event('focus'));
    await assistant.updateComplete;
    expect(hasPanel(assistant), 'with none').to.equal(false);
    localStorage.setItem('kb-assistant:back:/api:thread', 'thr_1');
    window.dispatchEvent(new Event('focus'));
    await assistant.updateComplete;
    expect(hasPanel(assistant)).to.equal(true);
  });

  it('looks, once the page is idle, for what somebody has left who is back, and fetches the rest where there is any', async () => {
    localStorage.setItem('kb-assistant:back:/api:thread', 'thr_1');
    arrive('reload');
    const assistant = mount();
    await assistant.updateComplete;
    expect([hasPanel(assistant), waiting.length]).to.deep.equal([false, 1]);
    waiting.shift()?.();
    await assistant.updateComplete;
    expect([hasPanel(assistant), assistant.open]).to.deep.equal([true, false]);
  });

  it('comes back open where an application took it from the page open, and puts it there again', async () => {
    const first = mount('persist="session"');
    await first.updateComplete;
    launcherOf(first).click();
    await event(first, 'kb-ready');
    first.remove();
    const again = mount('persist="session"');
    await again.updateComplete;
    for (const act of waiting.splice(0)) act();
    await again.updateComplete;
    expect(again.open).to.equal(true);
  });

  it('fetches it when the page is idle, with preload="idle"', async () => {
    const assistant = mount('preload="idle"');
    await assistant.updateComplete;
    expect(hasPanel(assistant)).to.equal(false);
    for (const act of waiting.splice(0)) act();
    await assistant.updateComplete;
    expect([hasPanel(assistant), assistant.open]).to.deep.equal([true, false]);
  });

  it('fetches it only when it is opened, with preload="none"', async () => {
    const assistant = mount('preload="none"');
    await assistant.updateComplete;
    launcherOf(assistant).dispatchEvent(new PointerEvent('pointerenter'));
    launcherOf(assistant).focus();
    await assistant.updateComplete;
    expect(hasPanel(assistant)).to.equal(false);
    launcherOf(assistant).click();
    await event(assistant, 'kb-ready');
    expect([hasPanel(assistant), assistant.open]).to.deep.equal([true, true]);
  });

  for (const attributes of ['open', 'preload="eager"', 'teaser="Need help?"', 'without-launcher', 'mode="inline"']) {
    it(`has the rest at once with ${attributes}`, async () => {
      const assistant = mount(attributes);
      await assistant.updateComplete;
      expect(hasPanel(assistant)).to.equal(true);
    });
  }

  it('shows that it is on its way, and opens once, however often somebody clicks', async () => {
    const assistant = mount();
    await assistant.updateComplete;
    const opened: Event[] = [];
    assistant.addEventListener('kb-open', (each) => opened.push(each));
    launcherOf(assistant).click();
    launcherOf(assistant).click();
    expect(assistant.open).to.equal(true);
    await event(assistant, 'kb-ready');
    expect([opened.length, launcherOf(assistant).ariaBusy]).to.deep.equal([1, null]);
    expect((opened[0] as CustomEvent<{ reason: string }>).detail.reason).to.equal('launcher');
  });

  it('answers a method that needs the chat', async () => {
    const assistant = mount();
    await assistant.setComposerValue({ text: 'Hello' });
    expect(FakeChatKit.latest.calls).to.deep.equal([['setComposerValue', { text: 'Hello' }]]);
    expect(assistant.open).to.equal(false);
  });
});
