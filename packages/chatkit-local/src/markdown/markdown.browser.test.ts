import type { Citation } from './citations.ts';
import { MarkdownView, type MarkdownOptions } from './markdown-view.ts';
import { isAllowedImage } from './sanitizer.ts';
import { equal, ok } from '../testing/expect.ts';
import { found } from '../testing/mount.ts';

const LABELS = { code: 'Code', copyCode: 'Copy code', table: 'Table' };

function view(text: string, options: Partial<MarkdownOptions> = {}) {
  const made = new MarkdownView();
  const update = (next: string, more: Partial<MarkdownOptions> = {}) =>
    made.update(next, {
      labels: LABELS,
      imageDomains: null,
      citations: [],
      mark: ({ number }) =>
        Object.assign(document.createElement('b'), { className: 'mark', textContent: `[${number}]` }),
      growing: false,
      ...options,
      ...more,
    });
  update(text);
  return { element: made.element, update };
}

const cite = (number: number, index: number): Citation => ({
  number,
  index,
  source: { type: 'url', title: `Source ${number}`, url: 'https://example.com' },
});

const HOSTILE = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked=1">',
  '<svg onload="window.hacked=1"><script>window.hacked=1</script></svg>',
  '<math><mi xlink:href="javascript:window.hacked=1">x</mi></math>',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<object data="javascript:window.hacked=1"></object><embed src="javascript:window.hacked=1">',
  '<form action="javascript:window.hacked=1"><input name=password><button>Log in</button></form>',
  '<style>* { display: none }</style><p style="position:fixed;inset:0">x</p>',
  '<link rel=stylesheet href="//evil.test"><meta http-equiv=refresh content="0;url=//evil.test"><base href="//evil.test">',
  '<a href="javascript:window.hacked=1" onclick="window.hacked=1">x</a>',
  '<a href="java\tscript:window.hacked=1">x</a>',
  '<a href="data:text/html,<script>window.hacked=1</script>">x</a>',
  '<details open ontoggle="window.hacked=1">x</details>',
  '<p id="location" name="cookie">clobber</p>',
  '<video src=x onerror="window.hacked=1"></video><audio src=x></audio>',
  '<kb-assistant></kb-assistant><slot></slot><template><img src=x onerror="window.hacked=1"></template>',
  '[x](javascript:window.hacked=1)',
  '[x](JaVaScRiPt:window.hacked=1)',
  '[x](&#106;avascript:window.hacked=1)',
  '[x](vbscript:msgbox)',
  '![x](javascript:window.hacked=1)',
  '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  '[x](https://a.test "\\" onmouseover=\\"window.hacked=1")',
  '```"><img src=x onerror=window.hacked=1>\ncode\n```',
  '| a |\n| - |\n| <img src=x onerror="window.hacked=1"> |',
  '<noscript><p title="</noscript><img src=x onerror=window.hacked=1>">',
  '<div><div><!--><img src=x onerror=window.hacked=1>--></div>',
  '[x]: javascript:window.hacked=1\n\n[x]',
  '<javascript:window.hacked=1>',
];

describe('markdown', () => {
  const frame = document.createElement('div');
  before(() => document.body.append(frame));
  after(() => frame.remove());

  for (const text of HOSTILE) {
    it(`is inert: ${text.slice(0, 60).replaceAll('\n', '⏎')}`, async () => {
      const { element } = view(text);
      frame.replaceChildren(element);
      for (const link of element.querySelectorAll('a')) {
        // Here, where a script would be seen; and of the web, nothing is opened.
        link.target = '';
        if (/^https?:$/.test(link.protocol)) link.addEventListener('click', (event) => event.preventDefault());
        link.click();
      }
      await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
      ok(!('hacked' in window), 'that no script runs');
      // Our own button, with its icon, is no part of what was written.
      for (const head of element.querySelectorAll('.code-head')) head.remove();
      const forbidden = 'script,style,iframe,object,embed,form,input,link,meta,base,svg,math,video,audio,template,slot';
      equal(element.querySelectorAll(forbidden).length, 0, 'the number of forbidden elements');
      for (const each of element.querySelectorAll('*')) {
        for (const { name, value } of each.attributes) {
          ok(!/^on|^style$|^id$|^name$/.test(name), `no attribute ${name}`);
          ok(!/^\s*(java|vb)script:|^\s*data:/i.test(value), `no address ${value}`);
        }
      }
    });
  }

  it('goes on after HTML of which nothing is left', () => {
    const { element } = view('<frameset></frameset>\n\nWords');
    equal(element.textContent?.trim(), 'Words');
  });

  it('opens links elsewhere, and tells that place nothing', () => {
    const link = view('[x](https://example.com)').element.querySelector('a')!;
    equal([link.target, link.rel], ['_blank', 'noopener noreferrer']);
    equal(view('[x](chatkit-link://settings)').element.querySelector('a')?.target, '');
  });

  it('takes images only from where they may come', () => {
    const sources = (domains: string[] | null) =>
      [
        ...view('![a](https://img.good.test/a.png) ![b](https://evil.test/b.png)', {
          imageDomains: domains,
        }).element.querySelectorAll('img'),
      ].map((image) => new URL(image.src).hostname);
    equal(sources(null), ['img.good.test', 'evil.test']);
    equal(sources(['good.test']), ['img.good.test']);
    ok(
      !isAllowedImage('https://notgood.test/a.png', ['good.test'], 'https://x.test'),
      'a host that only ends alike to be refused',
    );
  });

  it('shows the words of an image that may not be loaded', () => {
    equal(view('An ![icon](https://evil.test/b.png)', { imageDomains: [] }).element.innerText.trim(), 'An icon');
  });

  it('gives code its language and a named copy button', () => {
    const { element } = view('```ts\nconst a = 1;\n```');
    equal(element.querySelector('.code-language')?.textContent, 'ts');
    equal(element.querySelector('button')?.getAttribute('aria-label'), 'Copy code');
    equal(element.querySelector('pre')?.getAttribute('aria-label'), 'Code: ts');
  });

  it('sets formulas as MathML, in a line and by themselves', async () => {
    const { element } = view('So $x^2$ is it:\n\n$$\\frac{a}{b}$$');
    await found(() => element.querySelectorAll('math').length === 2);
    const [inLine, alone] = element.querySelectorAll('math');
    equal([inLine!.localName, inLine!.namespaceURI], ['math', 'http://www.w3.org/1998/Math/MathML']);
    ok(inLine!.querySelector('msup') && alone!.querySelector('mfrac'), 'a power and a fraction');
    const around = alone!.closest('.maths')!;
    equal([around.getAttribute('role'), around.getAttribute('aria-label')], ['group', '\\frac{a}{b}']);
    equal(element.querySelectorAll('code').length, 0);
  });

  it('leaves a formula as it was written where it is none, or would do more than show', async () => {
    const { element } = view(
      '$x$ $\\frac{a$ $\\href{javascript:window.hacked=1}{x}$ $\\includegraphics{https://a.test/a.png}$',
    );
    await found(() => element.querySelector('math'));
    equal(element.querySelectorAll('[href], [src], a, img').length, 0);
    ok(
      [...element.querySelectorAll('code')].some((code) => code.textContent === '\\frac{a'),
      'the broken one as its source',
    );
  });

  it('draws again only the blocks that changed', () => {
    const { element, update } = view('# One\n\nTwo');
    const [first, second] = element.children;
    update('# One\n\nTwo and\n\nThree');
    ok(element.children[0] === first, 'the first block to stay');
    ok(element.children[1] !== second, 'the second block to be new');
    equal(
      [...element.children].map((each) => each.textContent),
      ['One', 'Two and', 'Three'],
    );
  });

  it('does not even look at the blocks before a growing one, however many there are', () => {
    const looksWith = (count: number): number => {
      let looks = 0;
      const labels = {
        ...LABELS,
        get copyCode() {
          looks++;
          return LABELS.copyCode;
        },
      };
      const before = 'A block.\n\n'.repeat(count);
      const { update, element } = view(`${before}It `, { growing: true, labels });
      update(`${before}It grows`);
      looks = 0;
      update(`${before}It grows on`);
      equal(element.lastElementChild?.textContent, 'It grows on');
      return looks;
    };
    equal(looksWith(100), looksWith(2));
  });

  it('draws all of it anew where other images may be shown, or its sources change', () => {
    const text = '![a](https://a.test/a.png)\n\nOne.\n\nTwo';
    const { element, update } = view(text, { growing: true });
    equal(element.querySelectorAll('img').length, 1);
    update(`${text}, three`, { imageDomains: [] });
    equal(element.querySelectorAll('img').length, 0);
    update(`${text}, three, four`, { imageDomains: [], citations: [cite(1, text.indexOf('.\n\nTwo'))] });
    equal(element.querySelectorAll('.mark').length, 1);
    update(`${text}, three, four`, { imageDomains: [] });
    equal(element.querySelectorAll('.mark').length, 0);
  });

  it('does not show the signs of what is still being written', () => {
    const { element, update } = view('It is **bo', { growing: true });
    equal(element.innerHTML.trim(), '<p>It is <strong>bo</strong></p>');
    update('It is **bo', { growing: false });
    equal(element.textContent?.trim(), 'It is **bo');
  });

  it('shows a table from its delimiter row on, and no sign of it before', () => {
    const { element, update } = view('', { growing: true });
    const text = 'The parts:\n\n| Part | What |\n| --- | --- |\n| Lamp | Light |';
    const seen = Array.from(text, (_, index) => {
      update(text.slice(0, index + 1), { growing: true });
      return element.textContent ?? '';
    });
    equal(
      seen.filter((each) => /\||--/.test(each)),
      [],
    );
    equal(element.querySelectorAll('td').length, 2);
    update('| Part | What |', { growing: false });
    equal(element.textContent?.trim(), '| Part | What |');
  });

  describe('marks', () => {
    const marked = (text: string, ...marks: Citation[]) => view(text, { citations: marks }).element;

    it('stand at their place, several side by side', () => {
      const text = 'First here. Then there.';
      equal(
        marked(text, cite(1, 11), cite(2, 11), cite(1, text.length)).textContent?.trim(),
        'First here.[1][2] Then there.[1]',
      );
    });

    it('are counted in UTF-16', () => {
      equal(marked('Smile 😀 now', cite(1, 8)).textContent?.trim(), 'Smile 😀[1] now');
    });

    it('stand in the block whose text they follow', () => {
      const element = marked('One.\n\n- two\n- three\n\nFour.', cite(1, 6), cite(2, 12), cite(3, 21), cite(4, 26));
      equal(
        [...element.children].map((each) => each.textContent?.replaceAll('\n', '')),
        ['One.[1]', 'two[2]three[3]', 'Four.[4]'],
      );
    });

    it('do not break what they stand in', () => {
      const text = 'A **bold** [link](https://example.com/path) `code`';
      for (let index = 0; index <= text.length; index++) {
        const element = marked(text, cite(1, index));
        equal(element.querySelectorAll('.mark').length, 1, `the number of marks at ${index}`);
        equal(
          element.querySelector('a')?.getAttribute('href'),
          'https://example.com/path',
          `the link with a mark at ${index}`,
        );
        equal(
          element.textContent?.replace('[1]', '').replace(/\s+/g, ' ').trim(),
          'A bold link code',
          `the text at ${index}`,
        );
      }
    });

    it('stand behind code and tables', () => {
      const code = '```js\na\n```';
      equal(marked(code, cite(1, code.length)).lastElementChild?.textContent, '[1]');
      equal(marked(code, cite(1, code.length)).querySelector('pre')?.textContent?.trim(), 'a');
      const table = '| a |\n| - |\n| b |';
      equal(marked(table, cite(1, table.length)).lastElementChild?.textContent, '[1]');
    });

    it('cannot be forged by the text', () => {
      equal(marked('\uE000\uE011', cite(1, 2)).querySelectorAll('.mark').length, 1);
    });
  });
});
