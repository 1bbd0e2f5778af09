import { expect } from 'chai';
import '../testing/assembly-at-hand.ts';
import '../define.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import type { KbAssistant } from './kb-assistant.ts';

if (!customElements.get('fake-chatkit')) customElements.define('fake-chatkit', FakeChatKit);

const mounted: Element[] = [];

async function mount(attributes = '', inside = ''): Promise<KbAssistant> {
  const box = document.createElement('div');
  box.innerHTML = `<kb-assistant ${attributes} api-url="/api" chatkit-tag="fake-chatkit" persist="none">${inside}</kb-assistant>`;
  const assistant = box.firstElementChild as KbAssistant;
  document.body.append(assistant);
  mounted.push(assistant);
  await assistant.updateComplete;
  return assistant;
}

const find = (assistant: KbAssistant, selector: string): HTMLElement => {
  const found = assistant.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const ready = async (assistant: KbAssistant): Promise<void> => {
  while (assistant.status !== 'ready')
    await new Promise((resolve) => assistant.addEventListener('kb-status-change', resolve, { once: true }));
  await assistant.updateComplete;
};
const colorOf = (element: Element, property: 'backgroundColor' | 'color'): string =>
  getComputedStyle(element)[property];

describe('the look of <kb-assistant>', () => {
  const sheet = new CSSStyleSheet();
  beforeEach(() => {
    document.adoptedStyleSheets = [sheet];
    document.documentElement.style.colorScheme = 'light';
  });
  afterEach(() => {
    for (const element of mounted.splice(0)) element.remove();
    sheet.replaceSync('');
    document.documentElement.removeAttribute('style');
    document.documentElement.lang = 'en';
  });

  it('has the colours of a style sheet in the chat as well as around it', async () => {
    sheet.replaceSync('kb-assistant{--kb-accent:#be123c;--kb-background:#fffafb;--kb-text:#2c1218}');
    const assistant = await mount('open');
    await ready(assistant);
    expect(colorOf(find(assistant, '[part~=launcher]'), 'backgroundColor')).to.equal('rgb(190, 18, 60)');
    expect(colorOf(find(assistant, '[part~=panel]'), 'backgroundColor')).to.equal('rgb(255, 250, 251)');
    expect(FakeChatKit.latest.options?.theme).to.deep.include({
      color: {
        accent: { primary: '#be123c', level: 1 },
        surface: { background: '#fffafb', foreground: '#2c1218' },
        grayscale: { hue: 7, tint: 4, shade: 0 },
      },
    });
  });

  it('is a preset, with corners and density, in shell and chat', async () => {
    const assistant = await mount('open preset="forest" radius="sharp" density="compact"');
    await ready(assistant);
    expect(colorOf(find(assistant, '[part~=launcher]'), 'backgroundColor')).to.equal('rgb(22, 101, 52)');
    expect(getComputedStyle(find(assistant, '[part~=header]')).height).to.equal('48px');
    expect(FakeChatKit.latest.options?.theme).to.include({ radius: 'sharp', density: 'compact' });
  });

  it('is what was said last, by attribute or by object', async () => {
    const assistant = await mount('primary-color="#0f766e"');
    const accent = async () => {
      await assistant.updateComplete;
      return colorOf(find(assistant, '[part~=launcher]'), 'backgroundColor');
    };
    assistant.theme = { primaryColor: '#be123c' };
    expect(await accent()).to.equal('rgb(190, 18, 60)');
    assistant.setAttribute('primary-color', '#6d28d9');
    expect(await accent()).to.equal('rgb(109, 40, 217)');
    assistant.theme = { preset: 'forest' };
    expect(await accent()).to.equal('rgb(109, 40, 217)');
  });

  it('tells style sheets when it is dark', async () => {
    const assistant = await mount('color-scheme="dark"');
    expect(assistant.matches(':state(dark)')).to.equal(true);
    assistant.colorScheme = 'light';
    await assistant.updateComplete;
    expect(assistant.matches(':state(dark)')).to.equal(false);
  });

  it('has places for what a site brings along', async () => {
    const inside = ['launcher-icon', 'header', 'footer'].map((name) => `<b slot="${name}">${name}</b>`).join('');
    const assistant = await mount('open', inside);
    const shown = Array.from(assistant.querySelectorAll('b')).map((each) => each.assignedSlot?.name);
    expect(shown).to.deep.equal(['launcher-icon', 'header', 'footer']);
    expect(find(assistant, '[part~=launcher]').getAttribute('aria-label')).to.equal('Close Assistant');
  });

  it('says a disclaimer below the composer', async () => {
    await ready(await mount('open disclaimer="Answers may be wrong."'));
    expect(FakeChatKit.latest.options?.disclaimer).to.deep.equal({ text: 'Answers may be wrong.' });
  });
});

describe('the words of <kb-assistant>', () => {
  afterEach(() => {
    for (const element of mounted.splice(0)) element.remove();
    document.documentElement.lang = 'en';
  });

  it('are in the language of the page from the first drawing on', async () => {
    document.documentElement.lang = 'de-AT';
    const assistant = await mount();
    expect(find(assistant, '[part~=launcher]').ariaLabel).to.equal('Assistent öffnen');
  });

  it('follow the locale, and run the way it is written', async () => {
    const assistant = await mount('open locale="ar"');
    const { lang, dir } = find(assistant, '.inside');
    expect([lang, dir, find(assistant, '.title').textContent]).to.deep.equal(['ar', 'rtl', 'المساعد']);
    assistant.locale = 'ja';
    await assistant.updateComplete;
    expect(find(assistant, '.title').textContent).to.equal('アシスタント');
  });

  it('can all be put otherwise', async () => {
    const assistant = await mount();
    assistant.strings = { open: (heading) => `Ask the ${heading}` };
    await assistant.updateComplete;
    expect(find(assistant, '[part~=launcher]').ariaLabel).to.equal('Ask the Assistant');
  });

  it('let the page name the launcher', async () => {
    const assistant = await mount('launcher-label="Questions?"');
    expect(find(assistant, '[part~=launcher]').ariaLabel).to.equal('Questions?');
  });
});

describe('the prompts of <kb-assistant>', () => {
  const start = location.href;
  afterEach(() => {
    for (const element of mounted.splice(0)) element.remove();
    history.replaceState(null, '', start);
  });

  it('are those for the page, and follow it', async () => {
    const assistant = await mount('open');
    assistant.prompts = [
      { label: 'Everywhere', prompt: 'a' },
      { label: 'Billing', prompt: 'b', when: { path: '/billing' } },
    ];
    await ready(assistant);
    const labels = () => FakeChatKit.latest.options?.startScreen?.prompts?.map(({ label }) => label);
    expect(labels()).to.deep.equal(['Everywhere']);
    history.replaceState(null, '', '/billing');
    // As a router says it, where the engine does not.
    dispatchEvent(new PopStateEvent('popstate'));
    while (labels()?.length !== 2) await new Promise(requestAnimationFrame);
    expect(labels()).to.deep.equal(['Everywhere', 'Billing']);
  });
});
