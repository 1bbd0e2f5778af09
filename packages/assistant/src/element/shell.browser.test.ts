import 'axe-core/axe.min.js';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define.ts';
import { forgetWarnings } from '../shared/warn.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import { hasPart, mount, onPage, part, settled, statusIs, unmountAll, until } from '../testing/mount.ts';
import type { KbAssistant } from './kb-assistant.ts';

declare const axe: { run(root: Element, options?: object): Promise<{ violations: { id: string; nodes: object[] }[] }> };

const launcherOf = (assistant: KbAssistant) => part(assistant, 'launcher') as HTMLButtonElement;
const panelOf = (assistant: KbAssistant) => part(assistant, 'panel') as HTMLDialogElement;
const isShown = (assistant: KbAssistant) => panelOf(assistant).open || panelOf(assistant).matches(':popover-open');
const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }));

/** Where something stands: how far from which edges of the window. */
function standing(element: HTMLElement): { left: number; right: number; top: number; bottom: number } {
  const box = element.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  return {
    left: Math.round(box.left),
    right: Math.round(clientWidth - box.right),
    top: Math.round(box.top),
    bottom: Math.round(innerHeight - box.bottom),
  };
}

const setDirection = (dir: 'ltr' | 'rtl') => (document.documentElement.dir = dir);

type Testing = Pick<typeof import('../testing/mount.ts'), 'mount' | 'onPage' | 'settled' | 'statusIs'> & {
  made: FakeChatKit[];
};

/** A page of its own in a frame, which is its window: no driver has to be able to make a browser's another size. */
async function pageInFrame(width: number, height: number) {
  const frame = onPage<HTMLIFrameElement>('<iframe style="border:0"></iframe>');
  const resize = (...size: [number, number]): void => {
    [frame.width, frame.height] = size.map(String) as [string, string];
  };
  resize(width, height);
  const source = (path: string): string => new URL(path, import.meta.url).href;
  frame.srcdoc = `<!doctype html><title>Narrow</title><script type="module">
    import '${source('../define.ts')}';
    import * as testing from '${source('../testing/mount.ts')}';
    import { FakeChatKit } from '${source('../testing/fake-chatkit.ts')}';
    import '${source('../testing/axe.ts')}';
    window.testing = { ...testing, made: FakeChatKit.made };
  </script>`;
  await until(() => Boolean(frame.contentWindow && 'testing' in frame.contentWindow));
  const { testing, axe: tester } = frame.contentWindow as unknown as { testing: Testing; axe: typeof axe };
  return { ...testing, axe: tester, resize, document: frame.contentDocument! };
}

afterEach(() => {
  unmountAll();
  document.documentElement.removeAttribute('dir');
});

describe('placement', () => {
  for (const [position, dir, vertical, side] of [
    ['bottom-right', 'ltr', 'bottom', 'right'],
    ['bottom-left', 'rtl', 'bottom', 'left'],
    ['top-right', 'rtl', 'top', 'right'],
    ['top-left', 'ltr', 'top', 'left'],
    ['bottom-start', 'ltr', 'bottom', 'left'],
    ['bottom-start', 'rtl', 'bottom', 'right'],
    ['bottom-end', 'ltr', 'bottom', 'right'],
    ['bottom-end', 'rtl', 'bottom', 'left'],
    ['top-start', 'rtl', 'top', 'right'],
    ['top-end', 'ltr', 'top', 'right'],
  ] as const) {
    it(`puts launcher and panel ${position} of a page that runs ${dir}`, async () => {
      setDirection(dir);
      const assistant = await mount(`open position="${position}" offset-x="10" offset-y="20"`);
      await settled(assistant);
      const launcher = standing(launcherOf(assistant));
      const panel = standing(panelOf(assistant));
      expect([launcher[side], launcher[vertical], panel[side], panel[vertical]]).to.deep.equal([10, 20, 10, 88]);
    });
  }

  it('follows the writing direction when it changes', async () => {
    const assistant = await mount('position="bottom-end"');
    expect(standing(launcherOf(assistant)).right).to.equal(24);
    setDirection('rtl');
    expect(standing(launcherOf(assistant)).left).to.equal(24);
  });

  it('takes the size of the panel from custom properties, and never more than the window', async () => {
    const assistant = await mount('open');
    const size = async () => {
      await settled(assistant);
      const { width, height } = panelOf(assistant).getBoundingClientRect();
      return [width, height];
    };
    assistant.style.setProperty('--kb-panel-width', '350px');
    assistant.style.setProperty('--kb-panel-height', '370px');
    expect(await size()).to.deep.equal([350, 370]);
    assistant.style.setProperty('--kb-panel-width', '9000px');
    assistant.style.setProperty('--kb-panel-height', '9000px');
    const [width = 0, height = 0] = await size();
    expect([width < innerWidth, height < innerHeight]).to.deep.equal([true, true]);
  });

  for (const [attributes, name, allowed] of [
    ['mode="popup"', 'mode="popup"', '"floating" or "sidebar" or "modal" or "inline"'],
    ['position="middle"', 'position="middle"', '"bottom-start"'],
    ['offset-x="lots"', 'offset-x="NaN"', 'a number of pixels from 0'],
    ['shortcut="super+k"', 'shortcut="super+k"', '"mod+k"'],
    ['teaser-delay="soon"', 'teaser-delay="NaN"', 'a number of milliseconds from 0'],
  ] as const) {
    it(`takes the default for ${attributes}, and says so once`, async () => {
      const { warn } = console;
      const said: string[] = [];
      console.warn = (words: string) => said.push(words);
      try {
        forgetWarnings();
        const assistant = await mount(attributes);
        assistant.requestUpdate();
        await assistant.updateComplete;
        expect(standing(launcherOf(assistant)).right).to.equal(24);
      } finally {
        console.warn = warn;
      }
      expect(said.length).to.equal(1);
      expect(said[0]).to.contain(name);
      expect(said[0]).to.contain(allowed);
    });
  }
});

describe('modes', () => {
  it('stands in the top layer, and is modal where it says so', async () => {
    const assistant = await mount('open');
    const panel = panelOf(assistant);
    const shown = () => [panel.matches(':popover-open'), panel.matches(':modal'), panel.open];
    expect(shown()).to.deep.equal([true, false, false]);
    assistant.mode = 'sidebar';
    await settled(assistant);
    expect(shown()).to.deep.equal([true, false, false]);
    expect(standing(panel)).to.include({ right: 0, top: 0, bottom: 0 });
    assistant.mode = 'modal';
    await settled(assistant);
    expect(shown()).to.deep.equal([false, true, true]);
    assistant.mode = 'inline';
    await settled(assistant);
    expect(shown()).to.deep.equal([false, false, true]);
  });

  it('leaves the chat all the room between header and footer, in each of them', async () => {
    const assistant = await mount('open style="height:500px"');
    assistant.innerHTML = '<p slot="footer" style="margin:0">Footer</p>';
    await statusIs(assistant, 'ready');
    const box = (element: Element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return [left, top, right, bottom].map(Math.round);
    };
    for (const mode of ['floating', 'sidebar', 'modal', 'inline'] as const) {
      assistant.mode = mode;
      await settled(assistant);
      const [panel, header] = [box(panelOf(assistant).firstElementChild!), box(part(assistant, 'header'))];
      const chat = box(FakeChatKit.latest);
      expect([chat[0], chat[1], chat[2]], mode).to.deep.equal([panel[0], header[3], panel[2]]);
      expect(chat[3], mode).to.equal(box(assistant.querySelector('p')!)[1]);
      expect(box(FakeChatKit.latest.frame), mode).to.deep.equal(chat);
      expect(chat[3]! - chat[1]!, mode).to.be.greaterThan(300);
    }
  });

  it('keeps its chat through all of them', async () => {
    const assistant = await mount('open');
    await statusIs(assistant, 'ready');
    for (const mode of ['sidebar', 'modal', 'inline', 'floating'] as const) {
      assistant.mode = mode;
      await assistant.updateComplete;
    }
    expect([FakeChatKit.made.length, FakeChatKit.latest.dead]).to.deep.equal([1, false]);
  });

  it('stands in the page as a part of it, where it is inline', async () => {
    const assistant = await mount('mode="inline"');
    await statusIs(assistant, 'ready');
    expect([hasPart(assistant, 'launcher'), hasPart(assistant, 'close'), hasPart(assistant, 'panel')]).to.deep.equal([
      false,
      false,
      true,
    ]);
    assistant.style.height = '500px';
    expect(panelOf(assistant).getBoundingClientRect().height).to.equal(500);
    press('Escape', {}, panelOf(assistant));
    await assistant.updateComplete;
    expect(isShown(assistant)).to.equal(true);
  });

  it('does not take the focus when it stands in the page', async () => {
    const field = onPage<HTMLInputElement>('<input aria-label="Name" />');
    field.focus();
    const assistant = await mount('mode="inline"');
    await statusIs(assistant, 'ready');
    expect(document.activeElement === field).to.equal(true);
  });

  it('keeps the focus inside while it is modal, and the page from scrolling', async () => {
    const outside = onPage('<button>Outside</button>');
    const assistant = await mount('mode="modal"');
    launcherOf(assistant).focus();
    launcherOf(assistant).click();
    await statusIs(assistant, 'ready');
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
    outside.focus();
    expect(document.activeElement === assistant).to.equal(true);
    for (let i = 0; i < 8; i += 1) {
      await sendKeys({ press: 'Tab' });
      expect(document.activeElement === outside).to.equal(false);
    }
    assistant.hide();
    await settled(assistant);
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('visible');
    expect(assistant.shadowRoot?.activeElement === launcherOf(assistant)).to.equal(true);
  });

  it('fills a narrow screen, and gives the page back', async () => {
    const page = await pageInFrame(390, 844);
    const outside = page.onPage('<button>Outside</button>');
    const assistant = await page.mount();
    launcherOf(assistant).focus();
    launcherOf(assistant).click();
    await page.statusIs(assistant, 'ready');
    await page.settled(assistant);
    const { left, top, width, height } = panelOf(assistant).getBoundingClientRect();
    expect([left, top, width, height].map(Math.round)).to.deep.equal([0, 0, 390, 844]);
    expect(panelOf(assistant).matches(':modal')).to.equal(true);
    for (let i = 0; i < 6; i += 1) {
      await sendKeys({ press: 'Tab' });
      expect(page.document.activeElement === outside).to.equal(false);
    }
    page.resize(1000, 844);
    await until(() => panelOf(assistant).matches(':popover-open'));
    expect(page.made.length).to.equal(1);
  });
});

describe('the size of the panel', () => {
  const widthOf = (assistant: KbAssistant) => Math.round(panelOf(assistant).getBoundingClientRect().width);

  it('is changed at its free corner by the arrow keys, remembered, and set back', async () => {
    const assistant = await mount('open persist="local"');
    await settled(assistant);
    const before = widthOf(assistant);
    part(assistant, 'resize').focus();
    await sendKeys({ press: 'ArrowLeft' });
    await settled(assistant);
    expect(widthOf(assistant)).to.equal(before + 16);
    assistant.remove();
    const again = await mount('open persist="local"');
    await settled(again);
    expect(widthOf(again)).to.equal(before + 16);
    part(again, 'resize').focus();
    await sendKeys({ press: 'Home' });
    await settled(again);
    expect(widthOf(again)).to.equal(before);
  });

  it('is drawn with the pointer, towards the page', async () => {
    const assistant = await mount('open position="bottom-left"');
    await settled(assistant);
    const before = widthOf(assistant);
    const { left, top, width, height } = part(assistant, 'resize').getBoundingClientRect();
    const from = [Math.round(left + width / 2), Math.round(top + height / 2)] as const;
    await sendMouse({ type: 'move', position: [...from] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [from[0] + 60, from[1]] });
    await sendMouse({ type: 'up' });
    await settled(assistant);
    expect(widthOf(assistant)).to.be.closeTo(before + 60, 1);
  });

  it('has its handle at the free corner, also after the page has turned its direction', async () => {
    const assistant = await mount('open position="bottom-end"');
    await settled(assistant);
    const offset = (): number => {
      const [handle, panel] = [part(assistant, 'resize'), panelOf(assistant)].map((each) =>
        each.getBoundingClientRect(),
      );
      return Math.round(handle!.left - panel!.left);
    };
    expect(offset()).to.be.lessThan(3);
    setDirection('rtl');
    await until(() => offset() > 300);
    setDirection('ltr');
    await until(() => offset() < 3);
  });

  it('is made larger by a button, and remembered', async () => {
    const assistant = await mount('open persist="local"');
    await settled(assistant);
    const before = widthOf(assistant);
    part(assistant, 'expand').click();
    await settled(assistant);
    expect([widthOf(assistant) > before, part(assistant, 'expand').ariaPressed]).to.deep.equal([true, 'true']);
    assistant.remove();
    const again = await mount('open persist="local"');
    expect(part(again, 'expand').ariaPressed).to.equal('true');
  });
});

describe('a launcher that may be moved', () => {
  it('is one that the site has said so of, and no other', async () => {
    const assistant = await mount('');
    const isDraggable = async (): Promise<boolean> => {
      assistant.requestUpdate();
      await settled(assistant);
      return launcherOf(assistant).classList.contains('draggable');
    };
    expect([await isDraggable(), await isDraggable()]).to.deep.equal([false, false]);
    assistant.draggableLauncher = true;
    expect([await isDraggable(), await isDraggable()]).to.deep.equal([true, true]);
  });

  it('is moved by Control and the arrow keys, and stays there', async () => {
    const assistant = await mount('draggable-launcher persist="local"');
    launcherOf(assistant).focus();
    press('ArrowLeft', { ctrlKey: true }, launcherOf(assistant));
    await settled(assistant);
    expect(standing(launcherOf(assistant))).to.include({ left: 24, bottom: 24 });
    press('ArrowUp', { ctrlKey: true }, launcherOf(assistant));
    await settled(assistant);
    expect(standing(launcherOf(assistant))).to.include({ left: 24, top: 24 });
    assistant.remove();
    expect(standing(launcherOf(await mount('draggable-launcher persist="local"')))).to.include({ left: 24, top: 24 });
  });

  it('is dragged to the nearest corner, and a drag is no click', async () => {
    const assistant = await mount('draggable-launcher');
    const { left, top } = launcherOf(assistant).getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + 28), Math.round(top + 28)] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [120, 90] });
    await sendMouse({ type: 'move', position: [90, 90] });
    await sendMouse({ type: 'up' });
    // Under the pointer it stands a little higher.
    await sendMouse({ type: 'move', position: [300, 300] });
    await until(() => standing(launcherOf(assistant)).left === 24 && standing(launcherOf(assistant)).top === 24);
    expect(assistant.open).to.equal(false);
    launcherOf(assistant).click();
    expect(assistant.open).to.equal(true);
  });

  it('stays where the site put it otherwise', async () => {
    const assistant = await mount();
    press('ArrowLeft', { ctrlKey: true }, launcherOf(assistant));
    await settled(assistant);
    expect(standing(launcherOf(assistant)).right).to.equal(24);
  });
});

describe('opening and closing', () => {
  const mod = /mac/i.test(navigator.platform) ? { metaKey: true } : { ctrlKey: true };

  it('is toggled by its shortcut, and by no other', async () => {
    const assistant = await mount('shortcut="mod+k"');
    press('k');
    expect(assistant.open).to.equal(false);
    press('k', mod);
    await assistant.updateComplete;
    expect(isShown(assistant)).to.equal(true);
    press('k', mod);
    await assistant.updateComplete;
    expect(isShown(assistant)).to.equal(false);
    expect(launcherOf(assistant).getAttribute('aria-keyshortcuts')).to.match(/^(Control|Meta)\+K$/);
  });

  it('leaves the shortcut to somebody who writes in a field of the page', async () => {
    const field = onPage<HTMLInputElement>('<input aria-label="Name" />');
    const assistant = await mount('shortcut="mod+k"');
    field.focus();
    press('k', mod, field);
    expect(assistant.open).to.equal(false);
  });

  it('has no shortcut by default', async () => {
    const assistant = await mount();
    press('k', mod);
    expect(assistant.open).to.equal(false);
  });

  it('is opened by an element of the page that comes later, and gives the focus back to it', async () => {
    const assistant = await mount();
    const opener = onPage('<button data-kb-open>Ask</button>');
    opener.click();
    await statusIs(assistant, 'ready');
    expect(isShown(assistant)).to.equal(true);
    press('Escape', {}, panelOf(assistant));
    await settled(assistant);
    expect([isShown(assistant), document.activeElement === opener]).to.deep.equal([false, true]);
  });

  it('asks at once where the opener has a question', async () => {
    const assistant = await mount();
    onPage('<a href="/contact" data-kb-open data-kb-prompt="Where is my order?">Order</a>').click();
    await statusIs(assistant, 'ready');
    await until(() => FakeChatKit.latest.calls.some(([name]) => name === 'sendUserMessage'));
    expect(FakeChatKit.latest.calls).to.deep.include(['sendUserMessage', { text: 'Where is my order?' }]);
  });

  it('opens the one that is named, or else the first', async () => {
    const first = await mount('id="a"');
    const second = await mount('id="b"');
    onPage('<button data-kb-open="b">Ask</button>').click();
    expect([first.open, second.open]).to.deep.equal([false, true]);
    second.hide();
    onPage('<button data-kb-open>Ask</button>').click();
    expect([first.open, second.open]).to.deep.equal([true, false]);
  });

  it('closes on a click beside the panel only where that is asked for', async () => {
    const outside = onPage('<p>Outside</p>');
    const click = () => {
      outside.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      outside.click();
    };
    const assistant = await mount('open');
    click();
    expect(assistant.open).to.equal(true);
    assistant.closeOnOutsideClick = true;
    await assistant.updateComplete;
    const reasons: string[] = [];
    assistant.addEventListener('kb-close', (event) => reasons.push(event.detail.reason));
    panelOf(assistant).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    outside.click();
    expect(assistant.open, 'text that was marked beyond the edge').to.equal(true);
    click();
    expect([assistant.open, reasons]).to.deep.equal([false, ['outside']]);
  });

  it('asks before a modal panel closes on Escape', async () => {
    const assistant = await mount('mode="modal"');
    launcherOf(assistant).focus();
    await sendKeys({ press: 'Enter' });
    await statusIs(assistant, 'ready');
    const reasons: string[] = [];
    assistant.addEventListener('kb-close', (event) => {
      reasons.push(event.detail.reason);
      if (reasons.length < 3) event.preventDefault();
    });
    for (const shown of [true, true, false]) {
      await sendKeys({ press: 'Escape' });
      await settled(assistant);
      expect([isShown(assistant), assistant.open]).to.deep.equal([shown, shown]);
    }
    expect(reasons).to.deep.equal(['escape', 'escape', 'escape']);
  });

  it('gives the focus to the launcher when nothing had it', async () => {
    const assistant = await mount();
    (document.activeElement as HTMLElement | null)?.blur();
    assistant.show();
    await statusIs(assistant, 'ready');
    part(assistant, 'close').focus();
    await sendKeys({ press: 'Escape' });
    await settled(assistant);
    expect(assistant.shadowRoot?.activeElement === launcherOf(assistant)).to.equal(true);
  });

  it('does not take the focus from somebody who has gone on to the page', async () => {
    const field = onPage<HTMLInputElement>('<input aria-label="Name" />');
    const assistant = await mount();
    launcherOf(assistant).click();
    await statusIs(assistant, 'ready');
    field.focus();
    assistant.hide();
    await settled(assistant);
    expect(document.activeElement === field).to.equal(true);
  });

  it('takes no focus where the page opens it', async () => {
    const field = onPage<HTMLInputElement>('<input aria-label="Name" />');
    field.focus();
    const assistant = await mount('open');
    await statusIs(assistant, 'ready');
    expect([document.activeElement === field, FakeChatKit.latest.calls]).to.deep.equal([true, []]);
  });

  it('can be closed where the site wants no header', async () => {
    const assistant = await mount('open', (early) => Object.assign(early, { header: { enabled: false } }));
    expect([hasPart(assistant, 'header'), hasPart(assistant, 'close')]).to.deep.equal([false, true]);
    part(assistant, 'close').click();
    expect(assistant.open).to.equal(false);
  });

  it('goes on when a handler of the page throws', async () => {
    const { onerror } = window;
    window.onerror = () => true;
    try {
      const assistant = await mount();
      for (const type of ['kb-open', 'kb-status-change', 'kb-ready', 'kb-close'] as const) {
        assistant.addEventListener(type, () => {
          throw new Error('A handler of the page.');
        });
      }
      assistant.show();
      await statusIs(assistant, 'ready');
      assistant.hide();
      await settled(assistant);
      expect(isShown(assistant)).to.equal(false);
      assistant.remove();
      await statusIs(assistant, 'idle');
    } finally {
      window.onerror = onerror;
    }
  });
});

describe('of an attribute and a property', () => {
  it('the last one set wins', async () => {
    const assistant = await mount('position="top-left" heading="Help"');
    assistant.overlay = { enabled: true, position: 'bottom-left', offset: { x: 8, y: 16 } };
    assistant.header = { title: 'Shop' };
    await assistant.updateComplete;
    expect(standing(launcherOf(assistant))).to.include({ left: 8, bottom: 16 });
    expect(launcherOf(assistant).ariaLabel).to.equal('Open Shop');
    assistant.setAttribute('position', 'top-right');
    assistant.setAttribute('heading', 'Desk');
    await assistant.updateComplete;
    expect(standing(launcherOf(assistant))).to.include({ right: 8, top: 16 });
    expect(launcherOf(assistant).ariaLabel).to.equal('Open Desk');
  });

  it('the one that was set before the element was there counts as later', async () => {
    const assistant = await mount('greeting="From the attribute"', (early) =>
      Object.assign(early, { startScreen: { greeting: 'From the property', prompts: [{ label: 'a', prompt: 'b' }] } }),
    );
    assistant.show();
    await statusIs(assistant, 'ready');
    expect(FakeChatKit.latest.options?.startScreen?.greeting).to.equal('From the property');
    expect(FakeChatKit.latest.options?.startScreen?.prompts?.map(({ label }) => label)).to.deep.equal(['a']);
  });
});

describe('attention', () => {
  const saidBy = (assistant: KbAssistant) =>
    Array.from(assistant.shadowRoot?.querySelectorAll('[role=status]') ?? [], (each) =>
      each.textContent?.trim(),
    ).filter(Boolean);

  async function closedChat(attributes = ''): Promise<KbAssistant> {
    const assistant = await mount(attributes);
    assistant.show();
    await statusIs(assistant, 'ready');
    assistant.hide();
    await assistant.updateComplete;
    return assistant;
  }

  async function answer(assistant: KbAssistant): Promise<void> {
    FakeChatKit.latest.say('chatkit.response.start');
    FakeChatKit.latest.say('chatkit.response.end');
    await assistant.updateComplete;
  }

  it('counts answers that end while the panel is closed, and says so once in one place', async () => {
    const assistant = await closedChat('heading="Help"');
    expect([hasPart(assistant, 'badge'), saidBy(assistant)]).to.deep.equal([false, []]);
    FakeChatKit.latest.say('chatkit.response.start');
    await assistant.updateComplete;
    expect([launcherOf(assistant).dataset['state'], saidBy(assistant).length]).to.deep.equal(['answering', 1]);
    FakeChatKit.latest.say('chatkit.response.end');
    await answer(assistant);
    expect(part(assistant, 'badge').textContent).to.equal('2');
    expect(saidBy(assistant)).to.deep.equal(['2 new answers']);
    expect(launcherOf(assistant).ariaLabel).to.equal('Open Help. 2 new answers');
    expect(assistant.matches(':state(unread)')).to.equal(true);
    for (let i = 0; i < 8; i += 1) await answer(assistant);
    expect(part(assistant, 'badge').textContent).to.equal('9+');
    launcherOf(assistant).click();
    await assistant.updateComplete;
    expect([hasPart(assistant, 'badge'), saidBy(assistant), assistant.matches(':state(unread)')]).to.deep.equal([
      false,
      [],
      false,
    ]);
  });

  it('counts nothing while the panel is open', async () => {
    const assistant = await mount('open');
    await statusIs(assistant, 'ready');
    await answer(assistant);
    expect(hasPart(assistant, 'badge')).to.equal(false);
  });

  it('has states for style sheets', async () => {
    const assistant = await mount('color-scheme="dark"');
    const states = () =>
      ['open', 'connecting', 'failed', 'dark'].filter((state) => assistant.matches(`:state(${state})`));
    expect(states()).to.deep.equal(['dark']);
    assistant.show();
    await statusIs(assistant, 'ready');
    expect(states()).to.deep.equal(['open', 'dark']);
    assistant.removeAttribute('api-url');
    await statusIs(assistant, 'failed');
    expect(states()).to.deep.equal(['open', 'failed', 'dark']);
    expect(launcherOf(assistant).dataset['state']).to.equal('failed');
  });

  it('shows a teaser, that leads to the panel', async () => {
    const assistant = await mount('teaser="Need help?" teaser-delay="0"');
    await until(() => hasPart(assistant, 'teaser'));
    expect(part(assistant, 'teaser').textContent?.trim()).to.equal('Need help?');
    part(assistant, 'teaser').click();
    await settled(assistant);
    expect([isShown(assistant), hasPart(assistant, 'teaser')]).to.deep.equal([true, false]);
  });

  it('does not show a teaser again that was dismissed', async () => {
    const assistant = await mount('teaser="Need help?" teaser-delay="0" persist="local"');
    await until(() => hasPart(assistant, 'teaser'));
    assistant.shadowRoot?.querySelector<HTMLElement>('.dismiss')?.click();
    await assistant.updateComplete;
    expect(hasPart(assistant, 'teaser')).to.equal(false);
    assistant.remove();
    const again = await mount('teaser="Need help?" teaser-delay="0" persist="local"');
    const other = await mount('id="other" teaser="Another" teaser-delay="0" persist="local"');
    await until(() => hasPart(other, 'teaser'));
    expect(hasPart(again, 'teaser')).to.equal(false);
  });

  it('asks by a prompt beside the launcher, where the site wants them there', async () => {
    const prompts = [1, 2, 3, 4].map((n) => ({ label: `Label ${n}`, prompt: `Question ${n}` }));
    const assistant = await mount('prompts-on-launcher', (early) => Object.assign(early, { prompts }));
    const shown = Array.from(assistant.shadowRoot?.querySelectorAll<HTMLElement>('[part~=prompt]') ?? []);
    expect(shown.map((each) => each.textContent?.trim())).to.deep.equal(['Label 1', 'Label 2', 'Label 3']);
    shown[1]?.click();
    await statusIs(assistant, 'ready');
    await until(() => FakeChatKit.latest.calls.some(([name]) => name === 'sendUserMessage'));
    expect(FakeChatKit.latest.calls).to.deep.include(['sendUserMessage', { text: 'Question 2' }]);
    expect(hasPart(assistant, 'prompts')).to.equal(false);
  });
});

describe('a good guest', () => {
  it('leaves no listener behind', async () => {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const alive = new Map<string, number>();
    const count = (target: EventTarget, type: string, by: number) => {
      // What is inside of the element goes with it.
      if (target instanceof Node && target !== document && target !== document.body) return;
      if (target instanceof AbortSignal || target instanceof Animation) return;
      const key = `${Object.prototype.toString.call(target)} ${type}`;
      alive.set(key, (alive.get(key) ?? 0) + by);
    };
    EventTarget.prototype.addEventListener = function (this: EventTarget, type, listener, options) {
      const self = this ?? window;
      count(self, type, 1);
      if (typeof options === 'object' && options.signal) {
        addEventListener.call(options.signal, 'abort', () => count(self, type, -1), { once: true });
      }
      addEventListener.call(self, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget, type, listener, options) {
      count(this ?? window, type, -1);
      removeEventListener.call(this ?? window, type, listener, options);
    };
    try {
      const assistant = await mount('shortcut="mod+k" teaser="Hi" mode="modal" draggable-launcher open');
      await statusIs(assistant, 'ready');
      const during = [...alive.values()].reduce((sum, each) => sum + each, 0);
      expect(during).to.be.greaterThan(5);
      // A move is no removal, and must not double them.
      document.body.append(document.createElement('div'));
      document.body.lastElementChild?.append(assistant);
      await statusIs(assistant, 'ready');
      expect([...alive.values()].reduce((sum, each) => sum + each, 0)).to.equal(during);
      assistant.remove();
      await statusIs(assistant, 'idle');
      const left = () => [...alive].filter(([, each]) => each !== 0);
      await until(() => left().length === 0);
    } finally {
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
    }
    expect(document.adoptedStyleSheets.length, 'the page can scroll again').to.equal(0);
  });

  it('leaves the globals of the page alone', async () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    const { title } = document;
    const metas = document.querySelectorAll('meta').length;
    const assistant = await mount('open shortcut="mod+k"');
    await statusIs(assistant, 'ready');
    expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).to.deep.equal([]);
    expect([document.title, document.querySelectorAll('meta').length, window.onmessage]).to.deep.equal([
      title,
      metas,
      null,
    ]);
  });

  it('shares a page with another, each with its own state', async () => {
    const one = await mount('id="one" persist="local"');
    const two = await mount('id="two" persist="local" position="bottom-left"');
    one.show();
    await statusIs(one, 'ready');
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_one' });
    two.show();
    await statusIs(two, 'ready');
    expect([isShown(one), isShown(two), FakeChatKit.latest.options?.initialThread]).to.deep.equal([true, true, null]);
    press('Escape', {}, panelOf(two));
    await settled(two);
    expect([isShown(one), isShown(two)]).to.deep.equal([true, false]);
  });

  it('says nothing to a page that it has left', async () => {
    const assistant = await mount('shortcut="mod+k"');
    assistant.remove();
    press('k', { ctrlKey: true });
    onPage('<button data-kb-open>Ask</button>').click();
    expect(assistant.open).to.equal(false);
  });
});

describe('for everybody', () => {
  const ready = async (assistant: KbAssistant): Promise<void> => {
    assistant.show();
    await statusIs(assistant, 'ready');
  };
  const closedChat = async (assistant: KbAssistant): Promise<void> => {
    await ready(assistant);
    assistant.hide();
    await assistant.updateComplete;
  };
  const failed = async (assistant: KbAssistant): Promise<HTMLDetailsElement> => {
    assistant.removeAttribute('api-url');
    assistant.show();
    await statusIs(assistant, 'failed');
    return part(assistant, 'error').querySelector('details')!;
  };
  const states: Record<string, (assistant: KbAssistant) => unknown> = {
    closed: () => {},
    connecting: (assistant) => {
      FakeChatKit.silent = true;
      assistant.show();
      return statusIs(assistant, 'connecting');
    },
    open: ready,
    'with its history, and larger': async (assistant) => {
      await ready(assistant);
      FakeChatKit.latest.say('chatkit.history.open');
      if (hasPart(assistant, 'expand')) part(assistant, 'expand').click();
    },
    'with what the site brings along, and without a header': async (assistant) => {
      assistant.innerHTML = '<b slot="launcher-icon">?</b><p slot="footer">Footer</p>';
      assistant.header = { enabled: false };
      await ready(assistant);
    },
    'answering while it is closed': async (assistant) => {
      await closedChat(assistant);
      FakeChatKit.latest.say('chatkit.response.start');
    },
    'unread, with a teaser and prompts': async (assistant) => {
      await closedChat(assistant);
      Object.assign(assistant, { teaser: 'Hello', teaserDelay: 0, promptsOnLauncher: true });
      assistant.prompts = [{ label: 'Label', prompt: 'Question' }];
      FakeChatKit.latest.say('chatkit.response.end');
    },
    offline: async (assistant) => {
      assistant.apiUrl = 'https://chat.example/api';
      await ready(assistant);
      dispatchEvent(new Event('offline'));
      await statusIs(assistant, 'offline');
    },
    failed,
    'failed, with its details': async (assistant) => {
      const details = await failed(assistant);
      details.open = true;
      await until(() => details.querySelector('pre')?.textContent?.includes('Start with') ?? false);
    },
    'asking whether a tool may run': async (assistant) => {
      assistant.clientTools = { pay: { handler: () => ({}), confirm: true } };
      await ready(assistant);
      void FakeChatKit.latest.options?.onClientTool?.({ name: 'pay', params: { amount: 5 } });
      await until(() => Boolean(assistant.shadowRoot?.querySelector('.question')));
    },
  };
  const faults = async (tester: typeof axe, assistant: KbAssistant): Promise<unknown[]> => {
    await settled(assistant);
    const { violations } = await tester.run(assistant, { rules: { region: { enabled: false } } });
    return violations.map(({ id, nodes }) => [id, nodes]);
  };

  for (const mode of ['floating', 'sidebar', 'modal', 'inline']) {
    for (const scheme of ['light', 'dark']) {
      describe(`axe finds nothing, ${mode}, ${scheme}`, () => {
        for (const [state, bring] of Object.entries(states)) {
          it(state, async () => {
            const assistant = await mount(
              `mode="${mode}" color-scheme="${scheme}" draggable-launcher shortcut="mod+k"`,
            );
            await bring(assistant);
            expect(await faults(axe, assistant)).to.deep.equal([]);
          });
        }
      });
    }
  }

  for (const scheme of ['light', 'dark']) {
    it(`axe finds nothing on a narrow screen either, ${scheme}`, async () => {
      const page = await pageInFrame(320, 568);
      page.document.documentElement.lang = 'ar';
      page.document.documentElement.dir = 'rtl';
      const assistant = await page.mount(`color-scheme="${scheme}"`);
      expect(await faults(page.axe, assistant)).to.deep.equal([]);
      assistant.show();
      await page.statusIs(assistant, 'ready');
      expect(await faults(page.axe, assistant)).to.deep.equal([]);
      assistant.removeAttribute('api-url');
      await page.statusIs(assistant, 'failed');
      expect(await faults(page.axe, assistant)).to.deep.equal([]);
    });
  }

  for (const [width, height, what] of [
    [320, 568, 'at a width of 320 px'],
    [640, 360, 'at 200 % on a small laptop'],
  ] as const) {
    it(`is all there ${what}, whatever it shows, and nothing stands beyond the edge`, async () => {
      const page = await pageInFrame(width, height);
      const inside = (assistant: KbAssistant): void => {
        const { scrollWidth, clientWidth } = page.document.documentElement;
        expect(scrollWidth, 'the page does not scroll sideways').to.equal(clientWidth);
        for (const each of assistant.shadowRoot!.querySelectorAll('button, h2, h3, p, pre, summary')) {
          if (!each.checkVisibility() || each.classList.contains('outside')) continue;
          const { left, right } = each.getBoundingClientRect();
          expect([left >= 0, right <= width], each.outerHTML).to.deep.equal([true, true]);
        }
      };
      const heading = 'A heading that is far too long for a line of a small screen';
      const assistant = await page.mount(`heading="${heading}" locale="de" teaser="Hallo" teaser-delay="0"`);
      await until(() => hasPart(assistant, 'teaser'));
      inside(assistant);
      assistant.show();
      await page.statusIs(assistant, 'ready');
      await page.settled(assistant);
      inside(assistant);
      const close = part(assistant, 'close').getBoundingClientRect();
      expect([close.top >= 0, close.bottom <= height]).to.deep.equal([true, true]);
      expect(part(assistant, 'body').getBoundingClientRect().height, 'for the chat').to.be.greaterThan(height / 2);
      assistant.removeAttribute('api-url');
      await page.statusIs(assistant, 'failed');
      const details = part(assistant, 'error').querySelector('details')!;
      details.open = true;
      await until(() => details.querySelector('pre')?.textContent?.includes('Start with') ?? false);
      inside(assistant);
      const retry = part(assistant, 'error').querySelector('button')!;
      retry.scrollIntoView();
      expect(retry.checkVisibility()).to.equal(true);
    });
  }
});
