import type { Annotation, Source, ThreadItem } from '@kb-assistant/protocol';
import { ATTACKS } from '../testing/attacks.ts';
import { equal, ok } from '../testing/expect.ts';
import { answer, question } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';
import { AFTER_MS, BEFORE_MS } from './preview-card.ts';

const GUIDE: Source = {
  type: 'url',
  title: 'A guide to gardens',
  url: 'https://www.gardens.test/guide',
  attribution: 'The Gardener',
  description: 'How to lay one out, and what to plant where.',
};
const BOOK: Source = { type: 'file', title: 'The book', filename: 'book-of-trees.pdf', description: 'Chapter two.' };

const cite = (...sources: Source[]): Annotation[] =>
  sources.map((source) => ({ type: 'annotation', index: 14, source }));

describe('the card of a source', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  const show = async (sources: Source[], ...items: ThreadItem[]): Promise<void> => {
    page.server.add('t1', [
      question('t1', 'q', 'A question'),
      ...items,
      answer('t1', 'a', 'A short answer.', cite(...sources)),
    ]);
    await page.ready({ initialThread: 't1' });
    await page.see('.sources');
  };

  const card = () => page.find('.preview');

  const point = (target: Element, pointerType = 'mouse') =>
    target.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType }));

  /** As somebody comes to it who uses the keyboard. */
  const tabTo = (target: HTMLElement) => target.focus({ focusVisible: true });

  it('says where a page is and what it is about, while its mark is pointed at', async () => {
    await show([GUIDE]);
    const mark = page.find('.mark')!;
    point(mark);
    await page.see('.preview');
    equal(page.texts('.preview-origin, .preview-title, .preview-description'), [
      'The Gardener · www.gardens.test',
      'A guide to gardens',
      'How to lay one out, and what to plant where.',
    ]);
    equal(mark.getAttribute('aria-describedby'), card()!.id);
    equal(mark.title, '');
    point(page.field);
    await found(() => !card());
    ok(!mark.hasAttribute('aria-describedby'), 'nothing to describe it any more');
  });

  it('names the file, and can be reached by keyboard', async () => {
    await show([BOOK]);
    tabTo(page.find('.chip')!);
    await page.see('.preview');
    equal(page.texts('.preview-origin, .preview-title, .preview-description'), [
      'book-of-trees.pdf',
      'The book',
      'Chapter two.',
    ]);
    page.field.focus();
    await found(() => !card());
  });

  it('is there for the steps of an answer too', async () => {
    const { title } = GUIDE;
    const task = { type: 'web_search', title: 'Looked', queries: [], sources: [{ ...GUIDE, title }] };
    await show([BOOK], {
      id: 's',
      thread_id: 't1',
      created_at: new Date(0).toISOString(),
      type: 'task',
      task,
    } as ThreadItem);
    point(await page.see('.task-source'));
    await found(() => page.texts('.preview-title')[0] === title);
  });

  it('stays while the pointer is on it, and goes when the pointer leaves the chat', async () => {
    await show([GUIDE]);
    point(page.find('.chip')!);
    await page.see('.preview');
    point(page.field);
    point(card()!);
    await afterThat();
    ok(card(), 'the card to stay');
    page.chat.dispatchEvent(new PointerEvent('pointerleave'));
    await found(() => !card());
  });

  it('is not opened by a pointer that has left the chat before there was a card', async () => {
    await show([GUIDE]);
    point(page.find('.chip')!);
    page.find('.chat')!.dispatchEvent(new PointerEvent('pointerleave'));
    // Its code comes after that, and asks for its time then.
    await afterThat();
    await afterThat();
    ok(!card(), 'no card');
  });

  it('comes at once where the moment before it has passed while its code was fetched', async () => {
    await show([GUIDE]);
    const delays: unknown[] = [];
    const { setTimeout } = window;
    const event = new PointerEvent('pointerover', { bubbles: true, composed: true });
    Object.defineProperty(event, 'timeStamp', { value: performance.now() - BEFORE_MS });
    try {
      window.setTimeout = ((run: () => void, delayMs = 0) => {
        delays.push(delayMs);
        return setTimeout(run, delayMs);
      }) as typeof setTimeout;
      page.find('.chip')!.dispatchEvent(event);
      await page.see('.preview');
    } finally {
      window.setTimeout = setTimeout;
    }
    ok(!delays.includes(BEFORE_MS), `no wait for another moment, got ${delays.join(', ')}`);
  });

  it('goes with Escape wherever the focus is, and the key ends nothing else', async () => {
    await show([GUIDE]);
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent) => void heard.push(key);
    document.body.addEventListener('keydown', hear);
    try {
      point(page.find('.chip')!);
      await page.see('.preview');
      page.key('Escape', {}, document.body);
      equal([card(), heard], [null, []]);
      page.key('Escape', {}, document.body);
      equal(heard, ['Escape']);
    } finally {
      document.body.removeEventListener('keydown', hear);
    }
  });

  it('leaves a finger what it presses, and shows it what cannot be followed', async () => {
    await show([GUIDE, BOOK]);
    const [link, file] = page.all('.chip');
    point(file!, 'touch');
    await page.see('.preview');
    point(link!, 'touch');
    await found(() => !card());
    await afterThat();
    equal(card(), null);
  });

  it('goes with what it is of', async () => {
    await show([GUIDE]);
    point(page.find('.chip')!);
    await page.see('.preview');
    await page.chat.setThreadId(null);
    await found(() => !card());
  });

  it('goes with the chat, and comes again', async () => {
    await show([GUIDE]);
    point(page.find('.chip')!);
    await page.see('.preview');
    page.chat.remove();
    await Promise.resolve();
    page.frame.append(page.chat);
    await page.chat.updateComplete;
    equal(card(), null);
    point(await page.see('.chip'));
    await page.see('.preview');
  });

  for (const locale of ['en', 'ar'] as const) {
    it(`keeps within a narrow chat, ${locale}`, async () => {
      page.frame.style.inlineSize = '320px';
      const long = `${'Donaudampfschifffahrt'.repeat(20)} and more`;
      page.server.add('t1', [
        question('t1', 'q', 'A question'),
        answer('t1', 'a', 'A short answer.', cite({ ...GUIDE, title: long, description: long, attribution: long })),
      ]);
      await page.ready({ initialThread: 't1', locale });
      point(await page.see('.mark'));
      const [inside, around] = [await page.see('.preview'), page.find('.chat')!].map((each) =>
        each.getBoundingClientRect(),
      );
      ok(inside!.left >= around!.left + 8 && inside!.right <= around!.right - 8, 'room at its sides');
      ok(inside!.top >= around!.top && inside!.bottom <= around!.bottom, 'all of it in the chat');
      ok(card()!.scrollWidth <= card()!.clientWidth, 'nothing that sticks out');
    });
  }

  it('says hostile words, and draws and fetches nothing of them', async () => {
    const all = [...ATTACKS.html, ...ATTACKS.markdown, ...ATTACKS.urls].join(' ');
    const hostile = { title: all, description: all, timestamp: all, group: all };
    await show([
      { ...hostile, type: 'url', url: 'javascript:attack()', attribution: all },
      { ...hostile, type: 'file', filename: all },
      { ...hostile, type: 'entity', id: 'e', label: all, icon: all },
    ]);
    const attacked: unknown[] = [];
    Object.assign(window, { attack: () => attacked.push(1) });
    for (const chip of page.all('.chip')) {
      point(chip);
      await found(() => card() && chip.hasAttribute('aria-describedby'));
      equal(page.all('.preview :not(p, span, svg, svg *)'), []);
      ok(page.find('.preview-title')!.textContent === all, 'the words as they are');
    }
    equal(attacked, []);
  });
});

/** Until whatever the card had meant to do by now would have been done: it asked for its time before this did. */
const afterThat = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(BEFORE_MS, AFTER_MS));
  });
