import 'axe-core/axe.min.js';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define.ts';
import type { KbAssistant } from './kb-assistant.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import { mount, nextEvent as next, statusIs, unmountAll, until } from '../testing/mount.ts';

declare const axe: { run(root: Element, options?: object): Promise<{ violations: { id: string; nodes: object[] }[] }> };

const query = (assistant: KbAssistant, selector: string): HTMLElement => {
  const found = assistant.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const launcherOf = (assistant: KbAssistant) => query(assistant, '[part~=launcher]');
const panelOf = (assistant: KbAssistant) => query(assistant, '[part~=panel]');
const isShown = (assistant: KbAssistant) => panelOf(assistant).matches(':popover-open');

afterEach(unmountAll);

describe('<kb-assistant>', () => {
  describe('the launcher', () => {
    it('is a button with a name, that says whether the panel is open', async () => {
      const assistant = await mount('heading="Help"');
      const launcher = launcherOf(assistant);
      expect(launcher.localName).to.equal('button');
      expect([launcher.ariaLabel, launcher.ariaExpanded]).to.deep.equal(['Open Help', 'false']);
      launcher.click();
      await assistant.updateComplete;
      expect([launcher.ariaLabel, launcher.ariaExpanded]).to.deep.equal(['Close Help', 'true']);
    });

    it('floats 24 px from the bottom right corner, in the brand colour', async () => {
      const box = launcherOf(await mount()).getBoundingClientRect();
      expect([innerWidth - box.right, innerHeight - box.bottom, box.width]).to.deep.equal([24, 24, 56]);
    });

    it('stands where position and offsets say, and moves with them', async () => {
      const assistant = await mount('position="top-left" offset-x="10" offset-y="20"');
      const box = () => launcherOf(assistant).getBoundingClientRect();
      expect([box().left, box().top]).to.deep.equal([10, 20]);
      assistant.offsetX = 40;
      await assistant.updateComplete;
      expect(box().left).to.equal(40);
    });

    it('leaves the panel on the screen, however far it stands from the edge', async () => {
      for (const position of ['bottom-right', 'top-left']) {
        const assistant = await mount(`open position="${position}" offset-x="200" offset-y="200"`);
        await Promise.all(
          panelOf(assistant)
            .getAnimations()
            .map((animation) => animation.finished),
        );
        const { top, left, right, bottom } = panelOf(assistant).getBoundingClientRect();
        expect([top >= 0, left >= 0, right <= innerWidth, bottom <= innerHeight], position).to.deep.equal(
          Array.from({ length: 4 }, () => true),
        );
        assistant.remove();
      }
    });

    it('can be left out', async () => {
      const assistant = await mount('without-launcher');
      expect(launcherOf(assistant).checkVisibility()).to.equal(false);
      assistant.show();
      await assistant.updateComplete;
      expect(isShown(assistant)).to.equal(true);
    });

    it('takes no room from the page', async () => {
      const before = document.documentElement.scrollHeight;
      await mount();
      expect(document.documentElement.scrollHeight).to.equal(before);
    });
  });

  describe('opening and closing', () => {
    it('brings the chat up on the first opening, and not before', async () => {
      const assistant = await mount();
      expect([FakeChatKit.made.length, assistant.status]).to.deep.equal([0, 'idle']);
      launcherOf(assistant).click();
      await statusIs(assistant, 'ready');
      assistant.hide();
      assistant.show();
      await assistant.updateComplete;
      expect(FakeChatKit.made.length).to.equal(1);
    });

    it('tells the stages and the reasons', async () => {
      const assistant = await mount();
      const told: unknown[] = [];
      for (const type of ['kb-open', 'kb-close', 'kb-ready', 'kb-status-change']) {
        assistant.addEventListener(type, (event) => {
          const { reason, status, stage } = ((event as CustomEvent).detail ?? {}) as Record<string, string>;
          told.push([type, reason ?? (stage ? `${status}: ${stage}` : status)]);
        });
      }
      launcherOf(assistant).click();
      await statusIs(assistant, 'ready');
      query(assistant, '[part~=close]').click();
      await assistant.updateComplete;
      expect(told).to.deep.equal([
        ['kb-open', 'launcher'],
        ['kb-status-change', 'loading: script'],
        ['kb-status-change', 'connecting: frame'],
        ['kb-status-change', 'connecting: answer'],
        ['kb-status-change', 'connecting: session'],
        ['kb-status-change', 'ready'],
        ['kb-ready', undefined],
        ['kb-close', 'close-button'],
      ]);
    });

    it('stays open when the page refuses', async () => {
      const assistant = await mount('open');
      assistant.addEventListener('kb-close', (event) => event.preventDefault());
      assistant.hide();
      assistant.open = false;
      assistant.removeAttribute('open');
      await assistant.updateComplete;
      expect([assistant.open, isShown(assistant), assistant.hasAttribute('open')]).to.deep.equal([true, true, true]);
    });

    it('is not opened by a copy of it, which libraries keep of a page, but by what the page says', async () => {
      const assistant = await mount();
      assistant.show();
      await assistant.updateComplete;
      expect(assistant.hasAttribute('open')).to.equal(true);
      const copy = assistant.cloneNode() as KbAssistant;
      assistant.replaceWith(copy);
      await copy.updateComplete;
      expect([copy.open, copy.hasAttribute('open')]).to.deep.equal([false, false]);
      copy.setAttribute('open', 'open');
      expect(copy.open).to.equal(true);
      copy.remove();
    });

    it('follows the attribute and the property', async () => {
      const assistant = await mount();
      assistant.setAttribute('open', '');
      await assistant.updateComplete;
      expect(isShown(assistant)).to.equal(true);
      assistant.open = false;
      await assistant.updateComplete;
      expect([isShown(assistant), assistant.hasAttribute('open')]).to.deep.equal([false, false]);
    });

    it('closes on Escape, and gives the focus back to where it came from', async () => {
      const assistant = await mount();
      const launcher = launcherOf(assistant);
      launcher.focus();
      await sendKeys({ press: 'Enter' });
      await statusIs(assistant, 'ready');
      await sendKeys({ press: 'Escape' });
      await assistant.updateComplete;
      expect(isShown(assistant)).to.equal(false);
      expect(assistant.shadowRoot?.activeElement === launcher).to.equal(true);
    });

    it('does not close on an Escape that something inside has used', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      FakeChatKit.latest.addEventListener('keydown', (event) => event.preventDefault());
      FakeChatKit.latest.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
      );
      await assistant.updateComplete;
      expect(assistant.open).to.equal(true);
    });

    it('moves the focus for a person, and not for a page that opens it by itself', async () => {
      const quiet = await mount('open');
      await statusIs(quiet, 'ready');
      expect(FakeChatKit.latest.calls).to.deep.equal([]);
      const asked = await mount();
      launcherOf(asked).click();
      await statusIs(asked, 'ready');
      while (FakeChatKit.latest.calls.length === 0) await new Promise(requestAnimationFrame);
      expect(FakeChatKit.latest.calls).to.deep.equal([['focusComposer']]);
    });

    it('asks a question', async () => {
      const assistant = await mount();
      await assistant.ask('How do I reset my password?');
      expect(assistant.open).to.equal(true);
      expect(FakeChatKit.latest.calls).to.deep.include(['sendUserMessage', { text: 'How do I reset my password?' }]);
    });
  });

  describe('the chat inside', () => {
    it('has all its methods on the element', async () => {
      const assistant = await mount();
      await assistant.focusComposer();
      await assistant.setThreadId('thr_1');
      await assistant.sendUserMessage({ text: 'a' });
      await assistant.setComposerValue({ text: 'b' });
      await assistant.fetchUpdates();
      await assistant.sendCustomAction({ type: 'c' }, 'msg_1');
      await assistant.showHistory();
      await assistant.hideHistory();
      expect(FakeChatKit.latest.calls).to.deep.equal([
        ['focusComposer'],
        ['setThreadId', 'thr_1'],
        ['sendUserMessage', { text: 'a' }],
        ['setComposerValue', { text: 'b' }],
        ['fetchUpdates'],
        ['sendCustomAction', { type: 'c' }, 'msg_1'],
        ['showHistory'],
        ['hideHistory'],
      ]);
    });

    it('has its events dispatched again on the element, once each', async () => {
      const assistant = await mount();
      const heard: unknown[] = [];
      for (const type of ['chatkit.ready', 'chatkit.thread.change', 'chatkit.effect', 'chatkit.log'] as const) {
        assistant.addEventListener(type, (event) => heard.push([event.type, event.detail]));
      }
      assistant.show();
      await statusIs(assistant, 'ready');
      FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
      FakeChatKit.latest.say('chatkit.effect', { name: 'confetti' });
      FakeChatKit.latest.say('chatkit.log', { name: 'x' });
      expect(heard).to.deep.equal([
        ['chatkit.ready', null],
        ['chatkit.thread.change', { threadId: 'thr_1' }],
        ['chatkit.effect', { name: 'confetti' }],
        ['chatkit.log', { name: 'x' }],
      ]);
    });

    it('gets new options when one changed, and none when only functions did', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      const chat = FakeChatKit.latest;
      assistant.clientTools = { add: () => ({}) };
      await assistant.updateComplete;
      expect(chat.setOptionsCalls).to.equal(1);
      assistant.greeting = 'Welcome';
      await assistant.updateComplete;
      expect([chat.setOptionsCalls, chat.options?.startScreen?.greeting]).to.deep.equal([2, 'Welcome']);
      chat.say('chatkit.thread.change', { threadId: 'thr_1' });
      await assistant.updateComplete;
      expect(chat.setOptionsCalls).to.equal(2);
    });

    it('takes properties that were set before the element was there', async () => {
      const prompts = [{ label: 'Hello', prompt: 'Hello' }];
      const assistant = await mount('open', (early) => Object.assign(early, { prompts }));
      await statusIs(assistant, 'ready');
      expect(FakeChatKit.latest.options?.startScreen?.prompts).to.deep.equal(prompts);
    });

    it('starts a new one with its thread when the element is moved, which kills the official one', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      const first = FakeChatKit.latest;
      first.say('chatkit.thread.change', { threadId: 'thr_1' });
      first.say('chatkit.history.open');
      document.body.append(document.createElement('div'));
      document.body.lastElementChild?.append(assistant);
      await next(assistant, 'kb-ready');
      await assistant.updateComplete;
      expect(FakeChatKit.latest === first).to.equal(false);
      expect([FakeChatKit.latest.dead, FakeChatKit.latest.options?.initialThread]).to.deep.equal([false, 'thr_1']);
      expect([first.isConnected, isShown(assistant)]).to.deep.equal([false, true]);
      expect(assistant.shadowRoot?.querySelector('[aria-pressed=true]')).to.equal(null);
    });

    it('gets the question that was asked while it was moved', async () => {
      const assistant = await mount();
      const asked = assistant.ask('How?');
      await statusIs(assistant, 'connecting');
      document.body.append(document.createElement('div'));
      document.body.lastElementChild?.append(assistant);
      await asked;
      expect(FakeChatKit.latest.calls).to.deep.include(['sendUserMessage', { text: 'How?' }]);
    });

    it('goes when the element is removed, and comes back with it', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      assistant.remove();
      await statusIs(assistant, 'idle');
      expect(FakeChatKit.latest.isConnected).to.equal(false);
      document.body.append(assistant);
      await statusIs(assistant, 'ready');
      expect(FakeChatKit.made.length).to.equal(2);
    });
  });

  describe('its requests', () => {
    const list = JSON.stringify({ type: 'threads.list', params: {} });
    const original = window.fetch;
    let sent: { url: RequestInfo | URL; headers: Headers; body: unknown }[] = [];

    beforeEach(() => {
      sent = [];
      window.fetch = (input, init) => {
        sent.push({ url: input, headers: new Headers(init?.headers), body: JSON.parse(init?.body as string) });
        return Promise.resolve(Response.json({ client_secret: 'secret', expires_in: 600 }));
      };
    });
    afterEach(() => {
      window.fetch = original;
      document.cookie = 'auth_token=; Max-Age=0';
    });

    const fetchOf = (): typeof fetch => {
      const api = FakeChatKit.latest.options?.api;
      if (!api || !('url' in api) || !api.fetch) throw new Error('The chat has no server of its own.');
      return api.fetch;
    };

    it('carry a session from session-url, which is asked for as who the cookie says', async () => {
      document.cookie = 'auth_token=token';
      const assistant = await mount('open session-url="/session" auth-cookie="auth_token"');
      await statusIs(assistant, 'ready');
      await fetchOf()('/api', { method: 'POST', body: list });
      await fetchOf()('/api', { method: 'POST', body: list });
      expect(sent.map(({ url, headers }) => [url, headers.get('authorization')])).to.deep.equal([
        ['/session', 'Bearer token'],
        ['/api', 'Bearer secret'],
        ['/api', 'Bearer secret'],
      ]);
    });

    it('carry the cookie itself where there are no sessions, and what the page says of itself', async () => {
      document.cookie = 'auth_token=token';
      const assistant = await mount('open auth-cookie="auth_token"');
      assistant.context = () => ({ page: 'pricing' });
      await statusIs(assistant, 'ready');
      await fetchOf()('/api', { method: 'POST', body: list });
      expect([sent[0]?.headers.get('authorization'), sent[0]?.body]).to.deep.equal([
        'Bearer token',
        { type: 'threads.list', params: {}, metadata: { page: 'pricing' } },
      ]);
    });

    it('keep their session when a framework sets another function at each render', async () => {
      let asked = 0;
      const fetcherOf = (secret: string) => () => {
        asked += 1;
        return Promise.resolve(secret);
      };
      const assistant = await mount('open', (early) => Object.assign(early, { sessionFetcher: fetcherOf('one') }));
      await statusIs(assistant, 'ready');
      await fetchOf()('/api', { method: 'POST', body: list });
      assistant.sessionFetcher = fetcherOf('two');
      await assistant.updateComplete;
      await fetchOf()('/api', { method: 'POST', body: list });
      expect([asked, sent.map(({ headers }) => headers.get('authorization'))]).to.deep.equal([
        1,
        ['Bearer one', 'Bearer one'],
      ]);
    });

    it('are none without a session: that is said in the panel, and as kb-error', async () => {
      const failed: string[] = [];
      const assistant = await mount('open', (early) => {
        early.addEventListener('kb-error', ({ detail }) => failed.push(detail.code));
        Object.assign(early, { sessionFetcher: async () => null });
      });
      await statusIs(assistant, 'failed');
      expect([failed, sent]).to.deep.equal([['session-malformed'], []]);
      expect(query(assistant, '[part~=error]').textContent).to.contain('session-malformed');
    });

    it('that lose their session later are told as kb-error', async () => {
      const secrets: unknown[] = ['one'];
      const assistant = await mount('open', (early) =>
        Object.assign(early, { sessionFetcher: async () => secrets.shift() }),
      );
      await statusIs(assistant, 'ready');
      window.fetch = () => Promise.resolve(new Response(null, { status: 401 }));
      const failed = next<CustomEvent<{ code: string }>>(assistant, 'kb-error');
      expect((await FakeChatKit.latest.request({ type: 'threads.list' }))?.status).to.equal(424);
      expect((await failed).detail.code).to.equal('session-malformed');
      expect(FakeChatKit.latest.shown, 'in words').to.contain('Reload the page');
    });

    it('of a hosted chat are its own: it gets a secret, and is warned once of the end of its workflow', async () => {
      const warned: string[] = [];
      const ofItsEnd = () => warned.filter((text) => /wf_1a.*30 November 2026.*leave-agent-builder/.test(text)).length;
      const { warn } = console;
      console.warn = (text: string) => void warned.push(text);
      try {
        const assistant = await mount('open api-url="" session-url="/session?workflow=wf_1a"');
        await statusIs(assistant, 'ready');
        expect(await FakeChatKit.latest.askSecret()).to.equal('secret');
        expect(sent.length, 'the one that proved the connection').to.equal(1);
        expect(await FakeChatKit.latest.askSecret('secret')).to.equal('secret');
        expect(sent.length).to.equal(2);
        await until(() => ofItsEnd() > 0);
      } finally {
        console.warn = warn;
      }
      expect(ofItsEnd()).to.equal(1);
    });

    it('of two assistants with the same endpoint and visitor share a session', async () => {
      await Promise.all(
        [1, 2].map(async () => {
          const assistant = await mount('open session-url="/session"');
          await statusIs(assistant, 'ready');
        }),
      );
      expect(sent.map(({ url }) => url)).to.deep.equal(['/session']);
    });

    it('take no notice of a session that comes after the element has gone', async () => {
      const late = Promise.withResolvers<string>();
      const told: string[] = [];
      const assistant = await mount('open', (early) => {
        for (const type of ['kb-error', 'kb-ready']) early.addEventListener(type, () => told.push(type));
        Object.assign(early, { sessionFetcher: () => late.promise });
      });
      await statusIs(assistant, 'connecting');
      assistant.remove();
      await statusIs(assistant, 'idle');
      late.resolve('stale');
      await new Promise(requestAnimationFrame);
      expect([told, assistant.status]).to.deep.equal([[], 'idle']);
    });

    it('are told as kb-message where they are messages', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      const message = next<CustomEvent>(assistant, 'kb-message');
      const input = { content: [{ type: 'input_text', text: 'Hello' }] };
      await fetchOf()('/api', { method: 'POST', body: JSON.stringify({ type: 'threads.create', params: { input } }) });
      expect((await message).detail).to.deep.equal({ role: 'user', text: 'Hello', threadId: null });
    });

    it('are not written to the console by debug, which names each step', async () => {
      const printed: unknown[][] = [];
      const { debug } = console;
      console.debug = (...values: unknown[]) => void printed.push(values);
      try {
        const assistant = await mount('open debug session-url="/session"');
        await statusIs(assistant, 'ready');
        await fetchOf()('/api', { method: 'POST', body: list });
      } finally {
        console.debug = debug;
      }
      const text = JSON.stringify(printed);
      expect(text).to.contain('"status":"ready"');
      expect(text).to.contain('"begins":"secr…"');
      expect(text).to.contain('"type":"threads.list","url"');
      expect(text).not.to.contain('secret');
    });
  });

  describe('from page to page', () => {
    it('remembers the conversation and the open panel', async () => {
      const first = await mount('persist="local"');
      first.show();
      await statusIs(first, 'ready');
      FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
      first.remove();
      const second = await mount('persist="local"');
      await statusIs(second, 'ready');
      expect([second.open, FakeChatKit.latest.options?.initialThread]).to.deep.equal([true, 'thr_1']);
      expect(FakeChatKit.latest.calls, 'no focus is taken').to.deep.equal([]);
    });
  });

  describe('when it fails', () => {
    it('says so where the chat would be, and tries again', async () => {
      const assistant = await mount('chatkit-tag="late-chatkit" chatkit-src="/nowhere/chatkit.js"');
      const failed = next<CustomEvent<{ code: string }>>(assistant, 'kb-error');
      assistant.show();
      expect((await failed).detail.code).to.equal('renderer-unreachable');
      await statusIs(assistant, 'failed');
      expect(query(assistant, '[part~=error]').textContent).to.contain('renderer-unreachable');
      customElements.define('late-chatkit', class extends FakeChatKit {});
      query(assistant, '[part~=error] button').click();
      await statusIs(assistant, 'ready');
      expect(assistant.shadowRoot?.querySelector('[part~=error]')).to.equal(null);
    });

    it('brings up the spare renderer where one is named', async () => {
      Object.assign(window, { FakeChatKit });
      const spare = "data:text/javascript,customElements.define('kb-chatkit',class extends FakeChatKit{})";
      const assistant = await mount(
        `chatkit-tag="other-chatkit" chatkit-src="/nowhere/chatkit.js" fallback-src="${spare}" greeting="Hi"`,
      );
      assistant.show();
      await statusIs(assistant, 'ready');
      expect([FakeChatKit.latest.localName, FakeChatKit.latest.options?.startScreen?.greeting]).to.deep.equal([
        'kb-chatkit',
        'Hi',
      ]);
      expect(query(assistant, '.state').textContent).to.equal('A backup chat is in use');
    });

    it('brings up the spare renderer when the other one says nothing', async () => {
      const { setTimeout: original } = window;
      // As long as the first one is waited for, time passes at once.
      window.setTimeout = ((run: () => void, ms = 0) =>
        original(run, ms > 5_000 && FakeChatKit.made.length === 1 ? 0 : ms)) as typeof setTimeout;
      try {
        FakeChatKit.silent = true;
        if (!customElements.get('kb-chatkit')) customElements.define('kb-chatkit', class extends FakeChatKit {});
        const assistant = await mount('fallback-src="/never-asked-for.js"');
        const speakFromNow = () => (FakeChatKit.silent = FakeChatKit.made.length === 0);
        assistant.addEventListener('kb-status-change', speakFromNow);
        assistant.show();
        await statusIs(assistant, 'ready');
        assistant.removeEventListener('kb-status-change', speakFromNow);
        expect(FakeChatKit.made.map((chat) => [chat.localName, chat.isConnected])).to.deep.equal([
          ['fake-chatkit', false],
          ['kb-chatkit', true],
        ]);
      } finally {
        window.setTimeout = original;
      }
    });

    it('says in words what failed and what to do, with the details to copy', async () => {
      for (const [attributes, title] of [
        ['api-url=""', 'not available'],
        ['chatkit-tag="gone-chatkit" chatkit-src="/nowhere/chatkit.js"', 'could not be reached'],
      ]) {
        const assistant = await mount(`open ${attributes}`);
        await statusIs(assistant, 'failed');
        const error = query(assistant, '[part~=error]');
        expect(error.querySelector('h3')?.textContent).to.contain(title);
        const details = error.querySelector('details')!;
        expect(details.open, 'nobody has to read them').to.equal(false);
        expect(details.querySelector('pre')?.textContent).to.match(/^[a-z-]+\n.*docs\/errors\/[a-z-]+\.md\)$/);
        assistant.remove();
      }
    });

    it('copies the details, with everything that helps and nothing that is secret', async () => {
      const copied: string[] = [];
      const writeText = (text: string): Promise<void> => Promise.resolve(void copied.push(text));
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
      const assistant = await mount('open', (early) =>
        Object.assign(early, { sessionFetcher: async () => ({ token: 'a-long-secret' }) }),
      );
      await statusIs(assistant, 'failed');
      query(assistant, 'summary').click();
      const copy = query(assistant, '.copy');
      copy.click();
      while (copy.textContent !== 'Copied') await new Promise(requestAnimationFrame);
      Reflect.deleteProperty(navigator, 'clipboard');
      expect(copied[0]).to.match(/^session-secret-missing\n.*token \(string\)/);
      expect(copied[0]).not.to.contain('a-long');
      assistant.locale = 'de';
      await assistant.updateComplete;
      expect(query(assistant, '.copy').textContent, 'drawn again').to.equal('Einzelheiten kopieren');
    });

    it('says that it is offline, above a chat that stays, until it is not', async () => {
      const assistant = await mount('open api-url="https://chat.example/api"');
      await statusIs(assistant, 'ready');
      dispatchEvent(new Event('offline'));
      await statusIs(assistant, 'offline');
      expect(query(assistant, '.state').textContent).to.equal('No connection');
      expect(query(assistant, '.waiting').checkVisibility()).to.equal(false);
      dispatchEvent(new Event('online'));
      await statusIs(assistant, 'ready');
      expect([query(assistant, '.state').textContent, FakeChatKit.made.length]).to.deep.equal(['', 1]);
    });

    it('fails, and breaks nothing, when the page takes the address of its server away', async () => {
      const assistant = await mount('open');
      await statusIs(assistant, 'ready');
      assistant.removeAttribute('api-url');
      await statusIs(assistant, 'failed');
      expect(query(assistant, '[part~=error]').textContent).to.contain('connection-missing');
    });

    it('keeps the focus in the panel through a retry', async () => {
      const assistant = await mount('api-url=""');
      assistant.show();
      await statusIs(assistant, 'failed');
      const retry = query(assistant, '[part~=error] button');
      retry.focus();
      assistant.apiUrl = '/api';
      await assistant.updateComplete;
      retry.click();
      await statusIs(assistant, 'ready');
      expect(assistant.shadowRoot?.activeElement === panelOf(assistant)).to.equal(true);
    });

    it('says that nothing was said of where to connect, before anything is loaded', async () => {
      const assistant = await mount('api-url=""');
      const failed = next<CustomEvent<{ code: string }>>(assistant, 'kb-error');
      assistant.show();
      expect((await failed).detail.code).to.equal('connection-missing');
      expect(FakeChatKit.made.length).to.equal(0);
    });
  });

  describe('for everybody', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has nothing that axe would find, closed, open and failed, ${scheme}`, async () => {
        for (const state of ['', 'open', 'open api-url=""']) {
          const assistant = await mount(`color-scheme="${scheme}" ${state}`);
          if (state) await statusIs(assistant, assistant.apiUrl ? 'ready' : 'failed');
          await Promise.all(
            panelOf(assistant)
              .getAnimations()
              .map((animation) => animation.finished),
          );
          const { violations } = await axe.run(assistant, { rules: { region: { enabled: false } } });
          expect(violations.map(({ id, nodes }) => [id, nodes])).to.deep.equal([]);
          assistant.remove();
        }
      });
    }

    it('follows the scheme that it is given', async () => {
      const assistant = await mount('open color-scheme="dark"');
      expect(getComputedStyle(panelOf(assistant)).backgroundColor).to.equal('rgb(15, 20, 32)');
      assistant.colorScheme = 'light';
      await assistant.updateComplete;
      expect(getComputedStyle(panelOf(assistant)).backgroundColor).to.equal('rgb(255, 255, 255)');
    });
  });
});
