import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import { hasPart, mount, onPage, part, settled, statusIs, unmountAll, until } from '../testing/mount.ts';
import type { KbAssistant } from './kb-assistant.ts';

const { fetch } = window;
afterEach(() => {
  unmountAll();
  window.fetch = fetch;
  document.cookie = 'auth_token=; Max-Age=0';
});

const press = (key: string, init: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));

/** Has a function of the page write down how it is called, until the function that is given back is called. */
function overhear<T extends object>(
  target: T,
  name: keyof T & string,
  heard: (self: unknown, args: unknown[]) => void,
) {
  const original = target[name] as (...args: unknown[]) => unknown;
  const overheard = function (this: unknown, ...args: unknown[]) {
    heard(this, args);
    return original.apply(this, args);
  };
  Object.assign(target, { [name]: overheard });
  return () => void Object.assign(target, { [name]: original });
}

describe('what other assistants do to a page, and this one does not', () => {
  it('takes part in no contest of z-index, and stands above whoever has won it', async () => {
    onPage('<div style="position:fixed;inset:0;z-index:2147483647;background:#fff"></div>');
    const assistant = await mount('open');
    await settled(assistant);
    const { left, top, width, height } = part(assistant, 'panel').getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).to.equal(assistant);
    expect(getComputedStyle(part(assistant, 'launcher')).zIndex).to.equal('1000');
    assistant.style.setProperty('--kb-launcher-z-index', '7');
    expect(getComputedStyle(part(assistant, 'launcher')).zIndex).to.equal('7');
  });

  it('watches no document for changes anywhere in it, and hears no messages that are not its own', async () => {
    const watched: string[] = [];
    const stop = [
      overhear(MutationObserver.prototype, 'observe', (_, [target, options]) => {
        const whole = target === document || target === document.documentElement || target === document.body;
        if (whole && (options as MutationObserverInit).subtree) watched.push('the whole page');
      }),
      overhear(window, 'addEventListener', (_, [type]) => {
        if (type === 'message') watched.push('all messages');
      }),
    ];
    const prompts = [{ label: 'Billing', prompt: 'b', when: { path: '/billing/*', selector: '#cart' } }];
    const assistant = await mount('open theme="from-page" prompts-on-launcher shortcut="mod+k"', (early) =>
      Object.assign(early, { prompts }),
    );
    await statusIs(assistant, 'ready');
    for (const each of stop) each();
    expect([watched, window.onmessage]).to.deep.equal([[], null]);
  });

  it('makes no sound', async () => {
    const sounds: string[] = [];
    const stop = overhear(HTMLMediaElement.prototype, 'play', () => sounds.push('play'));
    const { AudioContext } = window;
    Object.assign(window, { AudioContext: class extends AudioContext {} });
    const assistant = await mount('teaser="Hello" teaser-delay="0"');
    assistant.show();
    await statusIs(assistant, 'ready');
    assistant.hide();
    FakeChatKit.latest.say('chatkit.response.end');
    await until(() => hasPart(assistant, 'badge'));
    stop();
    Object.assign(window, { AudioContext });
    expect([sounds, document.querySelector('audio'), assistant.shadowRoot?.querySelector('audio')]).to.deep.equal([
      [],
      null,
      null,
    ]);
  });

  it('keeps its chat when the page changes its language, its words or its look', async () => {
    const assistant = await mount('open');
    await statusIs(assistant, 'ready');
    const changes: Partial<KbAssistant>[] = [
      { locale: 'de' },
      { heading: 'Hilfe' },
      { strings: { retry: 'Noch einmal' } },
      { colorScheme: 'dark' },
      { theme: { primaryColor: '#be123c' } },
      { position: 'top-left' },
      { greeting: 'Hallo' },
    ];
    for (const change of changes) {
      Object.assign(assistant, change);
      await assistant.updateComplete;
    }
    expect([FakeChatKit.made.length, FakeChatKit.latest.dead, FakeChatKit.latest.options?.locale]).to.deep.equal([
      1,
      false,
      'de',
    ]);
  });

  it('does not scroll the page, wherever it is opened from', async () => {
    onPage('<div style="height:5000px"></div>');
    const far = onPage<HTMLButtonElement>('<button data-kb-open>Far below</button>');
    const assistant = await mount();
    scrollTo(0, 300);
    const open = [() => part(assistant, 'launcher').click(), () => far.click(), () => assistant.show()];
    for (const each of open) {
      each();
      await statusIs(assistant, 'ready');
      await until(() => FakeChatKit.latest.calls.length > 0 || !assistant.open);
      part(assistant, 'close').focus({ preventScroll: true });
      part(assistant, 'close').click();
      await settled(assistant);
      expect([assistant.open, scrollY]).to.deep.equal([false, 300]);
    }
    scrollTo(0, 0);
  });
});

describe('a page behind a modal panel', () => {
  it('stays where it is, in place and width, and gets its scrolling back', async () => {
    const box = onPage('<div style="height:5000px;text-align:end"><span>At the edge</span></div>');
    const edge = box.firstElementChild!;
    const assistant = await mount('mode="modal"');
    scrollTo(0, 300);
    const where = () => {
      const { left, top } = edge.getBoundingClientRect();
      return [left, top, scrollY, innerWidth];
    };
    const before = where();
    assistant.show();
    await statusIs(assistant, 'ready');
    await settled(assistant);
    expect([where(), getComputedStyle(document.documentElement).overflowY]).to.deep.equal([before, 'hidden']);
    assistant.hide();
    await settled(assistant);
    expect([where(), getComputedStyle(document.documentElement).overflowY]).to.deep.equal([before, 'visible']);
    scrollTo(0, 0);
  });
});

describe('the state of an element that is on its way', () => {
  it('can be told by a style sheet', async () => {
    FakeChatKit.silent = true;
    const assistant = await mount('open');
    await statusIs(assistant, 'connecting');
    expect([assistant.matches(':state(connecting)'), assistant.matches(':state(failed)')]).to.deep.equal([true, false]);
    expect(part(assistant, 'launcher').dataset['state']).to.equal('connecting');
  });
});

describe('the way out', () => {
  const active = (assistant: KbAssistant): Element | null => assistant.shadowRoot?.activeElement ?? null;
  /** One back. The driver of WebKit holds no key, and onwards would lead out of the page: there, the control must take the focus. */
  const tabBack = async (assistant: KbAssistant): Promise<void> => {
    const held = await sendKeys({ down: 'Shift' }).then(
      () => true,
      () => false,
    );
    if (!held) return part(assistant, 'close').focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
  };

  for (const mode of ['floating', 'sidebar', 'modal']) {
    it(`can be reached by keyboard from inside a frame, which keeps its keys to itself, ${mode}`, async () => {
      const assistant = await mount(`mode="${mode}"`);
      part(assistant, 'launcher').click();
      await statusIs(assistant, 'ready');
      const frame = document.createElement('iframe');
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      frame.srcdoc = '<input aria-label="Composer" />';
      FakeChatKit.latest.frame.append(frame);
      await loaded;
      const field = frame.contentDocument!.querySelector('input')!;
      field.focus();
      expect(frame.contentDocument!.activeElement === field, 'a frame that is not shown takes no focus').to.equal(true);
      await sendKeys({ press: 'Escape' });
      expect(assistant.open, 'the page does not hear it').to.equal(true);
      for (let i = 0; i < 5 && active(assistant) !== part(assistant, 'close'); i += 1) await tabBack(assistant);
      expect(active(assistant) === part(assistant, 'close')).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await settled(assistant);
      expect([assistant.open, active(assistant) === part(assistant, 'launcher')]).to.deep.equal([false, true]);
    });
  }

  it('is open to Tab where the page beside the panel can be used', async () => {
    for (const mode of ['floating', 'sidebar']) {
      const assistant = await mount(`mode="${mode}"`);
      const after = onPage('<button>After</button>');
      part(assistant, 'launcher').focus();
      part(assistant, 'launcher').click();
      await statusIs(assistant, 'ready');
      const met: string[] = [];
      for (let i = 0; i < 12 && document.activeElement !== after; i += 1) {
        await sendKeys({ press: 'Tab' });
        met.push(active(assistant)?.ariaLabel ?? '');
      }
      expect(document.activeElement === after, met.join()).to.equal(true);
      expect(met).to.include.members(['History', 'New chat', 'Expand', 'Close Assistant']);
      unmountAll();
    }
  });
});

describe('what is said to nobody else', () => {
  const SECRET = 'ek_the-secret-of-the-session-0123456789';
  const TOKEN = 'token-of-the-visitor-0123456789';

  /** Everything in a value that somebody could read, errors and their causes too. */
  function readable(value: unknown, seen = new Set<unknown>()): string {
    if (typeof value !== 'object' || value === null) return String(value);
    if (seen.has(value)) return '';
    seen.add(value);
    if (value instanceof Node) return '';
    const own = Reflect.ownKeys(value).map((key) => readable((value as Record<PropertyKey, unknown>)[key], seen));
    return [value instanceof Error ? String(value) : '', ...own].join(' ');
  }

  it('is a secret: no log, address, storage, event, markup, tab or frame has more than its beginning', async () => {
    document.cookie = `auth_token=${TOKEN}`;
    const told: Record<string, string[]> = { log: [], address: [], event: [], tab: [] };
    const tell = (where: string) => (_: unknown, values: unknown[]) =>
      told[where]!.push(values.map((each) => readable(each)).join(' '));
    const levels = ['debug', 'log', 'info', 'warn', 'error'] as const;
    const stop = levels.map((level) => overhear(console, level, tell('log')));
    stop.push(overhear(BroadcastChannel.prototype, 'postMessage', tell('tab')));
    const sent: (string | null)[] = [];
    let fails = false;
    window.fetch = (input, init) => {
      const address = new Request(input).url;
      told['address']!.push(address);
      sent.push(new Headers(init?.headers).get('authorization'));
      if (address.endsWith('/session')) {
        if (fails) return Promise.resolve(Response.json({ token: SECRET, error: SECRET }));
        return Promise.resolve(Response.json({ client_secret: SECRET, expires_in: 600 }));
      }
      return Promise.resolve(fails ? new Response(null, { status: 401 }) : Response.json({}));
    };
    const assistant = await mount(
      'id="secret" persist="local" debug session-url="/session" auth-cookie="auth_token"',
      (early) =>
        void stop.push(
          overhear(early, 'dispatchEvent', (_, [event]) => tell('event')(_, [(event as CustomEvent).detail])),
        ),
    );
    assistant.show();
    await statusIs(assistant, 'ready');
    const input = { content: [{ type: 'input_text', text: 'My question' }] };
    await FakeChatKit.latest.request({ type: 'threads.create', params: { input } });
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
    fails = true;
    await FakeChatKit.latest.request({ type: 'threads.list' });
    await assistant.diagnose({ deadlineMs: 500 });
    assistant.remove();
    await statusIs(assistant, 'idle');
    for (const each of stop) each();

    expect(sent, 'where they belong').to.include.members([`Bearer ${SECRET}`, `Bearer ${TOKEN}`]);
    const elsewhere = {
      ...told,
      storage: [localStorage, sessionStorage].flatMap((each) => Object.values(each as Record<string, string>)),
      markup: [assistant.outerHTML, assistant.shadowRoot!.innerHTML, location.href],
      frame: [JSON.stringify(FakeChatKit.latest.data)],
    };
    for (const [where, values] of Object.entries(elsewhere)) {
      expect(values.join(), `nothing was looked at: ${where}`).not.to.equal('');
      expect(
        values.filter((each) => each.includes('the-secret') || each.includes('the-visitor')),
        where,
      ).to.deep.equal([]);
    }
    expect(told['log']!.join()).to.contain('ek_t…').and.not.to.contain('My question');
  });

  it('is what happened, unless somebody debugs: then each step has a name and its facts', async () => {
    const printed: unknown[][] = [];
    const stop = overhear(console, 'debug', (_, values) => printed.push(values));
    const quiet = await mount('open');
    await statusIs(quiet, 'ready');
    expect(printed).to.deep.equal([]);
    const assistant = await mount('id="other" open debug session-url="/session"', (early) => {
      window.fetch = () => Promise.resolve(Response.json({ client_secret: SECRET, expires_in: 600 }));
      return early;
    });
    await statusIs(assistant, 'ready');
    await FakeChatKit.latest.request({ type: 'threads.list', params: {} });
    stop();
    for (const [step, facts, ...more] of printed) {
      expect(step).to.match(/^\[kb-assistant\] [a-z.-]+$/);
      expect([typeof facts, more]).to.deep.equal(['object', []]);
    }
    const factsOf = (name: string) => printed.find(([step]) => step === `[kb-assistant] ${name}`)?.[1];
    expect(factsOf('session')).to.include({ url: '/session', attempt: 1, begins: 'ek_t…' });
    expect(factsOf('request')).to.include({ type: 'threads.list', attempt: 1, status: 200 });
    expect(factsOf('request')).to.have.property('ms').that.is.a('number');
    expect(factsOf('status')).to.include({ status: 'loading', stage: 'script' });
  });
});

describe('a fetcher of the page', () => {
  const late = Promise.withResolvers<string>();
  const fetchers: Record<string, () => unknown> = {
    throws: () => {
      throw new Error('signed out');
    },
    rejects: () => Promise.reject(new Error('signed out')),
    'gives null': () => null,
    'answers after it is gone': () => late.promise,
  };
  const { random } = Math;
  beforeEach(() => (Math.random = () => 0));
  afterEach(() => (Math.random = random));

  for (const [name, fetcher] of Object.entries(fetchers)) {
    for (const kind of ['sessionFetcher', 'authFetcher'] as const) {
      it(`that ${name} leaves no rejection that nobody handles: ${kind}`, async () => {
        const unhandled: unknown[] = [];
        const onUnhandled = (event: PromiseRejectionEvent): void => {
          event.preventDefault();
          unhandled.push(event.reason);
        };
        addEventListener('unhandledrejection', onUnhandled);
        const { error } = console;
        console.error = () => {};
        window.fetch = () => Promise.resolve(Response.json({}));
        try {
          const assistant = await mount('open', (early) => Object.assign(early, { [kind]: fetcher }));
          await until(() => FakeChatKit.made.length === 1);
          if (kind === 'authFetcher') {
            await statusIs(assistant, 'ready');
            void FakeChatKit.latest.request({ type: 'threads.list', params: {} });
          } else if (name !== 'answers after it is gone') {
            await statusIs(assistant, 'failed');
          }
          assistant.remove();
          await statusIs(assistant, 'idle');
          late.resolve('stale');
          // Told in a task of its own.
          await new Promise((resolve) => setTimeout(resolve));
          await new Promise(requestAnimationFrame);
        } finally {
          console.error = error;
          removeEventListener('unhandledrejection', onUnhandled);
        }
        expect(unhandled).to.deep.equal([]);
      });
    }
  }
});

describe('a hosted chat', () => {
  it('that asks for a new secret and gets none is told so, and so is the page', async () => {
    const secrets: unknown[] = ['ek_first'];
    const { error } = console;
    console.error = () => {};
    const errors: string[] = [];
    const assistant = await mount('open api-url=""', (early) => {
      early.addEventListener('kb-error', ({ detail }) => errors.push(detail.code));
      Object.assign(early, { sessionFetcher: async () => secrets.shift() ?? null });
    });
    await statusIs(assistant, 'ready');
    expect(await FakeChatKit.latest.askSecret()).to.equal('ek_first');
    expect(await FakeChatKit.latest.askSecret('ek_first')).to.equal(null);
    console.error = error;
    expect(errors).to.deep.equal(['session-malformed']);
  });
});

describe('a conversation that the server no longer has', () => {
  it('gives way to a new one, and nobody is told of an error', async () => {
    const first = await mount('persist="local" open');
    await statusIs(first, 'ready');
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_gone' });
    first.remove();
    const errors: string[] = [];
    const assistant = await mount('persist="local"', (early) =>
      early.addEventListener('kb-error', ({ detail }) => errors.push(detail.code)),
    );
    await statusIs(assistant, 'ready');
    expect(FakeChatKit.latest.options?.initialThread).to.equal('thr_gone');
    window.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
    await FakeChatKit.latest.request({ type: 'threads.get_by_id', params: { thread_id: 'thr_gone' } });
    await until(() => FakeChatKit.latest.calls.length > 0);
    expect([FakeChatKit.latest.calls, errors]).to.deep.equal([[['setThreadId', null]], []]);
    expect(JSON.stringify(Object.values(localStorage))).not.to.contain('thr_gone');
  });
});

describe('kb-close', () => {
  const ways: Record<string, (assistant: KbAssistant) => unknown> = {
    launcher: (assistant) => part(assistant, 'launcher').click(),
    'close-button': (assistant) => part(assistant, 'close').click(),
    escape: (assistant) =>
      part(assistant, 'panel').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
      ),
    shortcut: () => press('y', { altKey: true }),
    outside: () => {
      document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      document.body.click();
    },
    api: (assistant) => assistant.hide(),
  };
  for (const [reason, close] of Object.entries(ways)) {
    it(`says "${reason}", and is obeyed when the page refuses`, async () => {
      const assistant = await mount('open shortcut="alt+y" close-on-outside-click');
      await settled(assistant);
      const heard: [string, boolean][] = [];
      let refuses = true;
      assistant.addEventListener('kb-close', (event) => {
        heard.push([event.detail.reason, event.cancelable]);
        if (refuses) event.preventDefault();
      });
      close(assistant);
      await settled(assistant);
      expect([assistant.open, hasPart(assistant, 'panel')]).to.deep.equal([true, true]);
      refuses = false;
      close(assistant);
      await settled(assistant);
      expect([assistant.open, hasPart(assistant, 'panel')]).to.deep.equal([false, false]);
      expect(heard).to.deep.equal([
        [reason, true],
        [reason, true],
      ]);
    });
  }
});
