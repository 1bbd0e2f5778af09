import 'axe-core/axe.min.js';
import type { ThreadItem } from '@kb-assistant/protocol';
import type { ColorScheme } from '@openai/chatkit';
import type axe from 'axe-core';
import { equal } from '../testing/expect.ts';
import { found, Page } from '../testing/mount.ts';

/** The page of examples shows every widget and item: here each of its threads is looked at. */
const EXAMPLES = new URL('../../../../examples/widgets/public/', import.meta.url).href;

type Dress = (item: unknown, threadId: string, index: number) => ThreadItem;

describe('axe finds nothing in any widget or item', () => {
  let fixtures: Record<string, unknown[]>;
  let dress: Dress;

  before(async () => {
    ({ fixtures } = (await import(`${EXAMPLES}fixtures.js`)) as { fixtures: typeof fixtures });
    ({ dress } = (await import(`${EXAMPLES}server.js`)) as { dress: Dress });
  });

  for (const theme of ['light', 'dark'] satisfies ColorScheme[]) {
    it(`in ${theme}`, async () => {
      const page = new Page();
      page.frame.style.blockSize = '3000px';
      const faults: string[] = [];
      for (const [name, items] of Object.entries(fixtures)) {
        page.server.add(
          name,
          items.map((item, index) => dress(item, name, index)),
        );
      }
      const [first = ''] = Object.keys(fixtures);
      await page.ready({ initialThread: first, theme });
      for (const name of Object.keys(fixtures)) {
        await page.chat.setThreadId(name);
        await found(() => page.find('.turn') && !page.find('.part-coming'));
        await page.chat.updateComplete;
        await Promise.all(
          page.root
            .getAnimations()
            .filter((each) => each.effect?.getTiming().iterations === 1)
            .map((each) => each.finished.catch(() => {})),
        );
        const { axe: checker } = window as unknown as { axe: typeof axe };
        const { violations } = await checker.run(page.frame, { rules: { region: { enabled: false } } });
        for (const { id, nodes } of violations) {
          faults.push(...nodes.map((node) => `${name}: ${id} ${node.html.slice(0, 140)} ${node.failureSummary}`));
        }
      }
      page.remove();
      equal(faults, []);
    }).timeout(60_000);
  }
});
