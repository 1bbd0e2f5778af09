import { expect } from 'chai';
import { AssistantError } from '../shared/errors.ts';
import { loadRenderer } from './loader.ts';

let count = 0;
/** A tag and a script of their own for each test: a name can be defined once a page. */
function renderer(code = (tag: string) => `customElements.define('${tag}',class extends HTMLElement{})`) {
  const tag = `loaded-chatkit-${++count}`;
  return { tag, src: `data:text/javascript,${encodeURIComponent(code(tag))}` };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof AssistantError ? error.code : String(error)),
  );
const scriptsAdded = async (run: () => Promise<unknown>): Promise<HTMLScriptElement[]> => {
  const added: Node[] = [];
  const observer = new MutationObserver((records) => added.push(...records.flatMap((each) => [...each.addedNodes])));
  observer.observe(document.head, { childList: true });
  await run().catch(() => {});
  added.push(...observer.takeRecords().flatMap((each) => [...each.addedNodes]));
  observer.disconnect();
  return added.filter((node) => node instanceof HTMLScriptElement);
};
const settled = (script: HTMLScriptElement): Promise<void> =>
  new Promise((resolve) => {
    script.onload = script.onerror = () => resolve();
  });

/** A page of its own under a policy, where the loader runs. What it comes to is posted here. */
async function underPolicy(policy: string, src: string, tag: string): Promise<string> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module" src="${new URL('../testing/load-and-tell.ts', import.meta.url).href}" data-src="${src}" data-tag="${tag}"></script>`;
  const told = new Promise<string>((resolve) => {
    addEventListener('message', function onMessage({ data }: MessageEvent<{ code?: string }>) {
      if (data.code === undefined) return;
      removeEventListener('message', onMessage);
      resolve(data.code);
    });
  });
  document.body.append(frame);
  return told.finally(() => frame.remove());
}

describe('loadRenderer', () => {
  it('loads a script once for all who ask', async () => {
    const script = renderer();
    const added = await scriptsAdded(() => Promise.all([loadRenderer(script), loadRenderer(script)]));
    expect([added.length, Boolean(customElements.get(script.tag))]).to.deep.equal([1, true]);
  });

  it('loads none for an element that is there', async () => {
    const script = renderer();
    customElements.define(script.tag, class extends HTMLElement {});
    expect(await scriptsAdded(() => loadRenderer(script))).to.deep.equal([]);
  });

  it('passes on the nonce and crossorigin', async () => {
    const [added] = await scriptsAdded(() => loadRenderer({ ...renderer(), nonce: 'n0nce', crossOrigin: 'anonymous' }));
    expect([added?.nonce, added?.crossOrigin]).to.deep.equal(['n0nce', 'anonymous']);
  });

  it('adopts a tag of the page that is still loading', async () => {
    const script = renderer();
    const own = document.createElement('script');
    own.src = script.src;
    document.body.append(own);
    expect(await scriptsAdded(() => loadRenderer(script))).to.deep.equal([]);
    expect(Boolean(customElements.get(script.tag))).to.equal(true);
    own.remove();
  });

  it('adopts one that has finished and defines its element a little later', async () => {
    const { tag, src } = renderer(
      (name) => `window.defineLate=()=>customElements.define('${name}',class extends HTMLElement{})`,
    );
    const own = document.createElement('script');
    own.src = src;
    const done = settled(own);
    document.body.append(own);
    await done;
    const loaded = loadRenderer({ src, tag });
    (window as unknown as { defineLate(): void }).defineLate();
    await loaded;
    own.remove();
  });

  it('does not wait for one that has failed, and makes the retry itself', async () => {
    const src = '/nowhere/adopted.js';
    const own = document.createElement('script');
    own.src = src;
    const failed = settled(own);
    document.body.append(own);
    await failed;
    const added = await scriptsAdded(() => loadRenderer({ src, tag: 'adopted-chatkit', adoptionMs: 10 }));
    expect(added.length).to.equal(1);
    own.remove();
  });

  it('forgets a failure, so that another try is a real one', async () => {
    const script = { src: '/nowhere/twice.js', tag: 'twice-chatkit' };
    const added = await scriptsAdded(async () => {
      expect(await codeOf(loadRenderer(script))).to.equal('renderer-unreachable');
      expect(await codeOf(loadRenderer(script))).to.equal('renderer-unreachable');
    });
    expect(added.length).to.equal(2);
  });

  it('names a script that takes too long', async () => {
    const { head } = document;
    // It is never asked for, so it never comes.
    head.append = () => {};
    const code = await codeOf(loadRenderer({ ...renderer(), scriptMs: 10 }));
    Reflect.deleteProperty(head, 'append');
    expect(code).to.equal('renderer-timeout');
  });

  it('names a script that defines nothing', async () => {
    const nothing = { src: 'data:text/javascript,//', tag: 'nothing-chatkit', definitionMs: 0 };
    expect(await codeOf(loadRenderer(nothing))).to.equal('renderer-not-defined');
  });

  it("names the page's Content-Security-Policy where that refuses the script", async () => {
    const policy = `script-src ${location.origin}`;
    expect(await underPolicy(policy, 'https://cdn.example/x.js', 'blocked-chatkit')).to.equal('renderer-blocked');
  });

  it('names Trusted Types where they refuse it, and what else stopped the script in engines without them', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types other";
    const code = await underPolicy(policy, '/x.js', 'refused-chatkit');
    expect(code).to.equal('trustedTypes' in window ? 'trusted-types-refused' : 'renderer-unreachable');
  });
});
