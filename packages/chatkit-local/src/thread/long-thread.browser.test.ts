import { equal, ok } from '../testing/expect.ts';
import { answer, begin, delta, question, type Reply } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

describe('a long thread', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  /** Shows a thread of so many turns, all drawn. */
  const show = async (turns: number): Promise<void> => {
    const items = Array.from({ length: turns }, (_, index) => [
      question('t1', `q${index}`, `Question ${index}`),
      answer('t1', `a${index}`, 'An answer.\n\nOf two paragraphs.'),
    ]).flat();
    page.server.pageSize = items.length;
    page.server.add('t1', items);
    await page.ready({ initialThread: 't1', thread: { autoScroll: true } });
    await found(() => page.all('.turn').length === turns && page.all('.chunk:not(.settled)').length === 1);
  };

  /** Resolves while an answer streams into a thread of so many turns, with the boxes that are looked at for a frame. */
  const streamInto = async (turns: number): Promise<number> => {
    let reply: Reply | undefined;
    page.server.answers((each) => void (reply = each));
    await show(turns);
    await page.chat.sendUserMessage({ text: 'Go on' });
    const { send, threadId } = await found(() => reply);
    send(begin(threadId, 'growing'), delta('growing', 'It **grows**'));
    await found(() => page.texts('.turn.last .markdown').includes('It grows'));
    return page.all('.turns > *').length;
  };

  it('is laid out where it is seen, however much more there is, while an answer streams into it', async () => {
    const boxes = await streamInto(40);
    page.remove();
    page = new Page();
    equal((await streamInto(320)) - boxes, 280 / 8, 'what each turn adds');
    // In view are four of them, and a browser lays out a little more than that.
    const isLaidOut = (turn: Element) => turn.firstElementChild!.checkVisibility({ contentVisibilityAuto: true });
    await found(() => page.all('.turn').filter(isLaidOut).length < 40);
  });

  it('cuts nothing off of what stands out of a turn', async () => {
    await show(20);
    const [settled] = page.all('.settled:has(.actions)');
    page.find('.scroller')!.scrollTop = 0;
    await found(() => settled!.checkVisibility({ contentVisibilityAuto: true }));
    const around = settled!.getBoundingClientRect();
    for (const button of settled!.querySelectorAll('.actions button')) {
      const { left, right, bottom } = button.getBoundingClientRect();
      ok(left - 4 >= around.left && right + 4 <= around.right, 'room beside a button, for its outline too');
      ok(bottom + 4 <= around.bottom, 'room below a button');
    }
  });
});
