import type { ThreadItem } from '@kb-assistant/protocol';
import { render } from 'lit';
import { MarkdownView } from '../markdown/markdown-view.ts';
import { plainMarkdown } from '../markdown/plain-markdown.ts';
import { en } from '../strings/en.ts';
import { ATTACKS, dangers, randomFrom } from '../testing/attacks.ts';
import { equal, ok } from '../testing/expect.ts';
import { answer, question } from '../testing/fake-server.ts';
import { found, Page } from '../testing/mount.ts';
import { COMPONENT_TYPES } from '../widgets/draw.ts';
import { widgetView } from '../widgets/widget-view.ts';

/**
 * DOMPurify's own list. Its package no longer brings it along: this is the last version that did, under an alias, and
 * of which no code is run.
 */
const PUBLISHED = new URL('../../node_modules/dompurify-attacks/test/fixtures/expect.js', import.meta.url);

const ALL = [...ATTACKS.html, ...ATTACKS.markdown, ...ATTACKS.urls];

/** What the strictest of pages would send. Here it is put into a page that has loaded its tests already. */
const POLICY =
  "script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const PROPS =
  'value label src alt name href url title text placeholder defaultValue color background padding margin border width height size radius gap align justify direction weight pattern options onClickAction onSubmitAction onChangeAction confirm cancel status children data series xAxis key id fieldName editable streaming theme iconStart iconEnd icon favicon colSpan minLines maxLines limit aspectRatio flex wrap inputType variant'.split(
    ' ',
  );

describe('what a hostile server or model sends, under a strict policy with Trusted Types', () => {
  const violations: string[] = [];
  let ran = 0;
  const place = document.createElement('div');

  const onViolation = ({ effectiveDirective, blockedURI, sourceFile, sample }: SecurityPolicyViolationEvent) => {
    // That an image of another site is not shown on such a page is as it should be; and DOMPurify reads what it is
    // given in a document where nothing runs, which the policy of this one reports.
    if (effectiveDirective !== 'img-src' && !/purify/.test(sourceFile))
      violations.push(`${effectiveDirective} ${blockedURI} ${sourceFile} ${sample}`);
  };

  before(async () => {
    // It is written for Node.
    const list = (await (await fetch(PUBLISHED)).text()).replace('module.exports =', 'export default');
    const address = URL.createObjectURL(new Blob([list], { type: 'text/javascript' }));
    const { default: published } = (await import(address)) as { default: { payload: string }[] };
    ok(published.length > 150, 'the list to be there');
    ALL.push(...published.map(({ payload }) => payload));
    const attack = () => void ran++;
    for (const name of ['attack', 'alert', 'confirm', 'prompt', 'print']) Object.assign(window, { [name]: attack });
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = POLICY;
    document.head.append(meta);
    document.addEventListener('securitypolicyviolation', onViolation);
    document.body.append(place);
  });

  after(() => {
    document.removeEventListener('securitypolicyviolation', onViolation);
    place.remove();
  });

  /** Whatever was started has had its turn: errors of images, microtasks, two frames. */
  const settled = async () => {
    // One that waits until it is seen would wait for ever.
    for (const image of place.querySelectorAll('img')) image.loading = 'eager';
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => void requestAnimationFrame(resolve));
  };

  const nothingHappened = (root: ParentNode = place) => {
    equal(dangers(root), [], 'what could run');
    equal([ran, violations], [0, []], 'what ran, and what the policy had to stop');
  };

  it('the policy is in force', async () => {
    const script = document.createElement('script');
    if ('trustedTypes' in window) {
      let refused = false;
      try {
        script.text = 'attack()';
      } catch {
        refused = true;
      }
      ok(refused, 'a script from a text to be refused');
      await found(() => violations.length > 0);
    }
  });

  beforeEach(() => {
    violations.length = 0;
  });

  it('is inert as Markdown', async () => {
    for (const text of ALL) {
      const view = new MarkdownView();
      place.append(view.element);
      view.update(text, plainMarkdown(en));
    }
    await settled();
    nothingHappened();
    place.replaceChildren();
  });

  it('is inert as Markdown that is cut anywhere, and joined with any other', async function () {
    this.timeout(60_000);
    const random = randomFrom(7);
    const any = () => ALL[Math.floor(random() * ALL.length)]!;
    for (let round = 0; round < 400; round++) {
      const [a, b] = [any(), any()];
      const view = new MarkdownView();
      place.append(view.element);
      const text = a.slice(0, Math.floor(random() * a.length)) + b;
      view.update(text.slice(0, Math.floor(random() * text.length)), { ...plainMarkdown(en), growing: true });
      view.update(text, { ...plainMarkdown(en), growing: random() < 0.5 });
    }
    await settled();
    nothingHappened();
    place.replaceChildren();
  });

  it('is inert as widgets, however they are put together', async function () {
    this.timeout(60_000);
    const random = randomFrom(11);
    const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const value = (depth: number): unknown => {
      const kinds: (() => unknown)[] = [
        () => one(ALL),
        () => one(ALL),
        () => random() * 200 - 50,
        () => one([true, false, null, 0, -1, 1e9, NaN, '', 'md', 'full', 'dark', 'blue-500', 'toString', '__proto__']),
        () => ({ type: one(ALL), payload: one(ALL), handler: one(['client', 'server', one(ALL)]) }),
        () => ({ light: one(ALL), dark: one(ALL), size: 1, color: one(ALL), dataKey: one(PROPS), label: one(ALL) }),
        () =>
          Array.from({ length: 3 }, () =>
            random() < 0.5 ? one(ALL) : { value: one(ALL), label: one(ALL), type: 'bar' },
          ),
        () => (depth > 4 ? null : Array.from({ length: Math.floor(random() * 4) }, () => tree(depth + 1))),
      ];
      return one(kinds)();
    };
    const tree = (depth: number): unknown => {
      const node: Record<string, unknown> = { type: random() < 0.95 ? one(COMPONENT_TYPES) : one(ALL) };
      for (let count = 0; count < 9; count++) node[one(PROPS)] = value(depth);
      if (random() < 0.7 && depth < 5) node['children'] = Array.from({ length: 3 }, () => tree(depth + 1));
      return node;
    };
    for (let round = 0; round < 120; round++) {
      const holder = document.createElement('div');
      place.append(holder);
      const told: string[] = [];
      const context = {
        itemId: `w${round}`,
        strings: en,
        scheme: 'light' as const,
        imageDomains: null,
        busy: false,
        act: async () => {},
        tell: (name: string) => void told.push(name),
      };
      render(widgetView(tree(0), context), holder);
      render(widgetView(tree(0), context), holder);
    }
    await settled();
    // Styles are set as properties here, each looked at before; so the attribute they show up as is no danger.
    for (const styled of place.querySelectorAll<HTMLElement>('[style]')) {
      equal(/url\(|evil|image-set|script:/.test(styled.style.cssText), false, styled.style.cssText);
      styled.removeAttribute('style');
    }
    nothingHappened();
    place.replaceChildren();
  });

  it('is inert as names, titles, sources and steps', async function () {
    this.timeout(60_000);
    const page = new Page();
    const base = { thread_id: 't1', created_at: '2026-11-01T12:00:00Z' };
    const items = ALL.flatMap((text, index): ThreadItem[] => [
      {
        ...question('t1', `q${index}`, text),
        quoted_text: text,
        attachments: [{ type: 'image', id: 'a', name: text, mime_type: text, preview_url: text }],
      },
      answer('t1', `a${index}`, 'Words.', [
        { type: 'annotation', source: { type: 'url', title: text, url: text, description: text } },
        { type: 'annotation', source: { type: 'file', title: text, filename: text } },
        { type: 'annotation', source: { type: 'entity', id: text, title: text, icon: text, label: text } },
      ]),
      {
        ...base,
        id: `w${index}`,
        type: 'workflow',
        workflow: {
          type: 'custom',
          expanded: true,
          summary: { title: text, icon: text },
          tasks: [
            { type: 'custom', title: text, icon: text, content: text },
            { type: 'web_search', title: text, queries: [text], sources: [{ type: 'url', title: text, url: text }] },
          ],
        },
      },
      { ...base, id: `i${index}`, type: 'generated_image', image: { id: text, url: text } },
      {
        ...base,
        id: `s"><${index}`,
        type: 'structured_input',
        status: 'pending',
        inputs: [{ type: 'multiple_choice', id: text, question: text, options: [{ value: text }] }],
      },
    ]);
    page.server.pageSize = items.length;
    page.server.add('t1', items, { title: ALL.join(' ') });
    await page.ready({ initialThread: 't1' });
    await found(() => page.all('.workflow').length === ALL.length);
    await settled();
    for (const styled of page.all('[style]')) styled.removeAttribute('style');
    nothingHappened(page.root);
    page.remove();
  });
});
