import 'axe-core/axe.min.js';
import type axe from 'axe-core';
import type { ChatKitOptions, ColorScheme } from '@openai/chatkit';
import { equal } from '../testing/expect.ts';
import { fakeMicrophone } from '../testing/fake-microphone.ts';
import { answer, begin, question, type Reply } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const TEXT = `An answer with **words**, a [link](https://example.com) and \`code\`.

| a | b |
| - | - |
| 1 | 2 |

\`\`\`js
const a = 1;
\`\`\`

> quoted`;

async function violations(page: Page): Promise<string[]> {
  // What is still on its way in has the colours of no state.
  await Promise.all(
    page.root
      .getAnimations()
      .filter((each) => each.effect?.getTiming().iterations === 1)
      .map((each) => each.finished),
  );
  const { violations: faults } = await window.axe.run(page.frame, { rules: { region: { enabled: false } } });
  return faults.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
  );
}

for (const colorScheme of ['light', 'dark'] satisfies ColorScheme[]) {
  describe(`axe finds nothing, ${colorScheme}`, () => {
    let page: Page;
    const theme = { theme: colorScheme, threadItemActions: { feedback: true, retry: true } } as const;

    beforeEach(() => {
      page = new Page();
      const source = { type: 'url', url: 'https://docs.test/a', title: 'A source' } as const;
      page.server.add('t1', [
        question('t1', 'q', 'A question'),
        answer('t1', 'a', TEXT, [{ type: 'annotation', index: 14, source }]),
      ]);
      page.server.add('t2');
    });

    afterEach(() => page.remove());

    it('on the start screen', async () => {
      const prompts = [{ label: 'Install', prompt: 'x', icon: 'book-open' as const }];
      await page.ready({
        ...theme,
        startScreen: { prompts },
        disclaimer: { text: 'See [terms](https://example.com).' },
      });
      equal(await violations(page), []);
    });

    it('in a thread with sources', async () => {
      await page.ready({ ...theme, initialThread: 't1' });
      await page.see('.sources');
      equal(await violations(page), []);
      page.find('.chip')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
      await page.see('.preview');
      equal(await violations(page), []);
    });

    it('while an answer comes', async () => {
      await page.ready(theme);
      const coming = new Promise<Reply>((resolve) => page.server.answers(resolve));
      await page.say('Hello');
      const { send, threadId, end } = await coming;
      send({ type: 'progress_update', text: 'Searching…' }, begin(threadId, 'a1'));
      await found(() => page.texts('.progress').includes('Searching…'));
      equal(await violations(page), []);
      end();
    });

    it('when something went wrong', async () => {
      await page.ready(theme);
      page.server.answers(({ send, end }) => {
        send(
          { type: 'notice', level: 'warning', title: 'Slow', message: 'The index is *slow*.' },
          { type: 'error', code: 'custom', message: 'The index is away.', allow_retry: true },
        );
        end();
      });
      await page.say('Hello');
      await page.see('.failure');
      equal(await violations(page), []);
    });

    it('in the history, its renaming and its deleting', async () => {
      await page.ready({ ...theme, initialThread: 't1' });
      await page.press('Chat history');
      await page.see('.thread-row');
      equal(await violations(page), []);
      await page.press('Rename: Title of t1');
      await page.see('.rename-input');
      equal(await violations(page), []);
      await page.press('Cancel');
      await page.press('Delete: Title of t1');
      await page.see('.delete-form');
      equal(await violations(page), []);
    });

    it('in an empty history', async () => {
      page.server.threads.length = 0;
      await page.ready(theme);
      await page.chat.showHistory();
      await page.see('.empty');
      equal(await violations(page), []);
    });

    it('in a thread that is locked', async () => {
      page.server.add('t3', [], { status: { type: 'locked', reason: 'Handed over.' } });
      await page.ready({ ...theme, initialThread: 't3' });
      await page.see('.closed');
      equal(await violations(page), []);
    });

    describe('in a composer with everything,', () => {
      const composer = {
        attachments: { enabled: true },
        tools: [
          { id: 'web', label: 'Search the web', icon: 'globe' },
          { id: 'draw', label: 'Draw', icon: 'images', pinned: true },
        ],
        models: [
          { id: 'fast', label: 'Fast', description: 'For short questions' },
          { id: 'old', label: 'Old', disabled: true },
        ],
        dictation: { enabled: true },
      } satisfies ChatKitOptions['composer'];
      const entities = {
        showComposerMenu: true,
        onTagSearch: async () => [{ id: 'ada', title: 'Ada', group: 'People', icon: 'user' }],
      };

      beforeEach(async () => {
        const api = { ...page.options().api, uploadStrategy: { type: 'direct', uploadUrl: '/upload' } } as const;
        await page.ready({
          ...theme,
          api: api as ChatKitOptions['api'],
          composer,
          entities,
          commands: { enabled: true },
        });
        await page.control('Tools');
      });

      it('at rest', async () => equal(await violations(page), []));

      it('with files that came in, and some that did not', async () => {
        page.server.failures.push(new Response('{}', { status: 413 }));
        await page.chat.setComposerValue({ files: [new File(['x'], 'a.txt'), new File(['x'], 'b.pdf')] });
        equal(await violations(page), []);
      });

      it('with a menu open', async () => {
        await page.press('Tools');
        await page.see('[role=menu]');
        equal(await violations(page), []);
        await page.press('Model: Fast');
        await page.see('.menu.end');
        equal(await violations(page), []);
      });

      it('with a tool chosen, a tag, and what @ and / bring up', async () => {
        await page.chat.setComposerValue({
          selectedToolId: 'web',
          content: [{ type: 'input_tag', id: 'x', text: 'X' }],
        });
        equal(await violations(page), []);
        for (const mark of ['@', '/']) {
          await page.type(mark);
          await page.see('[role=option] .popup-label');
          equal(await violations(page), []);
          await page.type('');
          await found(() => !page.find('.suggestions'));
        }
      });

      it('while files are dragged over it', async () => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], 'a.txt'));
        page.find('.scroller')!.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
        await page.see('.drop-zone');
        equal(await violations(page), []);
      });
    });

    it('while dictating', async () => {
      const microphone = fakeMicrophone();
      try {
        await page.ready({ ...theme, composer: { dictation: { enabled: true } } });
        await page.press('Dictate');
        await page.see('.levels');
        equal(await violations(page), []);
      } finally {
        microphone.restore();
      }
    });

    it('where nothing is set up', async () => {
      page.chat.setOptions({ api: { getClientSecret: async () => '' }, ...theme, locale: 'en' });
      await page.see('.failure');
      equal(await violations(page), []);
    });
  });
}
