import type { ChatKitOptions, Command, Entity } from '@openai/chatkit';
import { equal, ok, reason } from '../testing/expect.ts';
import { fakeMicrophone } from '../testing/fake-microphone.ts';
import { question } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

const PEOPLE: Entity[] = [
  { id: 'ada', title: 'Ada Lovelace', group: 'People', icon: 'user', interactive: true, data: { role: 'author' } },
  { id: 'plan', title: 'Plan', group: 'Documents', icon: 'document' },
  { id: 'alan', title: 'Alan Turing', group: 'People', icon: 'user' },
];

const textFile = (name: string, text = 'Hello') => new File([text], name, { type: 'text/plain' });

/** The smallest picture: one pixel. */
const PIXEL = Uint8Array.from(atob('R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=='), (c) =>
  c.charCodeAt(0),
);

describe('the composer, beyond text', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  const api = (uploadStrategy: NonNullable<Extract<ChatKitOptions['api'], { url: string }>['uploadStrategy']>) => ({
    url: '/api',
    domainKey: 'test',
    fetch: page.server.fetch,
    uploadStrategy,
  });
  const direct = () => api({ type: 'direct', uploadUrl: '/upload' });

  /** Types at the end, as the keyboard does. */
  const typed = async (text: string) => {
    await page.type(text);
    page.field.setSelectionRange(text.length, text.length);
  };
  const options = () => page.texts('[role=option] .popup-label');
  const active = () => page.find(`#${page.field.getAttribute('aria-activedescendant')}`)?.innerText.trim();
  const sent = () => page.server.asked('threads.create')[0]?.input;

  describe('attachments', () => {
    it('uploads directly to the address in the options, shows each file, and sends their ids', async () => {
      await page.ready({ api: direct(), composer: { attachments: { enabled: true } } });
      await page.control('Attach files');
      let release = () => {};
      page.server.uploading = new Promise<void>((resolve) => (release = resolve));
      const done = page.chat.setComposerValue({ text: 'Look', files: [textFile('notes.txt')] });
      await page.see('progress');
      equal(page.texts('.draft-file-name'), ['notes.txt']);
      equal((await page.control('Send message')).getAttribute('aria-disabled'), 'true');
      release();
      await done;
      await found(() => !page.find('progress'));
      equal(page.server.uploads, [{ url: '/upload', method: 'POST', name: 'notes.txt', size: 5 }]);
      await page.press('Send message');
      await found(sent);
      equal(sent()?.attachments, ['atc_1']);
      await found(() => page.texts('.draft-file').length === 0);
    });

    it('uploads in two phases where the options say so', async () => {
      await page.ready({ api: api({ type: 'two_phase' }), composer: { attachments: { enabled: true } } });
      await page.chat.setComposerValue({ files: [textFile('a.txt')] });
      equal(page.server.asked('attachments.create'), [{ name: 'a.txt', size: 5, mime_type: 'text/plain' }]);
      equal(page.server.uploads, [{ url: '/upload/1', method: 'PUT', name: 'a.txt', size: 5 }]);
    });

    it('says which files do not come in, and why', async () => {
      const attachments = { enabled: true, maxCount: 2, maxSize: 10, accept: { 'text/plain': ['.txt'] } };
      await page.ready({ api: direct(), composer: { attachments }, locale: 'en' });
      await page.chat.setComposerValue({ files: [textFile('big.txt', 'x'.repeat(11)), textFile('a.exe')] });
      equal(page.texts('.file-problems'), [
        'big.txt is larger than 10 byte. a.exe: this kind of file is not accepted.',
      ]);
      equal((await page.see<HTMLInputElement>('input[type=file]')).accept, '.txt');
      await page.chat.setComposerValue({ files: [textFile('1.txt'), textFile('2.txt'), textFile('3.txt')] });
      equal(page.texts('.draft-file-name'), ['1.txt', '2.txt']);
      equal(page.texts('.file-problems'), ['No more than 2 files can be attached.']);
    });

    it('takes files that are pasted and dropped, and shows a picture of a picture', async () => {
      await page.ready({ api: direct(), composer: { attachments: { enabled: true } } });
      await page.control('Attach files');
      const pasted = new DataTransfer();
      pasted.items.add(new File([PIXEL], 'shot.gif', { type: 'image/gif' }));
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
      // Firefox makes none of its own with files in it.
      Object.defineProperty(paste, 'clipboardData', { value: pasted });
      page.field.dispatchEvent(paste);
      ok(paste.defaultPrevented, 'the picture not to be pasted as text');
      await page.see('.draft-file canvas');
      const dropped = new DataTransfer();
      dropped.items.add(textFile('drop.txt'));
      const drag = (type: string) =>
        page
          .find('.scroller')!
          .dispatchEvent(
            new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true, composed: true }),
          );
      drag('dragenter');
      await page.see('.drop-zone');
      drag('dragover');
      drag('drop');
      await found(() => page.server.uploads.length === 2);
      equal(page.find('.drop-zone'), null);
      equal(
        page.server.uploads.map(({ name }) => name),
        ['shot.gif', 'drop.txt'],
      );
    });

    it('leaves pasted text and dragged text alone', async () => {
      await page.ready({ api: direct(), composer: { attachments: { enabled: true } } });
      await page.control('Attach files');
      const both = new DataTransfer();
      both.items.add(new File([PIXEL], 'cells.gif', { type: 'image/gif' }));
      both.setData('text/plain', 'cells');
      const paste = new ClipboardEvent('paste', { clipboardData: both, bubbles: true, cancelable: true });
      page.field.dispatchEvent(paste);
      equal(paste.defaultPrevented, false);
      const text = new DataTransfer();
      text.setData('text/plain', 'words');
      const drag = new DragEvent('dragover', { dataTransfer: text, bubbles: true, cancelable: true });
      page.find('.scroller')!.dispatchEvent(drag);
      equal(drag.defaultPrevented, false);
    });

    it('says that an upload failed, tries it again, and takes a file out, here and on the server', async () => {
      await page.ready({ api: direct(), composer: { attachments: { enabled: true } } });
      page.server.failures.push(new Response('{"message":"Too busy"}', { status: 503 }));
      await page.chat.setComposerValue({ text: 'Look', files: [textFile('a.txt')] });
      equal(page.texts('.draft-file-kind'), ['Could not be uploaded']);
      equal((page.details('chatkit.error')[0] as { error: Error }).error.message, 'Too busy');
      equal((await page.control('Send message')).getAttribute('aria-disabled'), 'true');
      await page.press('Try again: a.txt');
      await found(() => page.server.uploads.length === 1);
      await found(() => page.find('.send')?.getAttribute('aria-disabled') === 'false');
      await page.press('Remove: a.txt');
      equal(page.texts('.draft-file'), []);
      await found(() => page.server.asked('attachments.delete').length === 1);
      ok(page.root.activeElement === page.field, 'the focus to be back in the field');
    });

    it('never deletes what the page attached itself', async () => {
      await page.ready();
      const attachment = { type: 'file', id: 'mine', name: 'mine.pdf', mime_type: 'application/pdf' } as const;
      await page.chat.setComposerValue({ attachments: [attachment] });
      await page.press('Remove: mine.pdf');
      equal(page.texts('.draft-file'), []);
      equal(page.server.asked('attachments.delete'), []);
    });

    it('keeps the files of each thread with its draft', async () => {
      page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready({ api: direct(), composer: { attachments: { enabled: true } } });
      await page.chat.setComposerValue({ files: [textFile('new.txt')] });
      await page.chat.setThreadId('t1');
      await found(() => page.texts('.draft-file').length === 0);
      await page.chat.setThreadId(null);
      await found(() => page.texts('.draft-file-name')[0] === 'new.txt');
    });
  });

  describe('tools and models', () => {
    const tools: NonNullable<ChatKitOptions['composer']>['tools'] = [
      { id: 'web', label: 'Search the web', shortLabel: 'Web', icon: 'globe', placeholderOverride: 'Search for…' },
      { id: 'deep', label: 'Deep research', icon: 'compass', persistent: true },
      { id: 'draw', label: 'Draw', icon: 'images', pinned: true },
    ];

    it('chooses a tool from the menu for one message, by keyboard', async () => {
      await page.ready({ composer: { tools } });
      await page.press('Tools');
      const menu = await page.see('[role=menu]');
      await found(() => page.root.activeElement?.textContent.trim() === 'Search the web');
      page.key('ArrowDown', {}, menu);
      equal(page.root.activeElement?.textContent.trim(), 'Deep research');
      page.key('s', {}, menu);
      (page.root.activeElement as HTMLElement).click();
      await found(() => !page.find('[role=menu]'));
      equal(page.details('chatkit.tool.change'), [{ toolId: 'web' }]);
      equal(page.field.placeholder, 'Search for…');
      equal(page.texts('.tool-chip[aria-pressed=true]'), ['Web']);
      ok(page.root.activeElement === page.field, 'the focus to be in the field');
      await page.say('Weather');
      await found(sent);
      equal(sent()?.inference_options, { tool_choice: { id: 'web' } });
      equal(page.details('chatkit.tool.change').at(-1), { toolId: null });
    });

    it('shows a pinned tool outside of the menu, and lets it be unchosen', async () => {
      await page.ready({ composer: { tools } });
      await page.press('Draw');
      await page.press('Draw');
      equal(page.details('chatkit.tool.change'), [{ toolId: 'draw' }, { toolId: null }]);
    });

    it('keeps a persistent tool after a message', async () => {
      await page.ready({ composer: { tools } });
      await page.chat.setComposerValue({ selectedToolId: 'deep' });
      await page.say('One');
      await page.heard('chatkit.response.end');
      equal(page.texts('.tool-chip[aria-pressed=true]'), ['Deep research']);
      equal(page.details('chatkit.tool.change'), [{ toolId: 'deep' }]);
    });

    it('leaves the composer’s tool as it is when the page sends a message', async () => {
      await page.ready({ composer: { tools } });
      await page.chat.setComposerValue({ selectedToolId: 'draw' });
      await page.chat.sendUserMessage({ text: 'Hi', toolChoice: { id: 'web' } });
      equal(sent()?.inference_options, { tool_choice: { id: 'web' } });
      equal(page.details('chatkit.tool.change'), [{ toolId: 'draw' }]);
    });

    it('sends the default model until another is chosen, and never one that is disabled', async () => {
      const models = [
        { id: 'off', label: 'Old', disabled: true },
        { id: 'fast', label: 'Fast', description: 'For short questions' },
        { id: 'wise', label: 'Wise', default: true },
      ];
      await page.ready({ composer: { models } });
      await page.press('Model: Wise');
      const menu = await page.see('[role=menu]');
      equal(page.texts('[aria-checked=true] .popup-label'), ['Wise']);
      page.all('[role=menuitemradio]')[0]!.click();
      ok(page.find('[role=menu]'), 'a disabled model not to be chosen');
      page.key('Escape', {}, menu);
      await found(() => !page.find('[role=menu]'));
      equal(page.root.activeElement?.getAttribute('aria-label'), 'Model: Wise');
      await page.press('Model: Wise');
      await page.see('[role=menu]');
      page.all('[role=menuitemradio]')[1]!.click();
      await page.control('Model: Fast');
      await page.say('Hi');
      await found(sent);
      equal(sent()?.inference_options, { model: 'fast' });
    });
  });

  describe('@', () => {
    const search = async (query: string) =>
      PEOPLE.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()));

    it('brings up entities in groups, and the keys choose one', async () => {
      await page.ready({ entities: { onTagSearch: search } });
      await found(() => page.chat.shadowRoot!.querySelector('textarea'));
      await typed('Ask @');
      await page.see('[role=option] .popup-label');
      equal(options(), ['Ada Lovelace', 'Alan Turing', 'Plan']);
      equal(page.texts('.popup-group'), ['People', 'Documents']);
      equal([active(), page.field.getAttribute('aria-controls')], ['Ada Lovelace', 'suggestions']);
      equal(page.key('ArrowDown').defaultPrevented, true);
      await found(() => active() === 'Alan Turing');
      page.key('ArrowUp');
      await found(() => active() === 'Ada Lovelace');
      page.key('Enter');
      await found(() => !page.find('[role=listbox]'));
      equal(page.field.value, 'Ask Ada Lovelace ');
      equal(page.texts('.marks mark'), ['Ada Lovelace']);
      await page.type('Ask Ada Lovelace about it');
      page.key('Enter');
      await found(sent);
      equal(sent()?.content, [
        { type: 'input_text', text: 'Ask ' },
        {
          type: 'input_tag',
          id: 'ada',
          text: 'Ada Lovelace',
          data: { role: 'author' },
          group: 'People',
          interactive: true,
        },
        { type: 'input_text', text: ' about it' },
      ]);
    });

    it('is closed by Escape and stays so, and means nothing inside a word', async () => {
      await page.ready({ entities: { onTagSearch: search } });
      await typed('@a');
      await page.see('[role=option] .popup-label');
      page.key('Escape');
      await found(() => !page.find('[role=listbox]'));
      await typed('@ad');
      equal(page.find('[role=listbox]'), null);
      await typed('mail me@');
      await page.chat.updateComplete;
      equal(page.find('[role=listbox]'), null);
    });

    it('lets Enter send where nothing was found', async () => {
      await page.ready({ entities: { onTagSearch: async () => [] } });
      await typed('@nobody');
      await found(() => page.texts('.popup-empty')[0] === 'Nothing found');
      page.key('Enter');
      await found(sent);
    });

    it('takes a tag as one thing', async () => {
      await page.ready({ entities: { onTagSearch: search } });
      await page.chat.setComposerValue({
        content: [
          { type: 'input_text', text: 'Ask ' },
          { type: 'input_tag', id: 'ada', text: 'Ada' },
        ],
      });
      equal(page.field.value, 'Ask Ada');
      page.field.setSelectionRange(7, 7);
      equal(page.key('Backspace').defaultPrevented, true);
      await found(() => page.field.value === 'Ask ');
      equal(page.texts('.marks mark'), []);
    });

    it('has a button where the options ask for one', async () => {
      await page.ready({ entities: { onTagSearch: search, showComposerMenu: true } });
      await page.press('Mention something');
      await page.see('[role=option] .popup-label');
      equal(page.field.value, '@');
    });

    it('tells a search that failed, and goes on', async () => {
      await page.ready({ entities: { onTagSearch: async () => Promise.reject(new Error('away')) } });
      await typed('@a');
      await page.heard('chatkit.error');
      equal((page.details('chatkit.error')[0] as { error: Error }).error.message, 'away');
    });

    it('searches for what is typed last, one search at a time', async () => {
      const asked: string[] = [];
      const answers: ((entities: Entity[]) => void)[] = [];
      const onTagSearch = (query: string) => {
        asked.push(query);
        return new Promise<Entity[]>((resolve) => answers.push(resolve));
      };
      await page.ready({ entities: { onTagSearch } });
      await typed('@');
      await found(() => asked.length === 1);
      await typed('@a');
      await typed('@al');
      equal(asked, ['']);
      answers[0]!([]);
      await found(() => asked.length === 2);
      equal(asked, ['', 'al']);
      answers[1]!([PEOPLE[2]!]);
      await found(() => options()[0] === 'Alan Turing');
    });
  });

  describe('/', () => {
    const commands: Command[] = [
      { id: 'sum', label: 'Summarise', description: 'What was said so far' },
      { id: 'insert', label: 'Insert a contract' },
      { id: 'open', label: 'Open settings' },
    ];

    it('brings up the commands of the page, runs one, and takes its words away', async () => {
      const run: string[] = [];
      await page.ready({
        commands: { enabled: true, onSearch: async () => commands, onSelect: async ({ id }) => void run.push(id) },
      });
      await typed('/');
      await found(() => options().length === 3);
      equal(page.texts('.popup-description'), ['What was said so far']);
      page.key('Tab');
      await found(() => run.length === 1);
      await found(() => page.field.value === '');
      equal(run, ['sum']);
      equal(page.server.requests.length, 0);
    });

    it('goes on to another menu and back, and inserts what comes of it', async () => {
      await page.ready({
        commands: {
          enabled: true,
          onSearch: async () => commands,
          onSelect: async ({ id }) =>
            id === 'insert'
              ? {
                  type: 'menu',
                  commands: [
                    { id: 'c1', label: 'First contract' },
                    { id: 'c2', label: 'Second contract' },
                  ],
                }
              : { type: 'entity', entity: { id, title: `Contract ${id}` } },
        },
      });
      await typed('See /ins');
      await found(() => options().includes('Insert a contract'));
      page.all('[role=option]')[1]!.click();
      await found(() => options()[0] === 'First contract');
      equal(page.field.value, 'See /');
      page.key('Escape');
      await found(() => options().includes('Summarise'));
      page.all('[role=option]')[1]!.click();
      await found(() => options()[0] === 'First contract');
      await typed('See /sec');
      await found(() => options().join() === 'Second contract');
      page.key('Enter');
      await found(() => page.field.value === 'See Contract c2 ');
      equal(page.texts('.marks mark'), ['Contract c2']);
    });

    it('offers what the composer itself can do', async () => {
      await page.ready({
        api: direct(),
        composer: {
          attachments: { enabled: true },
          tools: [{ id: 'web', label: 'Search the web', icon: 'globe' }],
          models: [
            { id: 'm', label: 'Fast' },
            { id: 'n', label: 'Wise' },
          ],
        },
        commands: { enabled: true },
      });
      await typed('/');
      await found(() => options().length > 0);
      equal(options(), ['Attach files', 'Search the web', 'Model']);
      await typed('/web');
      await found(() => options().join() === 'Search the web');
      page.key('Enter');
      await found(() => page.details('chatkit.tool.change').length === 1);
      await found(() => page.field.value === '');
    });
  });

  describe('dictation', () => {
    it('records, shows that it does, and puts what was said where the caret was', async () => {
      const microphone = fakeMicrophone();
      try {
        await page.ready({ composer: { dictation: { enabled: true } } });
        await typed('Well,');
        await page.press('Dictate');
        await page.see('.levels');
        equal(microphone.facts.recording, 1);
        await page.press('Write it down');
        await found(() => page.field?.value === 'Well, What was said');
        equal(page.server.asked('input.transcribe')[0], {
          audio_base64: btoa('sound'),
          mime_type: 'audio/webm;codecs=opus',
        });
        equal(microphone.facts.tracksStopped, 1);
        await page.control('Dictate');
      } finally {
        microphone.restore();
      }
    });

    it('is cancelled by Escape, and nothing is sent', async () => {
      const microphone = fakeMicrophone();
      try {
        await page.ready({ composer: { dictation: { enabled: true } } });
        await page.press('Dictate');
        await page.see('.levels');
        page.key('Escape');
        await page.control('Dictate');
        equal(microphone.facts.tracksStopped, 1);
        equal(page.server.requests.length, 0);
      } finally {
        microphone.restore();
      }
    });

    it('says so where the microphone is refused', async () => {
      const microphone = fakeMicrophone({ refused: true });
      try {
        await page.ready({ composer: { dictation: { enabled: true } } });
        await page.press('Dictate');
        await found(() => page.texts('.file-problems')[0]?.startsWith('The microphone cannot be used.'));
        equal((page.details('chatkit.error')[0] as { error: Error }).error.name, 'NotAllowedError');
      } finally {
        microphone.restore();
      }
    });
  });

  it('says which option is missing where files are given to a composer that takes none', async () => {
    await page.ready();
    await page.chat.setComposerValue({ files: [textFile('a.txt')] });
    equal((page.details('chatkit.error')[0] as { error: { code: string } }).error.code, 'no-attachments');
    equal(await reason(page.chat.setComposerValue(null as never)).then(({ name }) => name), 'TypeError');
  });
});
