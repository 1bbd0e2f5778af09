import { expect } from 'chai';
import { html, LitElement, type TemplateResult } from 'lit';
import { DEFAULTS } from '../config/defaults.ts';
import { AssistantError } from '../shared/errors.ts';
import { FakeChatKit, type Habits } from '../testing/fake-chatkit.ts';
import { ChatKitController, type ChatKitHooks, type DEADLINES } from './controller.ts';
import type { ChatState } from './state.ts';

/** A shell with nothing in it but a place for the chat. */
class TestHost extends LitElement {
  settings: Partial<ChatKitHooks> = {};
  deadlines: Partial<Record<keyof typeof DEADLINES, number>> = {};
  thread: string | null = null;
  historyOpen = false;
  readonly states: ChatState[] = [];
  readonly steps: [string, object | undefined][] = [];
  chatkit!: ChatKitController;

  begin(): void {
    this.chatkit = new ChatKitController(this, {
      renderer: () => ({ src: '/none.js', tag: 'staged-chatkit', fallbackSrc: null }),
      server: () => 'https://chat.example/api',
      thread: () => this.thread,
      options: (initialThread) => ({ api: { url: '/api', domainKey: 'key' }, initialThread }),
      checking: () => null,
      session: () => Promise.resolve(),
      container: () => this.renderRoot.querySelector<HTMLElement>('.chat')!,
      historyOpen: () => this.historyOpen,
      onState: (state) => this.states.push(state),
      onEvent: () => {},
      trace: (step, data) => this.steps.push([step, data]),
      deadlines: { answerMs: 20, frameMs: 20, movedMs: 20, commandMs: 20, heartbeatMs: 1e6, ...this.deadlines },
      ...this.settings,
    });
  }

  protected override render(): TemplateResult {
    return html`<div class="chat"></div>`;
  }

  get told(): string[] {
    const all = this.states.map(
      ({ status, stage, spare }) => `${spare ? 'spare ' : ''}${status}${stage ? `: ${stage}` : ''}`,
    );
    return all.filter((each, index) => each !== all[index - 1]);
  }

  /** Resolves when the state is told, or has been since `after`. */
  async until(status: string, after = 0): Promise<ChatState> {
    for (;;) {
      const found = this.states.slice(after).find((each) => each.status === status);
      if (found) return found;
      await new Promise(requestAnimationFrame);
    }
  }
}

customElements.define('test-host', TestHost);
customElements.define('staged-chatkit', class extends FakeChatKit {});
// Broken by themselves, whatever the spare one is like.
const brokenAs = (broken: Partial<Habits>): CustomElementConstructor =>
  class extends FakeChatKit {
    override habits = { ...FakeChatKit.habits, ...broken };
  };
customElements.define('frameless-chatkit', brokenAs({ loads: false }));
customElements.define('silent-chatkit', brokenAs({ answers: 'never' }));

const hosts: TestHost[] = [];

async function mount(settings: Partial<ChatKitHooks> = {}, deadlines: TestHost['deadlines'] = {}): Promise<TestHost> {
  const host = document.createElement('test-host') as TestHost;
  Object.assign(host, { settings, deadlines });
  host.begin();
  document.body.append(host);
  hosts.push(host);
  await host.updateComplete;
  return host;
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return error instanceof AssistantError ? error.code : String(error);
  }
};
const habits = (changed: Partial<Habits>): void => void Object.assign(FakeChatKit.habits, changed);
const rendererOf = (src: string, tag: string, fallbackSrc: string | null = null) => ({
  renderer: () => ({ src, tag, fallbackSrc }),
});
const define = (tag: string): string =>
  `data:text/javascript,customElements.define('${tag}',class extends FakeChatKit{})`;
const moveElsewhere = (host: Element): void => {
  const box = document.body.appendChild(document.createElement('div'));
  box.append(host);
};

describe('ChatKitController', () => {
  const { warn } = console;
  beforeEach(() => {
    FakeChatKit.reset();
    Object.assign(window, { FakeChatKit });
    console.warn = () => {};
  });
  afterEach(() => {
    for (const host of hosts.splice(0)) host.remove();
    console.warn = warn;
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('proves every stage before it says ready, and steals no focus for it', async () => {
    const host = await mount();
    const input = document.body.appendChild(document.createElement('input'));
    input.focus();
    await host.chatkit.ready();
    expect(host.told).to.deep.equal(
      [
        'loading: script',
        'loading: definition',
        'connecting: frame',
        'connecting: answer',
        'connecting: session',
        'ready',
      ].filter((each) => each !== 'loading: definition'),
    );
    expect([FakeChatKit.latest.asked, FakeChatKit.latest.calls, document.activeElement]).to.deep.equal([1, [], input]);
    input.remove();
  });

  describe('names the stage that fails', () => {
    it('the script does not come', async () => {
      const host = await mount(rendererOf('/nowhere/x.js', 'never-chatkit'));
      expect(await codeOf(host.chatkit.ready())).to.equal('renderer-unreachable');
      expect(host.told.at(-1)).to.equal('failed');
    });

    it('the script defines nothing', async () => {
      const host = await mount(rendererOf('data:text/javascript,//nothing', 'no-chatkit'), { definitionMs: 10 });
      expect(await codeOf(host.chatkit.ready())).to.equal('renderer-not-defined');
      expect(host.told).to.deep.equal(['loading: script', 'loading: definition', 'failed']);
    });

    it('the frame does not load', async () => {
      habits({ loads: false });
      const host = await mount();
      expect(await codeOf(host.chatkit.ready())).to.equal('frame-timeout');
      expect(FakeChatKit.latest.isConnected, 'nothing is left behind').to.equal(false);
    });

    it('the frame loads and does not answer', async () => {
      habits({ answers: 'never' });
      const host = await mount();
      expect(await codeOf(host.chatkit.ready())).to.equal('frame-silent');
      expect(host.told.slice(-2)).to.deep.equal(['connecting: answer', 'failed']);
    });

    it('the options are wrong, which leaves the frame blank: it is repeated what the frame said', async () => {
      const host = await mount({ options: () => ({ api: {} }) as never });
      await host.chatkit.ready().catch(() => {});
      const { error } = host.states.at(-1) ?? {};
      expect([error?.code, error?.message]).to.satisfy(
        ([code, message]: string[]) => code === 'frame-silent' && message!.includes('Invalid input → at api'),
      );
    });

    it('the frame is refused by the policy of the page', async () => {
      habits({ loads: false });
      const host = await mount({}, { frameMs: 1e6 });
      const code = codeOf(host.chatkit.ready());
      await host.until('connecting');
      const init = { effectiveDirective: 'frame-src', blockedURI: 'https://cdn.example' } as const;
      // One that is only reported refuses nothing.
      for (const disposition of ['report', 'enforce'] as const) {
        const violation = { ...init, disposition } as SecurityPolicyViolationEventInit;
        document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', violation));
      }
      expect(await code).to.equal('frame-blocked');
    });

    it('the page is on plain http, where the official one cannot work: it is not even loaded', async () => {
      Object.defineProperty(window, 'isSecureContext', { value: false, configurable: true });
      const host = await mount(rendererOf(DEFAULTS.chatkitSrc, 'insecure-chatkit'));
      expect(await codeOf(host.chatkit.ready())).to.equal('insecure-origin');
      Reflect.deleteProperty(window, 'isSecureContext');
      expect(host.steps.filter(([step]) => step === 'script')).to.deep.equal([]);
    });

    it('there is no session', async () => {
      const host = await mount({ session: () => Promise.reject(new AssistantError('session-refused')) });
      expect(await codeOf(host.chatkit.ready())).to.equal('session-refused');
      expect(FakeChatKit.latest.isConnected).to.equal(false);
    });

    it('there is nothing to connect to, and nothing is loaded', async () => {
      const host = await mount({
        options: () => {
          throw new AssistantError('connection-ambiguous');
        },
      });
      expect(await codeOf(host.chatkit.ready())).to.equal('connection-ambiguous');
      expect([host.told, FakeChatKit.made.length]).to.deep.equal([['failed'], 0]);
    });
  });

  it('takes an error for an answer: what complains is alive', async () => {
    habits({ answers: 'with an error' });
    const host = await mount();
    await host.chatkit.ready();
    expect(host.chatkit.state.up).to.equal(true);
  });

  it('knows of no failure any more when it was removed and is put back', async () => {
    habits({ answers: 'never' });
    const host = await mount();
    await host.chatkit.ready().catch(() => {});
    host.remove();
    await host.until('idle');
    expect(host.told.at(-1)).to.equal('idle');
  });

  it('tries again after a failure', async () => {
    habits({ answers: 'never' });
    const host = await mount();
    await host.chatkit.ready().catch(() => {});
    habits({ answers: 'yes' });
    await host.chatkit.ready();
    expect(host.chatkit.state.status).to.equal('ready');
  });

  describe('with a spare renderer', () => {
    it('hands over for whatever reason, with the same options and thread, and says so once', async () => {
      const said: unknown[] = [];
      console.warn = (...words: unknown[]) => said.push(words);
      for (const [tag, because] of [
        ['frameless-chatkit', 'frame-timeout'],
        ['silent-chatkit', 'frame-silent'],
      ] as const) {
        FakeChatKit.reset();
        said.length = 0;
        const host = await mount({ ...rendererOf('/none.js', tag, define('kb-chatkit')), onEvent: () => {} });
        host.thread = 'thr_1';
        await host.chatkit.ready();
        expect(FakeChatKit.made.map(({ localName, isConnected }) => [localName, isConnected])).to.deep.equal([
          [tag, false],
          ['kb-chatkit', true],
        ]);
        expect(FakeChatKit.latest.options).to.deep.include({ initialThread: 'thr_1' });
        expect([host.told.at(-1), said.length, JSON.stringify(String((said[0] as unknown[])[1]))]).to.satisfy(
          ([told, times, words]: [string, number, string]) =>
            told === 'spare ready' && times === 1 && words.includes(because),
        );
        // The one that was given up is not waited for again when the spare one dies.
        FakeChatKit.latest.crash();
        await host.chatkit.check();
        await host.chatkit.ready();
        expect([FakeChatKit.made.length, FakeChatKit.latest.localName, said.length]).to.deep.equal([
          3,
          'kb-chatkit',
          1,
        ]);
        host.remove();
      }
    });
  });

  describe('with a spare renderer standing by', () => {
    const within = { scriptMs: 1e6, definitionMs: 1e6, frameMs: 1e6, answerMs: 1e6, spareMs: 20 };
    const reason = async (first: ReturnType<typeof rendererOf>): Promise<string> => {
      const said: unknown[] = [];
      console.warn = (...words: unknown[]) => said.push(words[1]);
      if (!customElements.get('kb-chatkit')) customElements.define('kb-chatkit', class extends FakeChatKit {});
      const host = await mount(first, within);
      await host.chatkit.ready();
      expect([host.told.at(-1), FakeChatKit.latest.localName]).to.deep.equal(['spare ready', 'kb-chatkit']);
      return said.length === 1 && said[0] instanceof AssistantError ? said[0].code : said.join();
    };
    const spare = '/never-asked-for.js';

    it('nobody waits for more than a few seconds in all, wherever the first one hangs', async () => {
      expect(await reason(rendererOf('/none.js', 'frameless-chatkit', spare))).to.equal('frame-timeout');
      expect(await reason(rendererOf('/none.js', 'silent-chatkit', spare))).to.equal('frame-silent');
      const nothing = rendererOf('data:text/javascript,//nothing at all', 'undefined-chatkit', spare);
      expect(await reason(nothing)).to.equal('renderer-not-defined');
      const { head } = document;
      // It is never asked for, so it never comes.
      head.append = () => {};
      const never = await reason(rendererOf('/hangs.js', 'hanging-chatkit', spare));
      Reflect.deleteProperty(head, 'append');
      expect(never).to.equal('renderer-timeout');
    });

    it('a first one that comes after all changes nothing any more', async () => {
      const host = await mount(rendererOf('/slow.js', 'slow-chatkit', spare), within);
      const scripts: HTMLScriptElement[] = [];
      const { head } = document;
      head.append = (...nodes: (Node | string)[]) => void scripts.push(...(nodes as HTMLScriptElement[]));
      await host.chatkit.ready();
      Reflect.deleteProperty(head, 'append');
      const told = [...host.told];
      customElements.define('slow-chatkit', class extends FakeChatKit {});
      scripts[0]!.onload?.(new Event('load'));
      await new Promise(requestAnimationFrame);
      expect([host.told, FakeChatKit.made.length]).to.deep.equal([told, 1]);
    });
  });

  describe('a chat that dies later', () => {
    it('is replaced, with its thread, when it is found out', async () => {
      const host = await mount();
      await host.chatkit.ready();
      host.thread = 'thr_2';
      FakeChatKit.latest.crash();
      await host.chatkit.check();
      await host.chatkit.ready();
      expect([FakeChatKit.made.length, FakeChatKit.latest.options?.initialThread]).to.deep.equal([2, 'thr_2']);
      expect(FakeChatKit.made[0]?.isConnected).to.equal(false);
    });

    it('is found out by a command that it does not answer, which the next one gets', async () => {
      const host = await mount();
      const chat = await host.chatkit.ready();
      FakeChatKit.latest.crash();
      await chat.setThreadId('thr_3');
      expect(FakeChatKit.latest.calls).to.deep.equal([['setThreadId', 'thr_3']]);
    });

    it('does not make a message go twice: whoever sent it is told', async () => {
      const host = await mount();
      const chat = await host.chatkit.ready();
      FakeChatKit.latest.crash();
      expect(await codeOf(chat.sendUserMessage({ text: 'Hello' }))).to.equal('chat-lost');
      expect(FakeChatKit.latest.calls).to.deep.equal([]);
    });

    it('is looked after while somebody has it open and it says nothing', async () => {
      const host = await mount({}, { heartbeatMs: 20 });
      await host.chatkit.ready();
      host.chatkit.watch(true);
      FakeChatKit.latest.crash();
      await host.until('connecting', host.states.length);
      await host.chatkit.ready();
      expect(FakeChatKit.made.length).to.equal(2);
    });

    it('is looked after on return to the page, which is told of it', async () => {
      let woken = 0;
      const host = await mount({ onWake: () => (woken += 1) });
      await host.chatkit.ready();
      host.chatkit.watch(true);
      await host.chatkit.check();
      FakeChatKit.latest.crash();
      document.dispatchEvent(new Event('visibilitychange'));
      await host.until('connecting', host.states.length);
      await host.chatkit.ready();
      expect([woken, FakeChatKit.made.length]).to.deep.equal([1, 2]);
    });

    it('is left alone while it is slow, and answers', async () => {
      const host = await mount();
      await host.chatkit.ready();
      await host.chatkit.check();
      expect([FakeChatKit.made.length, FakeChatKit.latest.asked]).to.deep.equal([1, 2]);
    });
  });

  describe('a move in the document', () => {
    it('is the end of the official one: it is replaced, with its thread', async () => {
      const host = await mount();
      await host.chatkit.ready();
      host.thread = 'thr_4';
      moveElsewhere(host);
      await host.until('ready', host.states.length);
      expect([FakeChatKit.made.length, FakeChatKit.latest.options?.initialThread]).to.deep.equal([2, 'thr_4']);
    });

    it('leaves one alone that survives it', async () => {
      habits({ move: 'survives' });
      const host = await mount();
      await host.chatkit.ready();
      const { length } = host.states;
      moveElsewhere(host);
      await host.chatkit.check();
      expect([FakeChatKit.made.length, host.states.length]).to.deep.equal([1, length]);
    });

    it('takes along who waits for a chat that is still coming up', async () => {
      const host = await mount();
      const asked = host.chatkit.ready().then((chat) => chat.sendUserMessage({ text: 'Hello' }));
      await host.until('connecting');
      moveElsewhere(host);
      await asked;
      expect(FakeChatKit.latest.calls).to.deep.equal([['sendUserMessage', { text: 'Hello' }]]);
    });

    it('is not a removal, which ends the wait', async () => {
      habits({ loads: false });
      const host = await mount({}, { frameMs: 1e6 });
      const asked = codeOf(host.chatkit.ready());
      await host.until('connecting');
      host.remove();
      expect(await asked).to.contain('AbortError');
      expect(host.told.at(-1)).to.equal('idle');
    });
  });

  describe('offline', () => {
    const network = (onLine: boolean): void => {
      Object.defineProperty(navigator, 'onLine', { value: onLine, configurable: true });
      dispatchEvent(new Event(onLine ? 'online' : 'offline'));
    };

    it('is a state of its own, in which the chat stays, and which ends by itself', async () => {
      const host = await mount();
      await host.chatkit.ready();
      network(false);
      expect([host.chatkit.state.status, host.chatkit.state.up]).to.deep.equal(['offline', true]);
      network(true);
      expect([host.chatkit.state.status, FakeChatKit.made.length]).to.deep.equal(['ready', 1]);
    });

    it('explains why a chat does not come, and brings it up when it is over', async () => {
      habits({ loads: false });
      const host = await mount();
      host.chatkit.watch(true);
      network(false);
      expect(await codeOf(host.chatkit.ready())).to.equal('frame-timeout');
      expect(host.told.at(-1)).to.equal('offline');
      habits({ loads: true });
      network(true);
      await host.until('ready');
    });

    it('hides no mistake of the site', async () => {
      network(false);
      const host = await mount({ session: () => Promise.reject(new AssistantError('session-html')) });
      await host.chatkit.ready().catch(() => {});
      expect(host.chatkit.state.status).to.equal('failed');
    });

    it('is no concern of a server on this machine, unless a request fails', async () => {
      const host = await mount({ server: () => 'http://localhost:3000/api' });
      await host.chatkit.ready();
      network(false);
      expect(host.chatkit.state.status).to.equal('ready');
      host.chatkit.noteReach(false);
      expect(host.chatkit.state.status).to.equal('offline');
      host.chatkit.noteReach(true);
      expect(host.chatkit.state.status).to.equal('ready');
    });
  });
});
