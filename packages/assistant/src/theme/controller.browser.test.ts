import { expect } from 'chai';
import { LitElement } from 'lit';
import type { ColorSchemeSetting } from '../config/types.ts';
import { forgetWarnings } from '../shared/warn.ts';
import { probeStyles } from './color-probe.styles.ts';
import { ThemeController } from './controller.ts';
import { DEFAULT_COLORS, type PaletteChoice } from './palette.ts';

const palette: PaletteChoice = {
  preset: 'azure',
  fromPage: false,
  light: {},
  dark: {},
  radius: 'pill',
  density: 'normal',
  typography: {},
};

/** An element with nothing but a theme. */
class ThemedElement extends LitElement {
  static override styles = probeStyles;
  settings = { colorScheme: 'auto' as ColorSchemeSetting, palette };
  drawn = 0;
  readonly theme = new ThemeController(this, { settings: () => this.settings });

  protected override updated(): void {
    this.drawn += 1;
  }

  /** Drawn, in the colours that it was meant to have. */
  async settled(): Promise<ThemedElement['theme']['look']> {
    await this.updateComplete;
    await this.theme.pending;
    await this.updateComplete;
    return this.theme.look;
  }
}
customElements.define('themed-element', ThemedElement);

/** Resolves when a look is in force for which `test` holds. */
async function until(element: ThemedElement, test: (look: ThemedElement['theme']['look']) => boolean): Promise<void> {
  while (!test(element.theme.look)) {
    await new Promise(requestAnimationFrame);
    await element.updateComplete;
  }
}

const root = document.documentElement;
const mounted: Element[] = [];

async function mount(
  settings: { colorScheme?: ColorSchemeSetting; palette?: Partial<PaletteChoice> } = {},
  parent: Element = document.body,
): Promise<ThemedElement> {
  const element = document.createElement('themed-element') as ThemedElement;
  element.settings = { colorScheme: settings.colorScheme ?? 'auto', palette: { ...palette, ...settings.palette } };
  parent.append(element);
  mounted.push(element);
  await element.settled();
  return element;
}

describe('the theme', () => {
  const sheet = new CSSStyleSheet();
  const warn = console.warn;
  let warnings: string[] = [];

  beforeEach(() => {
    document.adoptedStyleSheets = [sheet];
    warnings = [];
    console.warn = (message: string) => void warnings.push(message);
  });
  afterEach(() => {
    for (const element of mounted.splice(0)) element.remove();
    document.adoptedStyleSheets = [];
    sheet.replaceSync('');
    for (const name of ['data-theme', 'data-bs-theme', 'class', 'style']) root.removeAttribute(name);
    console.warn = warn;
    forgetWarnings();
  });

  it('has the font of the page, and that of the system where the page names none', async () => {
    expect((await mount()).theme.look.typography).to.deep.equal({ fontFamily: 'system-ui, sans-serif' });
    sheet.replaceSync('body{font-family:Georgia, serif}');
    expect((await mount()).theme.look.typography).to.deep.equal({});
    sheet.replaceSync('body{font-family:Georgia, serif}themed-element{--kb-font-family:monospace}');
    expect((await mount()).theme.look.typography).to.deep.equal({ fontFamily: 'monospace' });
  });

  describe('follows the page', () => {
    const says: [string, () => void, 'light' | 'dark'][] = [
      ['data-theme', () => root.setAttribute('data-theme', 'dark'), 'dark'],
      ['data-theme, a name with the word in it', () => root.setAttribute('data-theme', 'github-dark'), 'dark'],
      ['data-bs-theme', () => root.setAttribute('data-bs-theme', 'dark'), 'dark'],
      ['class', () => root.classList.add('dark'), 'dark'],
      ['class of the body', () => document.body.classList.add('theme-dark'), 'dark'],
      ['color-scheme', () => void (root.style.colorScheme = 'dark'), 'dark'],
    ];
    afterEach(() => document.body.removeAttribute('class'));

    for (const [name, say, scheme] of says) {
      it(`from the start, and when it changes: ${name}`, async () => {
        root.style.colorScheme = 'light';
        const element = await mount();
        expect(element.theme.look.scheme).to.equal('light');
        say();
        await until(element, (look) => look.scheme === scheme);
        expect((await mount()).theme.look.scheme).to.equal(scheme);
      });
    }

    it('when a style sheet turns it, and no attribute changes', async () => {
      sheet.replaceSync(':root{color-scheme:light}');
      const element = await mount();
      sheet.replaceSync(':root{color-scheme:dark}');
      await until(element, (look) => look.scheme === 'dark');
    });

    it('an attribute before a class, and a class before the property', async () => {
      root.style.colorScheme = 'light';
      root.classList.add('dark');
      const element = await mount();
      expect(element.theme.look.scheme).to.equal('dark');
      root.setAttribute('data-theme', 'light');
      await until(element, (look) => look.scheme === 'light');
    });

    it('into what it stands in: the nearest word counts, through shadow roots', async () => {
      root.setAttribute('data-theme', 'light');
      const section = document.createElement('section');
      section.dataset['theme'] = 'dark';
      const inner = document.createElement('div');
      section.attachShadow({ mode: 'open' }).append(inner);
      document.body.append(section);
      mounted.push(section);
      expect((await mount({}, inner)).theme.look.scheme).to.equal('dark');
    });

    it('not where the scheme is fixed, nor for classes that mean something else', async () => {
      root.style.colorScheme = 'light';
      root.className = 'dark:bg-black btn-dark';
      expect((await mount()).theme.look.scheme).to.equal('light');
      root.className = 'dark';
      expect((await mount({ colorScheme: 'light' })).theme.look.scheme).to.equal('light');
    });

    it('and lets go of it when it is removed', async () => {
      root.style.colorScheme = 'light';
      const element = await mount();
      element.remove();
      const { drawn } = element;
      root.classList.add('dark');
      // Told in the same order: whoever watches the page after us has heard of it.
      await new Promise((resolve) => {
        const after = new MutationObserver(resolve);
        after.observe(root, { attributes: true });
        root.setAttribute('data-theme', 'dark');
      });
      await element.updateComplete;
      expect(element.drawn).to.equal(drawn);
    });
  });

  describe('takes colours', () => {
    it('of the default palette, without loading what works them out', async () => {
      root.style.colorScheme = 'light';
      const element = await mount();
      expect(element.theme.pending).to.equal(null);
      expect(element.theme.look.colors).to.deep.equal(DEFAULT_COLORS.light);
    });

    it('in any notation that the browser has', async () => {
      root.style.setProperty('--brand', 'rgb(15 118 110)');
      for (const primaryColor of [
        '#0f766e',
        'rgb(15 118 110)',
        'var(--brand)',
        'color-mix(in srgb, #0f766e, #0f766e)',
      ]) {
        const { look } = (await mount({ colorScheme: 'light', palette: { light: { primaryColor } } })).theme;
        expect(look.colors.accent, primaryColor).to.equal('#0f766e');
      }
    });

    it('of a preset, in both schemes', async () => {
      const { look } = (await mount({ colorScheme: 'dark', palette: { preset: 'forest' } })).theme;
      expect(look.colors).to.include({ accent: '#4cb471', background: '#0e1711', text: '#dfeae1' });
    });

    it('from the custom properties, for the chat as well', async () => {
      sheet.replaceSync(
        'themed-element{--kb-accent:#be123c;--kb-background:#fffafb;--kb-text:#2c1218;--kb-font-family:Georgia, serif}',
      );
      const { look } = await mount({ colorScheme: 'light', palette: { light: { primaryColor: '#0f766e' } } }).then(
        (element) => element.theme,
      );
      expect(look.colors).to.include({ accent: '#be123c', background: '#fffafb', text: '#2c1218' });
      expect(look.typography.fontFamily).to.equal('Georgia, serif');
    });

    it('from the custom properties when a style sheet changes them', async () => {
      sheet.replaceSync('themed-element{--kb-accent:#be123c}');
      const element = await mount({ colorScheme: 'light' });
      sheet.replaceSync('themed-element{--kb-accent:#0f766e}');
      await until(element, ({ colors }) => colors.accent === '#0f766e');
      sheet.replaceSync('');
      await until(element, ({ colors }) => colors.accent === DEFAULT_COLORS.light.accent);
    });

    it('and corrects what cannot be read, with the numbers, once', async () => {
      const settings = { colorScheme: 'light', palette: { light: { textColor: '#999' } } } as const;
      const { look } = (await mount(settings)).theme;
      await mount(settings);
      expect(look.colors.text).not.to.equal('#999999');
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(
        /text-color="#999": 2\.8:1 against the background #ffffff.* asks for 4\.5:1; .*\(4\.[5-9]:1\)/,
      );
    });

    it('but no colour that the page does not know', async () => {
      const { look } = (await mount({ colorScheme: 'light', palette: { light: { primaryColor: 'var(--nobody)' } } }))
        .theme;
      expect(look.colors.accent).to.equal(DEFAULT_COLORS.light.accent);
    });
  });

  describe('from the page', () => {
    const page = (css: string) => {
      sheet.replaceSync(css);
      const main = document.createElement('main');
      for (const name of ['button', 'button', 'h1'])
        main.append(Object.assign(document.createElement(name), { textContent: 'x' }));
      document.body.append(main);
      mounted.push(main);
    };

    it('has its surface, its text, its accent and its font', async () => {
      page(
        'body{background:#fff8f0;color:#2d1f18;font:16px Georgia, serif} button{background:#b4532a;color:#fff;border:0}',
      );
      const { look } = (await mount({ palette: { fromPage: true } })).theme;
      expect(look.scheme).to.equal('light');
      expect(look.colors).to.include({ accent: '#b4532a', background: '#fff8f0', text: '#2d1f18' });
      expect(look.typography).to.deep.equal({ fontFamily: 'Georgia, serif', baseSize: 16 });
      expect(warnings).to.deep.equal([]);
    });

    it('is as dark as the page, and follows it', async () => {
      page('body{background:#fff;color:#111} body.night{background:#101418;color:#e8eaed} button{background:#4cb471}');
      const element = await mount({ palette: { fromPage: true } });
      expect(element.theme.look.scheme).to.equal('light');
      document.body.className = 'night';
      await until(element, ({ scheme, colors }) => scheme === 'dark' && colors.background === '#101418');
      document.body.className = '';
      await until(element, ({ scheme }) => scheme === 'light');
    });

    it('gives way to what was said in words', async () => {
      page('body{background:#fff8f0;color:#2d1f18}');
      const { look } = (await mount({ palette: { fromPage: true, light: { primaryColor: '#6d28d9' } } })).theme;
      expect(look.colors).to.include({ accent: '#6d28d9', background: '#fff8f0' });
    });
  });
});
