import type { Annotation, ThreadEvent } from '@kb-assistant/protocol';
import type { ChatKitOptions } from '@openai/chatkit';
import { en } from '../strings/en.ts';
import { equal, ok, reason } from '../testing/expect.ts';
import { answer, answerEvents, begin, delta, question, type Reply } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';

const PROMPTS: ChatKitOptions['startScreen'] = {
  greeting: 'Ask away',
  prompts: [
    { label: 'Install', prompt: 'How do I install it?', icon: 'book-open' },
    { label: 'Theme', prompt: 'How do I theme it?' },
  ],
};

const source = (url: string, title: string, index: number): Annotation => ({
  type: 'annotation',
  index,
  source: { type: 'url', url, title },
});

describe('the chat element', () => {
  let page: Page;

  beforeEach(() => {
    page = new Page();
  });

  afterEach(() => page.remove());

  /** The next answer, in the test's hands. */
  const reply = () => new Promise<Reply>((resolve) => page.server.answers(resolve));

  describe('asking', () => {
    it('starts with a greeting and prompts, and answers a prompt with its sources', async () => {
      await page.ready({ startScreen: PROMPTS });
      equal(page.texts('.greeting, .prompt-label'), ['Ask away', 'Install', 'Theme']);
      const coming = reply();
      await page.press('Install');
      const { send, end, threadId } = await coming;
      send({ type: 'progress_update', text: 'Searching the knowledge base…' });
      await found(() => page.texts('.progress').includes('Searching the knowledge base…'));
      const text = 'Paste one tag. Then reload.';
      const notes = [
        source('https://docs.test/install#tag', 'Install', 14),
        source('/reload', 'Reload', text.length),
        source('https://docs.test/install#tag', 'Install', text.length),
      ];
      send(...answerEvents(threadId, 'a1', text, notes));
      end();
      await page.heard('chatkit.response.end');
      await page.see('.sources');
      equal(page.texts('.bubble'), ['How do I install it?']);
      equal(
        page.find('.answer .markdown')?.textContent?.replaceAll('\u2060', '').trim(),
        'Paste one tag.1 Then reload.12',
      );
      equal(page.texts('.chip-number, .chip-title, .chip-origin'), ['1', 'Install', 'docs.test', '2', 'Reload']);
      const chip = page.find<HTMLAnchorElement>('a.chip')!;
      equal([chip.href, chip.target, chip.rel], ['https://docs.test/install#tag', '_blank', 'noopener noreferrer']);
      equal(page.texts('.progress'), []);
    });

    it('says a finished answer once, in a region of its own', async () => {
      await page.ready();
      const coming = reply();
      await page.say('Hello');
      const { send, end, threadId } = await coming;
      const said: string[] = [];
      const live = page.find('.chat > [role=status]')!;
      const watch = new MutationObserver(() => said.push(live.textContent.trim()));
      watch.observe(live, { childList: true, subtree: true, characterData: true });
      send(begin(threadId, 'a1'), delta('a1', 'Half. '));
      await found(() => page.texts('.answer .markdown').includes('Half.'));
      equal(said, []);
      send({ type: 'thread.item.done', item: answer(threadId, 'a1', 'Half. Whole.') });
      end();
      await found(() => said.length > 0);
      equal(said, ['Assistant: Half. Whole.']);
      equal(page.find('.scroller')?.getAttribute('aria-live'), 'off');
      equal(page.find('.scroller')?.getAttribute('role'), 'log');
      watch.disconnect();
    });

    it('turns send into stop, and stop keeps what had arrived', async () => {
      await page.ready();
      const coming = reply();
      await page.say('Hello');
      const { send, gone, threadId } = await coming;
      send(begin(threadId, 'a1'), delta('a1', 'Half of it'));
      await found(() => page.texts('.answer .markdown').includes('Half of it'));
      await page.press('Stop answering');
      await gone;
      await page.control('Send message');
      equal(page.texts('.answer .markdown'), ['Half of it']);
      equal(page.details('chatkit.response.end').length, 1);
      equal(page.texts('.failure'), []);
    });

    it('stops on Escape while answering, and leaves the key to the page otherwise', async () => {
      await page.ready();
      equal(page.key('Escape').defaultPrevented, false);
      const coming = reply();
      await page.say('Hello');
      const { gone } = await coming;
      await page.control('Stop answering');
      equal(page.key('Escape').defaultPrevented, true);
      await gone;
    });

    it('shows what went wrong in words, and tries again', async () => {
      await page.ready();
      page.server.answers(({ send, end }) => {
        send({ type: 'error', code: 'custom', message: 'The index is away.', allow_retry: true });
        end();
      });
      await page.say('Hello');
      equal(await found(() => page.texts('.failure-text')[0]), 'The index is away.');
      equal((page.details('chatkit.error')[0] as { error: Error }).error.message, 'The index is away.');
      await found(() => page.details('chatkit.response.end').length === 1);
      page.server.answers(({ send, end, threadId }) => {
        send(...answerEvents(threadId, 'a2', 'Back.'));
        end();
      });
      await page.press('Try again');
      await found(() => page.texts('.answer .markdown').includes('Back.'));
      equal(page.texts('.failure'), []);
      equal(page.server.asked('threads.retry_after_item').length, 1);
    });

    it('says why a thread is not there yet', async () => {
      page.server.failures.push(new TypeError('away'));
      await page.ready({ initialThread: 't1' });
      await found(() => page.texts('.skeleton')[0] === 'No connection. Trying again…');
    });

    it('keeps the way out below what went wrong where there is no room beside it', async () => {
      const message = 'The server cannot be reached. Check your connection, then try again.';
      await page.ready();
      page.server.failures.push(new Response(JSON.stringify({ message }), { status: 403 }));
      await page.say('Hello');
      const button = await page.see('.failure .button');
      const text = page.find('.failure-text')!;
      for (const width of [300, 360, 400]) {
        page.frame.style.inlineSize = `${width}px`;
        ok(button.getBoundingClientRect().top >= text.getBoundingClientRect().bottom, `them stacked at ${width} px`);
        const icon = page.find('.failure > .icon')!.getBoundingClientRect();
        ok(icon.right < text.getBoundingClientRect().left, `the icon beside the words at ${width} px`);
      }
      page.frame.style.inlineSize = '640px';
      ok(button.getBoundingClientRect().top < text.getBoundingClientRect().bottom, 'them side by side');
    });

    it('draws Markdown from the server as harmless nodes', async () => {
      await page.ready();
      page.server.answers(({ send, end, threadId }) => {
        send(
          ...answerEvents(
            threadId,
            'a1',
            'Look: <img src=x onerror="window.hacked=1"> [here](javascript:window.hacked=1)',
          ),
        );
        end();
      });
      await page.say('<b>Hi</b>');
      await page.heard('chatkit.response.end');
      await page.see('.actions');
      equal(page.texts('.bubble'), ['<b>Hi</b>']);
      equal(page.all('.answer [onerror], .answer [href^="javascript"]').length, 0);
      ok(!('hacked' in window), 'that no script runs');
    });

    it('takes away what an earlier answer shows of places that the thread comes to forbid', async () => {
      const picture = (id: string) => answer('t1', id, `![${id}](https://pictures.test/${id}.png)`);
      page.server.add('t1', [question('t1', 'q1', 'One'), picture('a1'), question('t1', 'q2', 'Two'), picture('a2')]);
      await page.ready({ initialThread: 't1' });
      await found(() => page.all('.answer img').length === 2);
      page.server.answers(({ send, end, threadId }) => {
        const thread = { id: threadId, created_at: new Date(0).toISOString(), status: { type: 'active' } } as const;
        const updated = { ...thread, allowed_image_domains: ['example.com'], items: { data: [], has_more: false } };
        send({ type: 'thread.updated', thread: updated }, ...answerEvents(threadId, 'a3', 'Done.'));
        end();
      });
      await page.say('Now?');
      await page.heard('chatkit.response.end');
      await page.chat.updateComplete;
      equal(page.all('.answer img').length, 0);
      equal(page.texts('.answer .markdown'), ['a1', 'a2', 'Done.']);
    });

    it('tells a deep link instead of following it', async () => {
      await page.ready();
      page.server.answers(({ send, end, threadId }) => {
        send(...answerEvents(threadId, 'a1', '[Settings](chatkit-link://settings?tab=2)'));
        end();
      });
      await page.say('Where?');
      (await page.see<HTMLAnchorElement>('.answer a')).click();
      equal(page.details('chatkit.deeplink'), [{ name: 'settings', data: { tab: '2' } }]);
    });

    it('calls the page’s client tool', async () => {
      const calls: unknown[] = [];
      page.server.answers(({ send, end, threadId }) => {
        const item = {
          id: 'tc',
          thread_id: threadId,
          created_at: '',
          call_id: 'c',
          name: 'theme',
          arguments: { to: 'dark' },
        };
        send({ type: 'thread.item.done', item: { ...item, type: 'client_tool_call', status: 'pending' } });
        end();
        page.server.answers((next) => {
          next.send(...answerEvents(next.threadId, 'a1', 'Done.'));
          next.end();
        });
      });
      await page.ready({
        onClientTool: (call) => {
          calls.push(call);
          return { ok: true };
        },
      });
      await page.say('Dark');
      await found(() => page.texts('.answer .markdown').includes('Done.'));
      equal(calls, [{ name: 'theme', params: { to: 'dark' } }]);
    });
  });

  describe('the composer', () => {
    it('sends with Enter, breaks a line with Shift+Enter, and sends nothing that is empty', async () => {
      await page.ready();
      await page.type('One');
      equal(page.key('Enter', { shiftKey: true }).defaultPrevented, false);
      equal(page.server.requests.length, 0);
      await page.type('   ');
      page.key('Enter');
      equal(page.server.requests.length, 0);
      await page.say('One\nTwo');
      await page.heard('chatkit.response.end');
      equal(
        page.server.asked('threads.create').map(({ input }) => input.content),
        [[{ type: 'input_text', text: 'One\nTwo' }]],
      );
      equal(page.field.value, '');
    });

    it('edits nothing on Up: what was said stays said', async () => {
      await page.ready();
      await page.say('One');
      await page.heard('chatkit.response.end');
      const [thread, asked] = [page.texts('.question'), page.server.requests.length];
      equal(page.key('ArrowUp').defaultPrevented, false);
      await page.chat.updateComplete;
      equal([page.field.value, page.texts('.question'), page.all('textarea').length], ['', thread, 1]);
      equal(page.server.requests.length, asked);
    });

    it('leaves Enter to an input method', async () => {
      await page.ready();
      await page.type('にほん');
      page.key('Enter', { isComposing: true });
      page.key('Enter', { keyCode: 229 });
      equal(page.server.requests.length, 0);
      equal(page.field.value, 'にほん');
    });

    it('grows with the text, up to six lines', async () => {
      await page.ready();
      const one = page.field.clientHeight;
      await page.type('1\n2\n3');
      const three = page.field.clientHeight;
      await page.type(Array.from({ length: 20 }, (_, line) => `${line}`).join('\n'));
      ok(three > one * 1.8, 'three lines to be higher than one');
      ok(page.field.clientHeight <= 6 * 24 + 8 && page.field.clientHeight > three, 'twenty lines to scroll in six');
    });

    it('keeps a draft for each thread', async () => {
      page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready();
      await page.type('For a new chat');
      await page.chat.setThreadId('t1');
      await page.chat.updateComplete;
      equal(page.field.value, '');
      await page.type('For the first');
      await page.chat.setThreadId(null);
      await page.chat.updateComplete;
      equal(page.field.value, 'For a new chat');
      await page.chat.setThreadId('t1');
      await page.chat.updateComplete;
      equal(page.field.value, 'For the first');
    });

    it('is closed where the thread is, with the reason', async () => {
      page.server.add('t1', [], { status: { type: 'locked', reason: 'Handed over to a person.' } });
      await page.ready({ initialThread: 't1' });
      await page.see('.closed');
      ok(page.texts('.closed')[0]?.startsWith('Handed over to a person.'), 'the reason');
      equal(page.find('textarea'), null);
    });

    it('gives a message back that was stopped before the server took it', async () => {
      await page.ready();
      await page.say('Hello');
      await page.press('Stop answering');
      await found(() => page.field?.value === 'Hello');
    });

    it('keeps the words that were meant for a thread that is gone', async () => {
      page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready({ initialThread: 't1' });
      await found(() => page.texts('.bubble').includes('Before'));
      page.server.threads.length = 0;
      await page.say('Hello');
      await found(() => page.field?.value === 'Hello' && page.find('.start'));
      ok(page.texts('.start').join().includes(en.missing), 'what happened to be said');
    });
  });

  describe('the history', () => {
    beforeEach(() => {
      for (const id of ['a', 'b', 'c']) page.server.add(id, [question(id, `q-${id}`, `In ${id}`)]);
    });

    it('lists the threads, newest first, and opens one', async () => {
      await page.ready({ initialThread: 'c' });
      await page.press('Chat history');
      await page.see('.thread-row');
      equal(page.texts('.thread-title'), ['Title of c', 'Title of b', 'Title of a']);
      equal(page.find('[aria-current=true]')?.dataset['thread'], 'c');
      await found(() => page.root.activeElement?.getAttribute('aria-label') === 'Back');
      ok(page.find('.main')?.inert, 'what lies beneath to be inert');
      page.find('[data-thread=a]')!.click();
      await found(() => page.texts('.bubble').includes('In a'));
      equal(page.find('.history'), null);
      equal(page.details('chatkit.thread.change').at(-1), { threadId: 'a' });
      equal(
        page.events.map(({ type }) => type).filter((type) => type.includes('history')),
        ['chatkit.history.open', 'chatkit.history.close'],
      );
    });

    it('renames in the row, and the header follows', async () => {
      await page.ready({ initialThread: 'c' });
      await page.press('Chat history');
      await page.press('Rename: Title of c');
      const input = await page.see<HTMLInputElement>('.rename-input');
      ok(page.root.activeElement === input, 'the field to have the focus');
      input.value = 'Better';
      await page.press('Save');
      await found(() => page.server.asked('threads.update').length === 1);
      equal(page.texts('.thread-title')[0], 'Better');
      await page.press('Back');
      await found(() => page.texts('.header .title').includes('Better'));
      equal(page.root.activeElement?.getAttribute('aria-label'), 'Chat history');
    });

    it('lets a renaming go with Escape, and then the history', async () => {
      await page.ready();
      await page.press('Chat history');
      await page.press('Rename: Title of c');
      page.key('Escape', {}, await page.see('.rename-input'));
      await found(() => !page.find('.rename-input'));
      await found(() => page.root.activeElement === page.find('[data-thread=c]'));
      page.key('Escape', {}, page.find('[data-thread=c]')!);
      await found(() => !page.find('.history'));
      equal(page.server.asked('threads.update').length, 0);
    });

    it('deletes only when told twice, and leaves a deleted thread', async () => {
      await page.ready({ initialThread: 'b' });
      await found(() => page.texts('.bubble').includes('In b'));
      await page.press('Chat history');
      await page.press('Delete: Title of b');
      equal(page.server.asked('threads.delete').length, 0);
      await page.press('Cancel');
      await page.press('Delete: Title of b');
      await page.press('Delete');
      await found(() => page.details('chatkit.thread.change').length === 2);
      equal(page.texts('.thread-title'), ['Title of c', 'Title of a']);
      equal(page.details('chatkit.thread.change').at(-1), { threadId: null });
    });

    it('is empty with a way out', async () => {
      page.server.threads.length = 0;
      await page.ready();
      await page.chat.showHistory();
      await page.see('.empty');
      equal(page.texts('.empty-title'), ['No chats yet']);
    });

    it('says why it is not there yet', async () => {
      await page.ready();
      page.server.failures.push(new TypeError('away'));
      await page.chat.showHistory();
      await found(() => page.texts('.history .skeleton')[0] === 'No connection. Trying again…');
    });

    it('can do without renaming and deleting, or not be there at all', async () => {
      await page.ready({ history: { showRename: false, showDelete: false } });
      await page.chat.showHistory();
      await page.see('.thread-row');
      equal(page.all('.thread-actions button').length, 0);
      page.chat.setOptions(page.options({ history: { enabled: false } }));
      await page.chat.updateComplete;
      equal(page.all('.to-history, .to-new').length, 0);
    });
  });

  describe('options', () => {
    it('replace what was there, and are never merged', async () => {
      await page.ready({ startScreen: PROMPTS, header: { title: { text: 'Help' } }, composer: { placeholder: 'Ask' } });
      equal(page.texts('.header .title'), ['Help']);
      page.chat.setOptions(page.options({ composer: { placeholder: 'Write' } }));
      await page.chat.updateComplete;
      equal(page.texts('.greeting, .prompt, .header .title'), ['New chat', 'What can I help with today?']);
      equal(page.field.placeholder, 'Write');
    });

    it('of the wrong type are told, and the rest works', async () => {
      await page.ready({ composer: { placeholder: 5 as unknown as string }, frameTitle: 'Help chat' });
      const [first] = page.details('chatkit.error') as { error: Error }[];
      ok(first?.error.message.includes('composer.placeholder'), 'the field to be named');
      equal(page.find('.chat')?.getAttribute('aria-label'), 'Help chat');
      equal(page.field.placeholder, 'Message the AI');
    });

    it('for the hosted service say what to do instead', async () => {
      page.chat.setOptions({ api: { getClientSecret: async () => 'secret' }, locale: 'en' });
      await page.heard('chatkit.error');
      ok(page.texts('.failure')[0]?.includes('api.url'), 'the way out');
      ok(page.field.disabled, 'the composer to be off');
      equal((await reason(page.chat.sendUserMessage({ text: 'Hi' }))).code, 'not-configured');
    });

    it('put header actions where they belong', async () => {
      const pressed: string[] = [];
      await page.ready({
        header: {
          leftAction: { icon: 'menu', onClick: () => pressed.push('left') },
          rightAction: { icon: 'close', onClick: () => pressed.push('right') },
        },
      });
      const buttons = page.all('.header button');
      buttons[0]!.click();
      buttons.at(-1)!.click();
      equal(pressed, ['left', 'right']);
      page.chat.setOptions(page.options({ header: { enabled: false } }));
      await page.chat.updateComplete;
      equal(page.find('.header'), null);
    });

    it('show six prompts, and the others on demand', async () => {
      const prompts = Array.from({ length: 8 }, (_, index) => ({ label: `P${index}`, prompt: 'p' }));
      await page.ready({ startScreen: { prompts } });
      equal(page.all('.prompt').length, 7);
      await page.press('More');
      equal(page.all('.prompt').length, 8);
    });

    it('set the scheme, the accent and the words', async () => {
      await page.ready({
        locale: 'de-DE',
        theme: { colorScheme: 'dark', color: { accent: { primary: 'rebeccapurple', level: 2 } }, radius: 'sharp' },
        disclaimer: { text: 'See the [terms](https://example.com).' },
      });
      equal(page.chat.dataset['colorScheme'], 'dark');
      equal(page.chat.dataset['loaded'], 'true');
      equal(page.field.placeholder, 'Nachricht schreiben');
      equal(page.find('.chat')?.lang, 'de-DE');
      equal(getComputedStyle(page.chat).getPropertyValue('--ck-radius-bubble'), '2px');
      ok(
        getComputedStyle(page.chat).getPropertyValue('--ck-accent').startsWith('#'),
        'a named colour to be understood',
      );
      equal(page.find<HTMLAnchorElement>('.disclaimer a')?.href, 'https://example.com/');
      equal(page.chat.getAttribute('style'), null);
    });

    it('send the locale with each request, and write from right to left where it does', async () => {
      await page.ready({ locale: 'ar' });
      equal(page.find('.chat')?.dir, 'rtl');
      await page.say('Hi');
      await page.heard('chatkit.response.end');
      equal(page.server.headers[0]?.get('accept-language'), 'ar');
    });

    it('offer feedback and retry where they ask for it', async () => {
      await page.ready({ threadItemActions: { feedback: true, retry: true } });
      await page.say('Hello');
      await page.see('.actions');
      equal(
        page.all('.actions button').map((each) => each.getAttribute('aria-label')),
        ['Copy', 'Good answer', 'Bad answer', 'Try again'],
      );
      await page.press('Good answer');
      equal((await page.control('Good answer')).getAttribute('aria-pressed'), 'true');
      await found(() => page.server.asked('items.feedback').length === 1);
      await page.press('Try again');
      await found(() => page.server.asked('threads.retry_after_item').length === 1);
    });

    it('offer another try where an answer was stopped before its first word', async () => {
      await page.ready({ threadItemActions: { feedback: true, retry: true } });
      page.server.answers(() => {});
      await page.say('Hello');
      await page.see('.turn:not(.pending) .question');
      equal(page.texts('.actions'), []);
      await page.press('Stop answering');
      await page.see('.actions');
      const names = page.all('.actions button').map((each) => each.getAttribute('aria-label'));
      equal(names, ['Try again']);
      page.server.answers(({ send, end, threadId }) => {
        send(...answerEvents(threadId, 'a1', 'At last'));
        end();
      });
      await page.press('Try again');
      await found(() => page.texts('.answer .markdown').includes('At last'));
    });
  });

  describe('events and methods', () => {
    it('only ready leaves the element', async () => {
      const outside: string[] = [];
      const listen = (event: Event) => outside.push(event.type);
      const types = ['chatkit.ready', 'chatkit.response.start', 'chatkit.thread.change'];
      for (const type of types) document.addEventListener(type, listen);
      await page.ready();
      await page.chat.sendUserMessage({ text: 'Hi' });
      await page.heard('chatkit.response.end');
      for (const type of types) document.removeEventListener(type, listen);
      equal(outside, ['chatkit.ready']);
    });

    it('a page that listens only after setOptions misses nothing', async () => {
      page.chat.setOptions(page.options({ frameTitle: 3 as unknown as string }));
      await page.chat.updateComplete;
      const late: string[] = [];
      for (const type of ['chatkit.ready', 'chatkit.error']) page.chat.addEventListener(type, () => late.push(type));
      await found(() => late.length === 2);
    });

    it('methods called before setOptions wait for it', async () => {
      const sent = page.chat.sendUserMessage({ text: 'Early' });
      await page.ready();
      await sent;
      await found(() => page.texts('.bubble').includes('Early'));
    });

    it('reject with a reason', async () => {
      await page.ready();
      ok((await reason(page.chat.setThreadId('gone'))).message.includes('No such thread'), 'the server’s words');
      ok((await reason(page.chat.setThreadId(5 as unknown as string))) instanceof TypeError, 'a TypeError');
      equal((await reason(page.chat.sendUserMessage({ text: ' ' }))).code, 'empty-message');
      equal((await reason(page.chat.sendCustomAction({ type: 'go' }))).code, 'no-thread');
      void reply();
      await page.chat.sendUserMessage({ text: 'One' });
      equal((await reason(page.chat.sendUserMessage({ text: 'Two' }))).code, 'busy');
    });

    it('fill the composer without sending', async () => {
      await page.ready();
      await page.chat.setComposerValue({ text: 'A draft', reply: 'What was said', selectedToolId: 'search' });
      equal(page.field.value, 'A draft');
      equal(page.texts('.quote span'), ['What was said']);
      equal(page.details('chatkit.tool.change'), [{ toolId: 'search' }]);
      await page.press('Send message');
      await page.heard('chatkit.response.end');
      equal(page.server.asked('threads.create')[0]?.input.quoted_text, 'What was said');
      equal(page.server.asked('threads.create')[0]?.input.inference_options, { tool_choice: { id: 'search' } });
      equal(page.details('chatkit.tool.change').at(-1), { toolId: null });
    });

    it('send into a new thread when asked to', async () => {
      page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready({ initialThread: 't1' });
      await found(() => page.texts('.bubble').includes('Before'));
      await page.chat.sendUserMessage({ text: 'Fresh', newThread: true });
      await page.heard('chatkit.response.end');
      equal(page.server.asked('threads.create').length, 1);
    });

    it('send into a new thread even where another one is opened right after', async () => {
      page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready();
      const sent = page.chat.sendUserMessage({ text: 'Fresh', newThread: true });
      await Promise.all([page.chat.setThreadId('t1'), reason(sent)]);
      equal(page.server.asked('threads.add_user_message'), []);
    });

    it('focus the composer, and show and hide the history', async () => {
      await page.ready();
      await page.chat.focusComposer();
      ok(page.root.activeElement === page.field, 'the field to have the focus');
      await page.chat.showHistory();
      ok(page.find('.history'), 'the history');
      await page.chat.hideHistory();
      equal(page.find('.history'), null);
    });

    it('fetch what changed elsewhere', async () => {
      const thread = page.server.add('t1', [question('t1', 'q', 'Before')]);
      await page.ready({ initialThread: 't1' });
      await found(() => page.texts('.bubble').includes('Before'));
      thread.items.data.push(answer('t1', 'a', 'From another tab'));
      await page.chat.fetchUpdates();
      await found(() => page.texts('.answer .markdown').includes('From another tab'));
    });

    it('a thread that is gone gives way to a new chat, with a word about it', async () => {
      await page.ready({ initialThread: 'gone' });
      await found(() => page.texts('.note')[0]?.includes('no longer exists'));
      equal(page.details('chatkit.thread.change').at(-1), { threadId: null });
      equal(page.details('chatkit.thread.load.end'), [{ threadId: 'gone' }]);
    });
  });

  describe('in the page', () => {
    it('survives being moved in the middle of an answer', async () => {
      await page.ready();
      const coming = reply();
      await page.say('Hello');
      const { send, end, threadId } = await coming;
      send(begin(threadId, 'a1'), delta('a1', 'Before '));
      await found(() => page.texts('.answer .markdown').includes('Before'));
      const elsewhere = document.createElement('section');
      // Of what has no height, WebKit says that it has no text.
      elsewhere.style.blockSize = '100%';
      page.frame.append(elsewhere);
      elsewhere.append(page.chat);
      send(delta('a1', 'and after'), { type: 'thread.item.done', item: answer(threadId, 'a1', 'Before and after') });
      end();
      await found(() => page.texts('.answer .markdown').includes('Before and after'));
      equal(page.texts('.failure'), []);
    });

    it('gives everything up once it is gone, and comes back with its thread', async () => {
      await page.ready();
      const coming = reply();
      await page.say('Hello');
      const { send, gone, threadId } = await coming;
      send(begin(threadId, 'a1'), delta('a1', 'Half'));
      await found(() => page.texts('.answer .markdown').includes('Half'));
      page.chat.remove();
      await gone;
      page.server.threads[0]!.items.data.push(answer(threadId, 'a1', 'Half, stored'));
      page.frame.append(page.chat);
      await found(() => page.texts('.answer .markdown').includes('Half, stored'));
      equal(page.details('chatkit.error'), []);
    });

    it('can be given its options before it is in the page', async () => {
      page.chat.remove();
      page.chat.setOptions(page.options());
      page.frame.append(page.chat);
      await page.heard('chatkit.ready');
      await page.see('.greeting');
    });

    it('opens a long thread at its end, and keeps its place when older items come', async () => {
      page.server.pageSize = 10;
      const items = Array.from({ length: 25 }, (_, index) => question('t1', `q${index}`, `Message ${index}`));
      page.server.add('t1', items);
      await page.ready({ initialThread: 't1' });
      const scroller = await page.see('.scroller');
      await found(() => page.texts('.bubble').includes('Message 24'));
      await found(() => Math.abs(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight) < 2);
      const top = () =>
        page
          .all('.bubble')
          .find((each) => each.textContent.trim() === 'Message 17')!
          .getBoundingClientRect().top;
      scroller.scrollTop = 200;
      const before = top();
      await found(() => page.texts('.bubble').includes('Message 8'));
      ok(Math.abs(top() - before) < 2, 'the text in view to stay where it was');
    });

    it('does not pull a reader along, and offers the way to the latest', async () => {
      await page.ready();
      const coming = reply();
      await page.say('Hello');
      const { send, end, threadId } = await coming;
      send(begin(threadId, 'a1'), delta('a1', 'Start.\n\n'));
      await found(() => page.texts('.answer .markdown').includes('Start.'));
      const scroller = page.find('.scroller')!;
      // The question glides to its place.
      await found(() => scroller.scrollTop === scroller.scrollHeight - scroller.clientHeight);
      const top = scroller.scrollTop;
      const text = 'A line of text.\n\n'.repeat(60);
      send(delta('a1', text), { type: 'thread.item.done', item: answer(threadId, 'a1', `Start.\n\n${text}`) });
      end();
      await page.heard('chatkit.response.end');
      await page.control('To the latest message');
      equal(scroller.scrollTop, top);
      await page.press('To the latest message');
      await found(() => !page.find('.latest'));
    });

    it('goes along where it is asked to and the reader is at the end', async () => {
      await page.ready({ thread: { autoScroll: true } });
      const coming = reply();
      await page.say('Hello');
      const { send, end, threadId } = await coming;
      send(begin(threadId, 'a1'));
      const scroller = page.find('.scroller')!;
      for (let piece = 0; piece < 5; piece++) {
        send(delta('a1', `Piece ${piece}.\n\n${'Line.\n\n'.repeat(8)}`));
        await found(() => page.texts('.answer .markdown')[0]?.includes(`Piece ${piece}.`));
        await found(() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2);
      }
      end();
    });

    it('passes over what it does not know', async () => {
      await page.ready();
      page.server.answers(({ send, end, threadId }) => {
        send({ type: 'from.the.future' } as unknown as ThreadEvent, ...answerEvents(threadId, 'a1', 'Fine.'));
        end();
      });
      await page.say('Hello');
      await found(() => page.texts('.answer .markdown').includes('Fine.'));
      equal(page.details('chatkit.log'), [{ name: 'unknown-event', data: { type: 'from.the.future' } }]);
    });
  });
});
