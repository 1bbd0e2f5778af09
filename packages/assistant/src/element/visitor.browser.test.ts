import 'axe-core/axe.min.js';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../define.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import { mount, nextEvent, part, settled, statusIs, unmountAll, until } from '../testing/mount.ts';
import type { ToolCall } from '../tools/types.ts';
import type { KbAssistant } from './kb-assistant.ts';

declare const axe: { run(root: Element, options?: object): Promise<{ violations: { id: string; nodes: object[] }[] }> };

const original = window.fetch;
let requests: string[] = [];

beforeEach(() => {
  requests = [];
  window.fetch = (input) => {
    requests.push(String(input instanceof Request ? input.url : input));
    return Promise.resolve(Response.json({ client_secret: 'secret', expires_in: 600 }));
  };
});
afterEach(() => {
  unmountAll();
  window.fetch = original;
});

const find = (assistant: KbAssistant, selector: string): HTMLElement | null =>
  assistant.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const question = async (assistant: KbAssistant): Promise<HTMLElement> => {
  await until(() => find(assistant, '.question') !== null);
  return find(assistant, '.question')!;
};
const stored = (): number => localStorage.length + sessionStorage.length;

describe('consent="required"', () => {
  const THIRD_PARTY = '/third-party/chatkit.js';
  const withheld = (more = ''): Promise<KbAssistant> =>
    mount(
      `consent="required" persist="local" session-url="/session" chatkit-tag="third-party" chatkit-src="${THIRD_PARTY}" ${more}`,
    );
  const loaded = (): number =>
    performance.getEntriesByType('resource').filter(({ name }) => name.includes(THIRD_PARTY)).length;
  const nothingHappened = (): void => {
    expect([requests, loaded(), FakeChatKit.made.length, stored(), document.cookie]).to.deep.equal([[], 0, 0, 0, '']);
  };

  it('asks nobody, loads nothing and stores nothing, whoever comes near the launcher', async () => {
    const assistant = await withheld();
    part(assistant, 'launcher').dispatchEvent(new PointerEvent('pointerenter'));
    part(assistant, 'launcher').focus();
    await assistant.updateComplete;
    nothingHappened();
  });

  it('asks nobody either where the chat is to be fetched ahead of time', async () => {
    const assistant = await withheld('preload="eager"');
    await assistant.updateComplete;
    nothingHappened();
  });

  it('refuses what needs the chat', async () => {
    const assistant = await withheld();
    const codes = await Promise.all(
      [assistant.setComposerValue({ text: 'a' }), assistant.fetchUpdates()].map((done) =>
        done.then(
          () => '',
          ({ code }: { code: string }) => code,
        ),
      ),
    );
    expect(codes).to.deep.equal(['consent-required', 'consent-required']);
    nothingHappened();
  });

  it('asks in the panel where the page opens it by itself, and not a blank panel stands there', async () => {
    const assistant = await withheld('open api-url="https://chat.example/api"');
    const asked = await question(assistant);
    expect(asked.textContent).to.contain('chat.example');
    nothingHappened();
    asked.querySelector<HTMLElement>('.no')!.click();
    await until(() => !assistant.open);
    nothingHappened();
  });

  it('goes to work when the person opens the panel', async () => {
    const assistant = await mount('consent="required" persist="local"');
    part(assistant, 'launcher').click();
    await statusIs(assistant, 'ready');
    expect([FakeChatKit.made.length, localStorage.length]).to.deep.equal([1, 1]);
  });

  it('goes to work when the person says yes, and asks no more on the next page', async () => {
    const first = await mount('consent="required" persist="local" open');
    (await question(first)).querySelector<HTMLElement>('.yes')!.click();
    await statusIs(first, 'ready');
    first.remove();
    const second = await mount('consent="required" persist="local" open');
    await statusIs(second, 'ready');
    expect(find(second, '.question')).to.equal(null);
  });

  it('goes to work when the page says so, before or after the element is there', async () => {
    const early = await mount('consent="required" open', (assistant) => assistant.grantConsent());
    await statusIs(early, 'ready');
    const late = await mount('consent="required" open');
    await question(late);
    late.grantConsent();
    await statusIs(late, 'ready');
    await until(() => find(late, '.question') === null);
  });

  it('lets the chat go when the agreement is taken back, and leaves nothing stored', async () => {
    const assistant = await mount('consent="required" persist="local"');
    assistant.grantConsent();
    assistant.show();
    await statusIs(assistant, 'ready');
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
    assistant.withdrawConsent();
    await statusIs(assistant, 'idle');
    expect([FakeChatKit.latest.isConnected, assistant.open, stored()]).to.deep.equal([false, false, 0]);
  });

  for (const mode of ['floating', 'sidebar', 'modal', 'inline']) {
    for (const scheme of ['light', 'dark']) {
      it(`has a question that axe finds nothing wrong with, ${mode}, ${scheme}`, async () => {
        const assistant = await withheld(`open mode="${mode}" color-scheme="${scheme}"`);
        await question(assistant);
        await settled(assistant);
        const { violations } = await axe.run(assistant, { rules: { region: { enabled: false } } });
        expect(violations.map(({ id, nodes }) => [id, nodes])).to.deep.equal([]);
      });
    }
  }
});

describe('a tool of the page', () => {
  const call = (name: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    const run = FakeChatKit.latest.options?.onClientTool;
    if (!run) throw new Error('The chat has no tools.');
    return Promise.resolve(run({ name, params }));
  };
  const withTools = async (tools: KbAssistant['clientTools'], more = ''): Promise<KbAssistant> => {
    const assistant = await mount(`open ${more}`, (early) => Object.assign(early, { clientTools: tools }));
    await statusIs(assistant, 'ready');
    return assistant;
  };

  it('runs, and is told as kb-tool, without what was handed to it', async () => {
    const assistant = await withTools({ add: ({ a, b }) => ({ sum: Number(a) + Number(b) }) });
    const told = nextEvent<CustomEvent<ToolCall>>(assistant, 'kb-tool');
    expect(await call('add', { a: 41, b: 1 })).to.deep.equal({ sum: 42 });
    const { name, outcome, params } = (await told).detail;
    expect({ name, outcome, params }).to.deep.equal({ name: 'add', outcome: 'done', params: ['a', 'b'] });
    expect(JSON.stringify((await told).detail)).not.to.contain('41');
  });

  it('switches the theme, as every page can', async () => {
    const assistant = await withTools(undefined, 'color-scheme="light"');
    expect(await call('switch_theme', { theme: 'dark' })).to.deep.equal({ theme: 'dark' });
    await assistant.updateComplete;
    const { theme } = FakeChatKit.latest.options!;
    expect(typeof theme === 'object' ? theme.colorScheme : theme).to.equal('dark');
    expect(await call('switch_theme', { theme: 'pink' })).to.have.property('error');
    assistant.clientTools = { switch_theme: () => ({ by: 'the site' }) };
    await assistant.updateComplete;
    expect(await call('switch_theme', { theme: 'light' })).to.deep.equal({ by: 'the site' });
  });

  it('runs when the person allows it, and has the question where the chat is, which waits', async () => {
    let ran = 0;
    const assistant = await withTools({ pay: { handler: () => ({ paid: (ran += 1) }), confirm: 'Pay 5 €?' } });
    const answer = call('pay');
    const asked = await question(assistant);
    expect([asked.textContent?.includes('Pay 5 €?'), find(assistant, '.chat')?.inert, ran]).to.deep.equal([
      true,
      true,
      0,
    ]);
    asked.querySelector<HTMLElement>('.yes')!.click();
    expect(await answer).to.deep.equal({ paid: 1 });
    expect([find(assistant, '.question'), find(assistant, '.chat')?.inert]).to.deep.equal([null, false]);
  });

  it('does not run on Escape, which leaves the panel open; the focus was on "no", and goes back to the chat', async () => {
    const assistant = await withTools({ pay: { handler: () => ({}), confirm: true } });
    find(assistant, '.panel')!.focus();
    const answer = call('pay', { sku: '<b>A-1</b>' });
    const asked = await question(assistant);
    expect(asked.querySelector('pre')?.textContent).to.contain('<b>A-1</b>');
    expect(assistant.shadowRoot?.activeElement?.className).to.equal('no');
    await sendKeys({ press: 'Escape' });
    expect(await answer).to.deep.equal({ error: 'The person said no.' });
    expect(assistant.open).to.equal(true);
    await until(() => FakeChatKit.latest.calls.some(([name]) => name === 'focusComposer'));
  });

  it('takes the focus from nobody who is elsewhere on the page', async () => {
    const field = document.createElement('input');
    document.body.append(field);
    const assistant = await withTools({ pay: { handler: () => ({}), confirm: true } });
    field.focus();
    const answer = call('pay');
    const asked = await question(assistant);
    expect(document.activeElement === field).to.equal(true);
    // The panel was open before; an engine may tell so only now.
    part(assistant, 'panel').dispatchEvent(new ToggleEvent('toggle', { oldState: 'closed', newState: 'open' }));
    expect(document.activeElement === field, 'what is told late').to.equal(true);
    asked.querySelector<HTMLElement>('.no')!.click();
    await answer;
    field.remove();
  });

  it('asks one question after the other, and answers all with no when the assistant goes', async () => {
    const assistant = await withTools({
      pay: { handler: () => ({ paid: true }), confirm: ({ a }) => `Pay ${String(a)}?` },
    });
    const answers = [call('pay', { a: 1 }), call('pay', { a: 2 }), call('pay', { a: 3 })];
    const first = await question(assistant);
    expect([
      first.textContent?.includes('Pay 1?'),
      assistant.shadowRoot?.querySelectorAll('.question').length,
    ]).to.deep.equal([true, 1]);
    first.querySelector<HTMLElement>('.yes')!.click();
    await until(() => find(assistant, '.question')?.textContent?.includes('Pay 2?') ?? false);
    assistant.remove();
    const no = { error: 'The person said no.' };
    expect(await Promise.all(answers)).to.deep.equal([{ paid: true }, no, no]);
  });

  it('has a question that axe finds nothing wrong with, light and dark', async () => {
    for (const scheme of ['light', 'dark']) {
      const assistant = await withTools({ pay: { handler: () => ({}), confirm: true } }, `color-scheme="${scheme}"`);
      const answer = call('pay', { amount: 5 });
      await question(assistant);
      await settled(assistant);
      const { violations } = await axe.run(assistant, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes])).to.deep.equal([]);
      assistant.remove();
      await answer;
    }
  });
});

describe('another user', () => {
  it('gets a chat of their own, and finds nothing of the last one', async () => {
    const assistant = await mount('persist="local" user-key="ann" open');
    await statusIs(assistant, 'ready');
    const first = FakeChatKit.latest;
    first.say('chatkit.thread.change', { threadId: 'thr_ann' });
    assistant.userKey = 'bob';
    await until(() => FakeChatKit.latest !== first && assistant.status === 'ready');
    expect([first.isConnected, FakeChatKit.latest.options?.initialThread]).to.deep.equal([false, null]);
    expect(JSON.stringify(Object.entries(localStorage))).not.to.contain('thr_ann');
  });

  it('who was here before finds their conversation again on the next page', async () => {
    const first = await mount('persist="local" user-key="ann" open');
    await statusIs(first, 'ready');
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_ann' });
    first.remove();
    const second = await mount('persist="local" user-key="ann"');
    await statusIs(second, 'ready');
    expect(FakeChatKit.latest.options?.initialThread).to.equal('thr_ann');
  });
});

describe('what was typed and not sent', () => {
  it('is there again on the next page, in a renderer that draws in the page', async () => {
    const first = await mount('persist="local" open');
    await statusIs(first, 'ready');
    const field = document.createElement('textarea');
    FakeChatKit.latest.frame.append(field);
    field.value = 'How do I';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    first.remove();
    const second = await mount('persist="local"');
    await statusIs(second, 'ready');
    await until(() => FakeChatKit.latest.calls.length > 0);
    expect(FakeChatKit.latest.calls).to.deep.equal([['setComposerValue', { text: 'How do I' }]]);
  });
});

describe('two tabs', () => {
  // What a tab does is told by the browser to every line of the same name, in this tab too.
  const other = async (
    assistant: KbAssistant,
  ): Promise<{ say(data: object): void; heard: unknown[]; close(): void }> => {
    await assistant.updateComplete;
    const line = new BroadcastChannel('kb-assistant:default:/api:thread');
    const heard: unknown[] = [];
    line.addEventListener('message', ({ data }) => heard.push(data));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of windows; a channel has one origin
    return { say: (data) => line.postMessage(data), heard, close: () => line.close() };
  };
  const badge = (assistant: KbAssistant): string => part(assistant, 'badge').textContent ?? '';

  it('agree on the conversation, and do not lead each other round in circles', async () => {
    const assistant = await mount('persist="local" open');
    await statusIs(assistant, 'ready');
    const tab = await other(assistant);
    tab.say({ type: 'thread', threadId: 'thr_2', at: Date.now() + 1_000 });
    await until(() => FakeChatKit.latest.calls.length > 0);
    expect(FakeChatKit.latest.calls).to.deep.equal([['setThreadId', 'thr_2']]);
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_2' });
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_3' });
    await until(() => tab.heard.length > 0);
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: null });
    await until(() => tab.heard.length > 1);
    expect(tab.heard.map((each) => (each as { threadId?: string | null }).threadId)).to.deep.equal(['thr_3', null]);
    tab.close();
  });

  it('badge the one where the answer did not end, and both forget it when one is opened', async () => {
    const assistant = await mount('persist="local"');
    const tab = await other(assistant);
    tab.say({ type: 'answer', threadId: 'thr_1' });
    await until(() => badge(assistant) === '1');
    assistant.show();
    await until(() => tab.heard.some((each) => JSON.stringify(each) === '{"type":"unread","count":0}'));
    tab.close();
  });

  it('hear of an answer that ends here', async () => {
    const assistant = await mount('persist="local" open');
    await statusIs(assistant, 'ready');
    const tab = await other(assistant);
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
    FakeChatKit.latest.say('chatkit.response.end');
    await until(() => tab.heard.length > 1);
    expect(tab.heard.at(-1)).to.deep.equal({ type: 'answer', threadId: 'thr_1' });
    tab.close();
  });

  it('show the answer that ended in the other one', async () => {
    const assistant = await mount('persist="local" open');
    await statusIs(assistant, 'ready');
    FakeChatKit.latest.say('chatkit.thread.change', { threadId: 'thr_1' });
    const tab = await other(assistant);
    tab.say({ type: 'answer', threadId: 'thr_1' });
    await until(() => FakeChatKit.latest.calls.some(([name]) => name === 'fetchUpdates'));
    tab.close();
  });
});
