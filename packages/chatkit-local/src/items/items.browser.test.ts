import type { StructuredInputItem, ThreadItem } from '@kb-assistant/protocol';
import { equal, ok } from '../testing/expect.ts';
import { question, type Reply } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

const BASE = { thread_id: 't1', created_at: '2026-11-01T12:00:00Z' };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

const workflow = (made: object): ThreadItem => ({ ...BASE, id: 'wf', type: 'workflow', workflow: made }) as ThreadItem;

const ASKED: StructuredInputItem = {
  ...BASE,
  id: 'ask',
  type: 'structured_input',
  status: 'pending',
  inputs: [
    { type: 'multiple_choice', id: 'where', question: 'Where to?', options: [{ value: 'Sea' }, { value: 'City' }] },
    {
      type: 'multiple_choice',
      id: 'what',
      question: 'What?',
      multiple: true,
      options: [{ value: 'Food' }, { value: 'Walks' }],
    },
    { type: 'freeform', id: 'else', question: 'What else?', description: 'Anything.' },
  ],
};

describe('items', () => {
  let page: Page;

  const show = async (...items: ThreadItem[]) => {
    page.server.add('t1', [question('t1', 'q', 'Hello'), ...items]);
    await page.ready({ initialThread: 't1', onClientTool: () => new Promise(() => {}) });
    await page.see('.turn');
  };

  /** An answer that stays under way. */
  const coming = async () => {
    const reply = new Promise<Reply>((resolve) => page.server.answers(resolve));
    await page.say('Go on');
    return reply;
  };

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  it('of a workflow fold under one line, which says how long it took', async () => {
    const tasks = [{ type: 'thought', title: 'Weighing', content: 'It is *heavy*.' }];
    await show(workflow({ type: 'reasoning', summary: { duration: 8 }, tasks }));
    const fold = await page.see<HTMLDetailsElement>('.workflow');
    equal([fold.open, page.texts('summary')], [false, ['Thought for 8 seconds']]);
    page.find('summary')!.click();
    await found(() => fold.open && page.texts('.task')[0] === 'Weighing It is heavy.');
  });

  it('of a workflow stand open where the server says so, with all kinds of steps', async () => {
    const tasks = [
      {
        type: 'web_search',
        title: 'Search',
        queries: ['one', 'two'],
        status_indicator: 'complete',
        sources: [
          { type: 'url', title: 'A page', url: 'https://docs.test/a' },
          { type: 'url', title: 'Evil', url: 'javascript:alert(1)' },
        ],
      },
      { type: 'file', sources: [{ type: 'file', title: 'Book', filename: 'book.pdf' }] },
      { type: 'image', title: 'Drew' },
      { type: 'custom', title: 'Own', icon: 'bolt', content: 'Words' },
      { type: 'dance', title: 'Nobody knows it' },
    ];
    await show(workflow({ type: 'custom', expanded: true, summary: { title: 'Done', icon: 'bolt' }, tasks }));
    await page.see('.workflow[open]');
    equal(page.texts('.task-title'), ['Search', 'Files', 'Drew', 'Own']);
    equal(page.texts('.task-queries li'), ['one', 'two']);
    equal(
      page.all('.workflow a').map((each) => [each.getAttribute('href'), each.getAttribute('rel')]),
      [['https://docs.test/a', 'noopener noreferrer']],
    );
  });

  it('of a workflow under way say what is being done', async () => {
    await show();
    const { send } = await coming();
    send({ type: 'thread.item.added', item: workflow({ type: 'custom', tasks: [] }) });
    const step = (title: string, status_indicator: 'loading' | 'complete') =>
      ({ type: 'custom', title, status_indicator }) as const;
    send({
      type: 'thread.item.updated',
      item_id: 'wf',
      update: { type: 'workflow.task.added', task_index: 0, task: step('Reading', 'loading') },
    });
    await found(() => page.texts('.workflow summary')[0] === 'Reading');
    ok(page.find('.task.loading .spinner'), 'a step that is marked as under way');
    send({
      type: 'thread.item.updated',
      item_id: 'wf',
      update: { type: 'workflow.task.updated', task_index: 0, task: step('Read', 'complete') },
    });
    await found(() => !page.find('.spinner') && page.texts('.task-title')[0] === 'Read');
    equal(page.all('.progress').length, 0, 'the number of other signs of life');
  });

  it('of a task stand by themselves', async () => {
    await show({ ...BASE, id: 'tsk', type: 'task', task: { type: 'custom', title: 'Alone' } });
    await found(() => page.texts('.task')[0] === 'Alone');
  });

  it('that are images come with what is there of them, and how far they are', async () => {
    await show();
    const { send } = await coming();
    send({ type: 'thread.item.added', item: { ...BASE, id: 'img', type: 'generated_image' } });
    await page.see('.image-room');
    const image = { id: 'i', url: PIXEL };
    send({
      type: 'thread.item.updated',
      item_id: 'img',
      update: { type: 'generated_image.updated', image, progress: 0.4 },
    });
    const bar = await page.see<HTMLProgressElement>('.image progress');
    equal([bar.value, page.find('.image img')?.getAttribute('src')], [0.4, PIXEL]);
    send({ type: 'thread.item.done', item: { ...BASE, id: 'img', type: 'generated_image', image } });
  });

  it('that are images have no address that runs, or that the thread forbids', async () => {
    const urls = [
      'javascript:alert(1)',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:text/html,x',
      'https://evil.test/a.png',
    ];
    const items = urls.map((url, index): ThreadItem => ({
      ...BASE,
      id: `i${index}`,
      type: 'generated_image',
      image: { id: 'x', url },
    }));
    page.server.add('t1', items, { allowed_image_domains: ['ok.test'] });
    await page.ready({ initialThread: 't1' });
    await found(() => page.all('.image-missing').length === urls.length);
    equal(page.all('img').length, 0);
  });

  it('that are tools of the page show that they are at work', async () => {
    await show();
    const { send, end } = await coming();
    const call = {
      ...BASE,
      id: 'c',
      type: 'client_tool_call',
      status: 'pending',
      call_id: 'c',
      name: 'get_nodes',
      arguments: {},
    } as const;
    send({ type: 'thread.item.done', item: call });
    end();
    await found(() => page.texts('.progress').includes('Using get nodes…'));
  });

  it('that nobody knows are left out, and told once', async () => {
    await show({ ...BASE, id: 'x1', type: 'hologram' } as never, { ...BASE, id: 'x2', type: 'hologram' } as never);
    await found(() => page.details('chatkit.log').length > 0);
    equal(page.details('chatkit.log'), [{ name: 'unknown-item', data: { type: 'hologram' } }]);
  });

  describe('questions', () => {
    const choose = (name: string, value: string) => {
      const control = page.find<HTMLInputElement>(`[name="s-ask-${name}"][value="${value}"]`)!;
      control.click();
    };

    it('are answered by choices and words, and what was answered stays to be read', async () => {
      await show(ASKED);
      await page.see('.ask');
      page.server.answers(() => {});
      choose('where', 'City');
      choose('what', 'Food');
      choose('what', 'Walks');
      await page.press('Continue');
      const [params] = await found(
        () =>
          page.server.asked('threads.add_structured_input').length > 0 &&
          page.server.asked('threads.add_structured_input'),
      );
      const answers = {
        where: { values: ['City'], skipped: false },
        what: { values: ['Food', 'Walks'], skipped: false },
        else: { values: [], skipped: true },
      };
      equal(params, { thread_id: 't1', item_id: 'ask', input: { status: 'answered', answers } });
      await found(() => page.texts('.answered dd').join() === 'City,Food, Walks,Skipped');
    });

    it('are not sent without any answer, and can be skipped', async () => {
      await show(ASKED);
      await page.see('.ask');
      page.server.answers(({ end }) => end());
      await page.press('Continue');
      equal(page.server.asked('threads.add_structured_input').length, 0);
      await page.press('Skip');
      const [params] = await found(
        () =>
          page.server.asked('threads.add_structured_input').length > 0 &&
          page.server.asked('threads.add_structured_input'),
      );
      equal((params as { input: { status: string } }).input.status, 'skipped');
      await found(() => page.texts('.answered dd').join() === 'Skipped,Skipped,Skipped');
    });

    it('come back where the server does not take the answer', async () => {
      await show(ASKED);
      await page.see('.ask');
      page.server.failures.push(new Response('{"message":"No."}', { status: 400 }));
      choose('where', 'Sea');
      await page.press('Continue');
      await page.see('.failure');
      await found(() => page.find('form.ask'));
    });

    it('wait while the thread is answering', async () => {
      await show(ASKED);
      await page.see('.ask');
      page.server.answers(() => {});
      void page.chat.sendUserMessage({ text: 'Go on' });
      await found(() => page.find('.ask button:disabled'));
    });
  });
});
