import { equal, ok } from '../testing/expect.ts';
import { answer, question } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

let page: Page;

beforeEach(() => {
  page = new Page();
});

afterEach(() => page.remove());

/** Opens a thread of so many questions, and resolves when all that can be seen of it has its size. */
async function longThread(turns: number, answerTo: (index: number) => string): Promise<HTMLElement> {
  const items = Array.from({ length: turns }, (_, index) => [
    question('t1', `q${index}`, `Question ${index}`),
    answer('t1', `a${index}`, answerTo(index)),
  ]).flat();
  page.server.pageSize = items.length;
  page.server.add('t1', items);
  await page.ready({ initialThread: 't1' });
  const scroller = await page.see('.scroller');
  await found(() => page.all('.turn').length === turns && page.all('.chunk:not(.settled)').length === 1);
  return scroller;
}

describe('a chat that is moved in the page', () => {
  it('keeps the reader’s place, at once and as its text is laid out again', async () => {
    const scroller = await longThread(60, (index) => 'Some words. '.repeat(1 + 9 * (index % 7)));
    scroller.scrollTop = scroller.scrollHeight / 2;
    await nextFrame();
    await nextFrame();
    const placeOf = (each: Element) =>
      Math.round(each.getBoundingClientRect().top - scroller.getBoundingClientRect().top);
    const reading = page.all('.question').find((each) => placeOf(each) > 100)!;
    const before = placeOf(reading);
    const elsewhere = document.createElement('section');
    elsewhere.style.blockSize = '100%';
    page.frame.append(elsewhere);
    elsewhere.append(page.chat);
    const places = [placeOf(reading)];
    for (let count = 0; count < 3; count++) {
      await nextFrame();
      places.push(placeOf(reading));
    }
    equal(places, [before, before, before, before]);
  });
});

describe('scrolling up', () => {
  it('does not jump in a chat that has become narrower', async () => {
    const words = 'Some words that fill a line and then go on to fill another one. ';
    const scroller = await longThread(30, (index) => words.repeat(1 + (index % 7)));
    await found(() => Math.abs(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight) < 2);
    await nextFrame();
    page.frame.style.inlineSize = '300px';
    await nextFrame();
    const jumps: number[] = [];
    while (scroller.scrollTop > 0) {
      const room = scroller.getBoundingClientRect();
      // Firefox lays out what comes into view a frame later: until then there is nothing of it to be seen.
      const seen = page
        .all('.question')
        .find(
          (each) =>
            each.checkVisibility({ contentVisibilityAuto: true }) && each.getBoundingClientRect().bottom > room.top + 1,
        )!;
      const before = seen.getBoundingClientRect().bottom;
      const step = Math.min(150, scroller.scrollTop);
      scroller.scrollTop -= step;
      await nextFrame();
      await nextFrame();
      jumps.push(Math.round(seen.getBoundingClientRect().bottom - before - step));
    }
    ok(jumps.length > 20, 'a long way up');
    ok(
      jumps.every((jump) => Math.abs(jump) <= 2),
      `each step to move the text as far as the view; jumps of ${jumps.filter(Boolean).join(', ')} px`,
    );
  });
});
