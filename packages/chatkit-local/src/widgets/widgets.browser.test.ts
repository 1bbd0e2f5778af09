import type { ThreadItem, WidgetItem } from '@kb-assistant/protocol';
import type { ChatKitOptions } from '@openai/chatkit';
import { equal, ok } from '../testing/expect.ts';
import { question, type Reply } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';
import { COMPONENT_TYPES } from './draw.ts';
import type { ComponentType, WireNode } from './types.ts';

const item = (widget: unknown, rest: Partial<WidgetItem> = {}): WidgetItem => ({
  id: 'w1',
  thread_id: 't1',
  created_at: '2026-11-01T12:00:00Z',
  type: 'widget',
  widget: widget as WidgetItem['widget'],
  ...rest,
});

const text = (value: string): WireNode => ({ type: 'Text', value });

/** Of each component one that draws something, and what is to be seen of it. */
const EXAMPLES: Record<ComponentType, { node: WireNode; selector: string }> = {
  Basic: { node: { type: 'Basic', children: [text('a')] }, selector: '.w-basic .w-text' },
  Card: { node: { type: 'Card', children: [text('a')] }, selector: '.w-card .w-text' },
  ListView: { node: { type: 'ListView', children: [{ type: 'ListViewItem', children: [] }] }, selector: '.w-list li' },
  ListViewItem: { node: { type: 'ListViewItem', children: [text('a')] }, selector: 'li .w-text' },
  Box: { node: { type: 'Box', children: [text('a')] }, selector: '.w-box .w-text' },
  Row: { node: { type: 'Row', children: [text('a')] }, selector: '.w-row .w-text' },
  Col: { node: { type: 'Col', children: [text('a')] }, selector: '.w-col .w-text' },
  Form: { node: { type: 'Form', children: [text('a')] }, selector: 'form .w-text' },
  Spacer: { node: { type: 'Spacer' }, selector: '.w-spacer' },
  Divider: { node: { type: 'Divider' }, selector: '[role="separator"]' },
  Transition: { node: { type: 'Transition', children: text('a') }, selector: '.w-transition .w-text' },
  Text: { node: text('a'), selector: '.w-text' },
  Title: { node: { type: 'Title', value: 'a' }, selector: 'h3' },
  Caption: { node: { type: 'Caption', value: 'a' }, selector: '.w-caption' },
  Label: { node: { type: 'Label', value: 'a', fieldName: 'f' }, selector: 'label[for]' },
  Markdown: { node: { type: 'Markdown', value: '**a**' }, selector: '.w-markdown strong' },
  Badge: { node: { type: 'Badge', label: 'a' }, selector: '.w-badge' },
  Icon: { node: { type: 'Icon', name: 'bolt' }, selector: '.w-icon path' },
  Image: { node: { type: 'Image', src: '/a.png', alt: 'a' }, selector: 'img[alt="a"]' },
  Button: { node: { type: 'Button', label: 'a' }, selector: 'button.w-button' },
  Input: { node: { type: 'Input', name: 'a' }, selector: 'input[name="a"]' },
  Textarea: { node: { type: 'Textarea', name: 'a' }, selector: 'textarea[name="a"]' },
  Select: { node: { type: 'Select', name: 'a', options: [] }, selector: 'select[name="a"]' },
  DatePicker: { node: { type: 'DatePicker', name: 'a' }, selector: 'input[type="date"]' },
  Checkbox: { node: { type: 'Checkbox', name: 'a', label: 'b' }, selector: 'input[type="checkbox"]' },
  RadioGroup: {
    node: { type: 'RadioGroup', name: 'a', options: [{ label: 'b', value: 'b' }] },
    selector: '[role="radiogroup"] input',
  },
  Table: { node: { type: 'Table', children: [] }, selector: 'table' },
  'Table.Row': {
    node: { type: 'Table', children: [{ type: 'Table.Row', children: [{ type: 'Table.Cell', children: [] }] }] },
    selector: 'tr',
  },
  'Table.Cell': {
    node: {
      type: 'Table',
      children: [{ type: 'Table.Row', header: true, children: [{ type: 'Table.Cell', colSpan: 2, children: [] }] }],
    },
    selector: 'th[colspan="2"]',
  },
  Chart: {
    node: {
      type: 'Chart',
      data: [
        { x: 'a', y: 1 },
        { x: 'b', y: 2 },
      ],
      xAxis: 'x',
      series: [
        { type: 'bar', dataKey: 'y' },
        { type: 'line', dataKey: 'y' },
      ],
    },
    selector: 'svg .w-bar',
  },
};

describe('widgets', () => {
  let page: Page;

  const show = async (widget: unknown, options: Partial<ChatKitOptions> = {}, items: ThreadItem[] = []) => {
    page.server.add('t1', [question('t1', 'q', 'Hello'), item(widget), ...items]);
    await page.ready({ initialThread: 't1', ...options });
    await page.see('.widget');
  };

  const field = (name: string) => page.find<HTMLInputElement>(`[name="${name}"]`)!;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  it('draw every component', async () => {
    equal(Object.keys(EXAMPLES).toSorted(), COMPONENT_TYPES.toSorted());
    await show({ type: 'Card', children: Object.values(EXAMPLES).map(({ node }) => node) });
    for (const [type, { selector }] of Object.entries(EXAMPLES)) {
      ok(page.find(`.widget ${selector}`), `${type} to be drawn as ${selector}`);
    }
    equal(page.details('chatkit.log'), []);
    equal(page.details('chatkit.error'), []);
  });

  it('show nothing of a component that nobody knows, and tell it once', async () => {
    const unknown = { type: 'Hologram', children: [text('inside')] };
    await show({ type: 'Card', children: [text('before'), unknown, unknown, { type: 'toString' }, text('after')] });
    equal(page.texts('.widget'), ['before after']);
    equal(page.details('chatkit.log'), [
      { name: 'unknown-component', data: { type: 'Hologram' } },
      { name: 'unknown-component', data: { type: 'toString' } },
    ]);
  });

  it('take layout as given: units, pixels, tokens, colours for each scheme', async () => {
    const background = { light: '#102030', dark: '#405060' };
    await show({ type: 'Box', padding: { x: 2, top: '3px' }, gap: 3, width: 120, radius: 'md', background });
    const { style } = page.find('.w-box')!;
    equal(
      [style.paddingInlineStart, style.paddingBlockStart, style.gap, style.width, style.borderRadius],
      ['8px', '3px', '12px', '120px', '8px'],
    );
    equal(style.backgroundColor, 'rgb(16, 32, 48)');
  });

  it('let no style fetch anything', async () => {
    const bad = [
      'url(https://evil.test/a)',
      'image-set("https://evil.test/a" 1x)',
      'red; background: url(//evil.test)',
    ];
    await show({
      type: 'Card',
      children: bad.flatMap((value) => [
        { type: 'Box', background: value, width: value, border: { size: 1, color: value }, padding: value },
        { type: 'Text', value: 'a', color: value },
      ]),
    });
    equal(/evil|url|image/.test(page.find('.widget')!.innerHTML), false, 'anything of it in the page');
  });

  it('show images of the web only, and of the domains that the thread names', async () => {
    const sources = [
      'javascript:alert(1)',
      'data:image/svg+xml,<svg/>',
      'https://evil.test/a.png',
      'https://ok.test/a.png',
    ];
    const children = sources.map((src, index) => ({ type: 'Image', src, alt: `image ${index}` }));
    page.server.add('t1', [item({ type: 'Card', children })], { allowed_image_domains: ['ok.test'] });
    await page.ready({ initialThread: 't1' });
    await page.see('.widget');
    equal(
      page.all('.widget img').map((each) => each.getAttribute('src')),
      ['https://ok.test/a.png'],
    );
    ok(page.texts('.widget')[0]!.includes('image 0'), 'the words of those that are not shown');
  });

  describe('actions', () => {
    const button = (action: object) => ({
      type: 'Card',
      children: [{ type: 'Button', label: 'Go', onClickAction: action }],
    });

    it('go to the server, and the button is busy until it has answered', async () => {
      await show(button({ type: 'go', payload: { id: 7 } }));
      let finish = (): void => {};
      page.server.answers(({ end }) => {
        finish = end;
      });
      await page.press('Go');
      const [params] = await found(
        () => page.server.asked('threads.custom_action').length > 0 && page.server.asked('threads.custom_action'),
      );
      equal(params, { thread_id: 't1', item_id: 'w1', action: { type: 'go', payload: { id: 7 } } });
      await found(() => page.find('.w-button')?.ariaBusy === 'true');
      finish();
      await found(() => page.find('.w-button')?.ariaBusy === null);
    });

    it('wait while the thread is answering, unless they are answered at once', async () => {
      const children = [
        { type: 'Button', label: 'Streamed', onClickAction: { type: 'a' } },
        { type: 'Button', label: 'At once', onClickAction: { type: 'b', streaming: false } },
      ];
      await show({ type: 'Card', children });
      page.server.answers(() => {});
      await page.say('Go on');
      await found(() => page.texts('.question').length === 2);
      await found(() => page.find('[aria-disabled="true"]'));
      await page.press('Streamed');
      await page.press('At once');
      await found(() => page.server.asked('threads.sync_custom_action').length === 1);
      equal(page.server.asked('threads.custom_action').length, 0);
    });

    it('at once can change the widget', async () => {
      await show(button({ type: 'go', streaming: false }));
      page.server.updatedItem = item(text('Done'));
      await page.press('Go');
      await found(() => page.texts('.widget')[0] === 'Done');
    });

    it('go to the page where it handles them, with the widget they belong to', async () => {
      const seen: unknown[] = [];
      await show(button({ type: 'go', handler: 'client', payload: { id: 7 } }), {
        widgets: { onAction: async (...given) => void seen.push(given) },
      });
      await page.press('Go');
      await found(() => seen.length > 0);
      const widget = button({ type: 'go', handler: 'client', payload: { id: 7 } });
      equal(seen, [
        [
          { type: 'go', payload: { id: 7 } },
          { id: 'w1', widget },
        ],
      ]);
    });

    it('that nobody handles, or that fail, are told', async () => {
      await show(button({ type: 'go', handler: 'client' }));
      await page.press('Go');
      const [error] = await found(() => page.details('chatkit.error').length > 0 && page.details('chatkit.error'));
      equal((error as { error: { code: string } }).error.code, 'no-widget-handler');
      await found(() => page.find('.w-button')?.ariaBusy === null);
    });

    it('on the whole widget make it inert', async () => {
      await show(button({ type: 'go', handler: 'client', loadingBehavior: 'container' }), {
        widgets: { onAction: () => new Promise(() => {}) },
      });
      await page.press('Go');
      await found(() => page.find('.widget')?.inert);
      equal(page.find('.widget')?.ariaBusy, 'true');
    });
  });

  describe('forms', () => {
    const FORM = {
      type: 'Card',
      asForm: true,
      children: [
        { type: 'Label', value: 'Name', fieldName: 'name' },
        { type: 'Input', name: 'name', required: true },
        { type: 'Input', name: 'code', pattern: '[0-9]{3}' },
        { type: 'Textarea', name: 'note', defaultValue: 'Hello' },
        { type: 'Checkbox', name: 'news', label: 'News', defaultChecked: true },
        { type: 'Select', name: 'guests.count', defaultValue: '2', options: [{ value: '2', label: 'Two' }] },
        {
          type: 'RadioGroup',
          name: 'place',
          defaultValue: 'in',
          options: [
            { label: 'In', value: 'in' },
            { label: 'Out', value: 'out' },
          ],
        },
        { type: 'DatePicker', name: 'day', defaultValue: '2026-11-24T08:00:00Z' },
        { type: 'Text', value: 'Trip', editable: { name: 'title' } },
      ],
      confirm: { label: 'Book', action: { type: 'book', payload: { id: 7, note: 'kept' }, handler: 'client' } },
      cancel: { label: 'Cancel', action: { type: 'cancel', handler: 'client' } },
    };

    it('are sent when they are filled in, under the names of their fields', async () => {
      const seen: unknown[] = [];
      await show(FORM, { widgets: { onAction: async (action) => void seen.push(action) } });
      await page.press('Book');
      equal(seen, [], 'what was sent without the name');
      ok(page.find('[name="name"]:invalid'), 'the name to be asked for');
      field('name').value = 'Ada';
      field('code').value = 'abc';
      await page.press('Book');
      equal(seen, [], 'what was sent with a wrong code');
      field('code').value = '123';
      await page.press('Book');
      await found(() => seen.length > 0);
      equal(seen, [
        {
          type: 'book',
          payload: {
            name: 'Ada',
            code: '123',
            note: 'kept',
            news: true,
            guests: { count: '2' },
            place: 'in',
            day: '2026-11-24',
            title: 'Trip',
            id: 7,
          },
        },
      ]);
      const [problem] = page.details('chatkit.error') as { error: { code: string } }[];
      equal(problem?.error.code, 'payload-conflict');
    });

    it('can be left without being filled in', async () => {
      const seen: { type: string }[] = [];
      await show(FORM, { widgets: { onAction: async (action) => void seen.push(action) } });
      await page.press('Cancel');
      await found(() => seen[0]?.type === 'cancel');
    });

    describe('that ask for the focus', () => {
      const ASKING = {
        type: 'Card',
        children: [{ type: 'Input', name: 'first', autoFocus: true, defaultValue: 'Ada' }],
      };

      const answerWith = (widget: unknown): void =>
        page.server.answers(({ threadId, send, end }) => {
          send({ type: 'thread.item.done', item: { ...item(widget), id: 'w2', thread_id: threadId } });
          end();
        });

      it('have it when they come to somebody who waits for an answer', async () => {
        await show({ type: 'Card', children: [text('Plain')] });
        answerWith(ASKING);
        page.field.focus();
        await page.say('Go on');
        await found(() => page.root.activeElement === field('first'));
      });

      it('leave it to somebody who is writing already, and to the page around where a thread is just shown', async () => {
        await show(ASKING);
        await found(() => field('first'));
        ok(page.root.activeElement === null, 'nothing in the chat to have the focus');
        let reply: Reply | undefined;
        page.server.answers((each) => void (reply = each));
        page.field.focus();
        await page.say('Go on');
        const { threadId, send, end } = await found(() => reply);
        await page.type('The next');
        send({ type: 'thread.item.done', item: { ...item(ASKING), id: 'w2', thread_id: threadId } });
        end();
        await found(() => page.all('[name="first"]').length === 2);
        await page.chat.updateComplete;
        ok(page.root.activeElement === page.field, 'the composer to keep the focus');
      });
    });

    it('keep what was written while the widget is drawn anew', async () => {
      await show(FORM);
      field('name').value = 'Ada';
      page.server.answers(({ send, end }) => {
        const updated = { ...FORM, children: [...FORM.children, text('New')] };
        send({ type: 'thread.item.updated', item_id: 'w1', update: { type: 'widget.root.updated', widget: updated } });
        end();
      });
      await page.say('More');
      await found(() => page.texts('.widget')[0]?.includes('New'));
      equal(field('name').value, 'Ada');
    });
  });

  it('let a text that can be written stand in line with one that cannot', async () => {
    const editable = (name: string, rows = {}) => ({ ...text('Trip'), editable: { name }, ...rows });
    await show({ type: 'Card', children: [text('Plain'), editable('one'), editable('more', { minLines: 3 })] });
    const edges = (each: HTMLElement) => [each.getBoundingClientRect().left, each.getBoundingClientRect().right];
    const plain = edges(page.find('.w-text')!);
    equal([field('one'), field('more')].map(edges), [plain, plain]);
    equal(getComputedStyle(field('one')).paddingInlineStart, '0px');
  });

  it('grow while their text streams', async () => {
    await show({ type: 'Card', children: [{ type: 'Text', id: 's', value: 'One', streaming: true }] });
    page.server.answers(({ send, end }) => {
      for (const delta of [' two', ' three']) {
        const update = { type: 'widget.streaming_text.value_delta', component_id: 's', delta, done: false } as const;
        send({ type: 'thread.item.updated', item_id: 'w1', update });
      }
      end();
    });
    await page.say('Go on');
    await found(() => page.texts('.widget')[0] === 'One two three');
  });

  it('change one component where the server says which', async () => {
    await show({ type: 'Card', children: [{ ...text('One'), id: 'a' }, text('Two')] });
    page.server.answers(({ send, end }) => {
      const update = { type: 'widget.component.updated', component_id: 'a', component: text('Three') } as const;
      send({ type: 'thread.item.updated', item_id: 'w1', update });
      end();
    });
    await page.say('Go on');
    await found(() => page.texts('.widget')[0] === 'Three Two');
  });

  it('bring in anew what has another key', async () => {
    const widget = (key: string) => ({
      type: 'Card',
      children: [{ type: 'Transition', children: { ...text(key), key } }],
    });
    await show(widget('one'));
    const before = page.find('.w-enter');
    page.server.answers(({ send, end }) => {
      send({
        type: 'thread.item.updated',
        item_id: 'w1',
        update: { type: 'widget.root.updated', widget: widget('two') },
      });
      end();
    });
    await page.say('Go on');
    await found(() => page.texts('.widget')[0] === 'two');
    ok(page.find('.w-enter') !== before, 'another element');
  });

  it('show so many rows of a list, and the rest when asked', async () => {
    const children = ['a', 'b', 'c'].map((value) => ({ type: 'ListViewItem', children: [text(value)] }));
    await show({ type: 'ListView', limit: 2, children });
    equal(page.find('details')?.hasAttribute('open'), false);
    page.find('summary')!.click();
    await found(() => page.find('details[open]'));
    equal(page.texts('.w-list')[0]?.includes('c'), true);
  });

  it('tell whoever does not see a chart what is in it', async () => {
    await show(EXAMPLES.Chart.node);
    equal(
      page.all('.w-chart td, .w-chart th').map((each) => each.textContent),
      ['', 'y', 'y', 'a', '1', '1', 'b', '2', '2'],
    );
  });

  it('are copied as the text that stands for them', async () => {
    page.server.add('t1', [question('t1', 'q', 'Hello'), item(text('A'), { copy_text: 'As text' })]);
    await page.ready({ initialThread: 't1' });
    ok(await page.control('Copy'), 'a copy button');
  });
});
