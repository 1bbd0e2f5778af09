import type { ChatKitOptions } from '@openai/chatkit';
import { equal, ok } from '../testing/expect.ts';
import { addressOf, answer, question } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

describe('the options', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  const chat = () => getComputedStyle(page.find('.chat')!);
  const token = (name: string) => chat().getPropertyValue(name).trim();

  it('asks the server in the options, with the fetch of the page', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (url, init) => {
      asked.push(addressOf(url));
      return page.server.fetch(url, init);
    };
    await page.ready({ api: { url: '/my/chat', domainKey: 'any', fetch } });
    await page.say('Hello');
    await page.heard('chatkit.response.end');
    equal(asked, ['/my/chat']);
    equal(page.details('chatkit.error'), []);
  });

  it('says that a hosted chat is not to be had here', async () => {
    page.chat.setOptions({ api: { getClientSecret: async () => 'secret' }, locale: 'en' });
    await page.heard('chatkit.error');
    ok(page.texts('.failure')[0]?.includes('api.getClientSecret'), 'the option to be named');
  });

  it('speaks the language of the options, and tells the server', async () => {
    await page.ready({ locale: 'de-DE' });
    await found(() => page.field.placeholder === 'Nachricht an die KI' || !page.field.placeholder.includes('Message'));
    await page.say('Hallo');
    await page.heard('chatkit.response.end');
    equal(page.server.headers[0]?.get('accept-language'), 'de-DE');
  });

  it('draws the colours, the roundness and the spacing of a theme', async () => {
    await page.ready({
      theme: {
        colorScheme: 'dark',
        radius: 'sharp',
        density: 'compact',
        color: { accent: { primary: '#ff0066', level: 3 }, surface: { background: '#101010', foreground: '#fafafa' } },
      },
    });
    equal(page.chat.dataset['colorScheme'], 'dark');
    equal([chat().backgroundColor, chat().color], ['rgb(16, 16, 16)', 'rgb(250, 250, 250)']);
    equal([token('--ck-radius-composer'), token('--ck-density'), token('--ck-tint')], ['2px', '0.8', '28%']);
    ok(token('--ck-accent').startsWith('#'), 'an accent');
    page.chat.setOptions(page.options({ theme: 'light' }));
    await found(() => page.chat.dataset['colorScheme'] === 'light');
    equal(token('--ck-radius-composer'), '24px');
  });

  it('tints its grays with a hue', async () => {
    const surface = async (grayscale: NonNullable<NonNullable<Theme['color']>['grayscale']>) => {
      page.chat.setOptions(page.options({ theme: { color: { grayscale } } }));
      await page.chat.updateComplete;
      return chat().backgroundColor;
    };
    await page.ready();
    const tinted = await surface({ hue: 220, tint: 6 });
    ok(tinted !== (await surface({ hue: 20, tint: 6 })), 'another hue to look different');
    ok(tinted !== (await surface({ hue: 220, tint: 1 })), 'another tint to look different');
    ok(tinted !== (await surface({ hue: 220, tint: 6, shade: -4 })), 'another shade to look different');
  });

  it('sets type: size, families, and fonts of the page', async () => {
    const before = document.fonts.size;
    const font = {
      family: 'Ours',
      src: '/no-such-font.woff2',
      weight: 600,
      style: 'italic',
      display: 'optional',
    } as const;
    await page.ready({
      theme: {
        typography: {
          baseSize: 18,
          fontFamily: 'Ours, sans-serif',
          fontFamilyMono: 'monospace',
          fontSources: [{ ...font, unicodeRange: 'U+0-FF' }],
        },
      },
    });
    ok(chat().fontFamily.startsWith('Ours'), 'the family of the options');
    equal([chat().fontSize, token('--ck-font-mono')], ['18px', 'monospace']);
    equal(document.fonts.size, before + 1);
    const face = [...document.fonts].find(({ family }) => family.includes('Ours'))!;
    equal([face.weight, face.style, face.display], ['600', 'italic', 'optional']);
    page.remove();
    await found(() => document.fonts.size === before);
  });

  it('is a region with the title of the options', async () => {
    await page.ready({ frameTitle: 'Help desk' });
    equal(page.find('[role=region]')?.getAttribute('aria-label'), 'Help desk');
  });

  it('has a header with a title and an action on each side', async () => {
    const pressed: string[] = [];
    const header = {
      title: { text: 'Our shop' },
      leftAction: { icon: 'sidebar-left', onClick: () => pressed.push('left') },
      rightAction: { icon: 'close', onClick: () => pressed.push('right') },
    } as const;
    await page.ready({ header });
    equal(page.texts('.header .title'), ['Our shop']);
    await page.press('sidebar left');
    await page.press('close');
    equal(pressed, ['left', 'right']);
    await found(() => page.all('.header .icon-button path').every((path) => path.getAttribute('d')));
    page.chat.setOptions(page.options({ header: { ...header, title: { enabled: false } } }));
    await found(() => page.texts('.header .title').join('') === '');
  });

  it('has a history, and lets go of what is switched off', async () => {
    page.server.add('t1', [question('t1', 'q', 'Before')]);
    await page.ready({ history: { showDelete: false, showRename: false } });
    await page.press('Chat history');
    await page.see('.thread-row');
    equal(page.all('.thread-row [aria-label^=Rename], .thread-row [aria-label^=Delete]').length, 0);
    page.chat.setOptions(page.options({ history: { enabled: false } }));
    await page.chat.hideHistory();
    await found(() => !page.find('.to-history'));
    page.chat.setOptions(page.options({ header: { enabled: false } }));
    await found(() => !page.find('.header'));
  });

  it('starts with a greeting and with prompts that hold tags', async () => {
    const tag = {
      type: 'input_tag',
      id: 'o7',
      text: 'Order 7',
      group: 'Orders',
      data: { no: 7 },
      interactive: true,
    } as const;
    await page.ready({
      startScreen: {
        greeting: 'Hello there',
        prompts: [{ label: 'My order', icon: 'lucide:plug', prompt: [{ type: 'input_text', text: 'Where is ' }, tag] }],
      },
    });
    equal(page.texts('.greeting, .prompt-label'), ['Hello there', 'My order']);
    await page.press('My order');
    await page.heard('chatkit.response.end');
    equal(page.server.asked('threads.create')[0]?.input.content, [
      { type: 'input_text', text: 'Where is ' },
      { type: 'input_tag', id: 'o7', text: 'Order 7', data: { no: 7 }, group: 'Orders', interactive: true },
    ]);
  });

  it('offers feedback and another try where the options say so', async () => {
    page.server.add('t1', [question('t1', 'q', 'A question'), answer('t1', 'a', 'An answer')]);
    await page.ready({ initialThread: 't1', threadItemActions: { feedback: true, retry: true } });
    await page.press('Good answer');
    await found(() => page.server.asked('items.feedback').length === 1);
    await page.press('Try again');
    await found(() => page.server.asked('threads.retry_after_item').length === 1);
  });

  it('has the placeholder and the disclaimer of the options', async () => {
    await page.ready({
      composer: { placeholder: 'Ask away' },
      disclaimer: { text: 'See the [terms](https://example.com).', highContrast: true },
    });
    equal(page.field.placeholder, 'Ask away');
    equal(page.texts('.disclaimer.strong a'), ['terms']);
  });

  it('tells the page which entity of a message was pressed, and shows its preview', async () => {
    const tag = { type: 'input_tag', id: 'ada', text: 'Ada', data: { role: 'author' }, interactive: true } as const;
    page.server.add('t1', [{ ...question('t1', 'q', ''), content: [{ type: 'input_text', text: 'Ask ' }, tag] }]);
    const pressed: unknown[] = [];
    await page.ready({
      initialThread: 't1',
      entities: {
        onClick: (entity) => pressed.push(entity),
        onRequestPreview: async ({ title }) => ({
          preview: { type: 'Basic', children: [{ type: 'Text', value: `About ${title}` }] },
        }),
      },
    });
    const button = await page.see<HTMLButtonElement>('button.tag');
    // What reacts to it has come with its look.
    await found(() => getComputedStyle(button).borderTopWidth === '0px');
    button.focus();
    button.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await found(() => page.texts('.preview')[0] === 'About Ada');
    button.click();
    equal(pressed, [{ id: 'ada', title: 'Ada', data: { role: 'author' }, interactive: true }]);
    button.blur();
    page.find('.scroller')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await found(() => !page.find('.preview'));
  });
});

type Theme = Exclude<NonNullable<ChatKitOptions['theme']>, string>;
