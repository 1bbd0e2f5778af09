import type { ColorScheme } from '@openai/chatkit';
import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { ColorSchemeSetting } from '../config/types.ts';
import { Part } from '../shared/part.ts';
import { ColorProbe } from './color-probe.ts';
import { around, hostScheme, SCHEME_ATTRIBUTES } from './host-scheme.ts';
import type { Painter } from './painter.ts';
import { DEFAULT_COLORS, type Look, type PaletteChoice } from './palette.ts';
import { PRESET_ACCENTS } from './preset-names.ts';

type Host = ReactiveControllerHost & HTMLElement;

export interface ThemeHooks {
  /** What the page said. */
  settings(): { colorScheme: ColorSchemeSetting; palette: PaletteChoice };
}

/** Knows the scheme and the colours in force, and has the host drawn again when the page around changes them. */
export class ThemeController implements ReactiveController {
  readonly #host: Host;
  readonly #hooks: ThemeHooks;
  #system: MediaQueryList | null = null;
  #probe: ColorProbe | null = null;
  #observer: MutationObserver | null = null;
  /** What works out other colours than the default ones. */
  readonly #painter: Part<Painter>;
  #look: Look = {
    scheme: 'light',
    colors: DEFAULT_COLORS.light,
    radius: 'pill',
    density: 'normal',
    typography: {},
  };

  constructor(host: Host, hooks: ThemeHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#painter = new Part(
      async () => new (await import('./painter.ts')).Painter(host.shadowRoot!),
      'The colours could not be loaded; using the default ones.',
      () => this.#onChange(),
    );
    host.addController(this);
  }

  /** What is in force. Worked out anew before each rendering. */
  get look(): Look {
    return this.#look;
  }

  /** Settles when the colours are worked out; `null` where they are. A failure to load leaves the default colours. */
  get pending(): Promise<void> | null {
    return this.#painter.pending(this.#needsPainter());
  }

  hostConnected(): void {
    this.#system = matchMedia('(prefers-color-scheme: dark)');
    this.#system.addEventListener('change', this.#onChange);
    this.#observer = new MutationObserver(this.#onMutation);
    for (const element of around(this.#host)) {
      this.#observer.observe(element, { attributeFilter: [...SCHEME_ATTRIBUTES] });
    }
    document.addEventListener('transitionend', this.#onTransition);
  }

  hostDisconnected(): void {
    this.#system?.removeEventListener('change', this.#onChange);
    this.#observer?.disconnect();
    document.removeEventListener('transitionend', this.#onTransition);
  }

  hostUpdate(): void {
    const { palette } = this.#hooks.settings();
    const { radius, density } = palette;
    const scheme = this.#scheme();
    const probe = this.#probed();
    const font = probe.fontFamily();
    const { colors, typography } = this.#painted(scheme);
    this.#look = {
      scheme,
      colors,
      radius,
      density,
      typography: { ...typography, ...(font ? { fontFamily: font } : {}), ...palette.typography },
    };
  }

  #scheme(): ColorScheme {
    const { colorScheme, palette } = this.#hooks.settings();
    if (colorScheme !== 'auto') return colorScheme;
    // A page whose colours are copied is as dark as those are.
    if (palette.fromPage && this.#painter.now) return this.#painter.now.page.dark ? 'dark' : 'light';
    return hostScheme(this.#host, this.#system?.matches ?? false);
  }

  #painted(scheme: ColorScheme): Pick<Look, 'colors' | 'typography'> {
    const { palette } = this.#hooks.settings();
    const colors = DEFAULT_COLORS[scheme];
    if (!this.#needsPainter()) return { colors, typography: {} };
    if (this.#painter.now) return this.#painter.now.paint(palette, scheme, this.#probed().colors());
    void this.#painter.pending(true);
    return { colors: { ...colors, accent: firstAccent(palette) }, typography: {} };
  }

  /** Whether anything is not as it is by default. */
  #needsPainter(): boolean {
    const { preset, fromPage, light, dark } = this.#hooks.settings().palette;
    const said = { ...light, ...dark, ...this.#probed().colors() };
    return preset !== 'azure' || fromPage || Object.keys(said).length > 0;
  }

  #probed(): ColorProbe {
    return (this.#probe ??= new ColorProbe(this.#host, this.#host.shadowRoot!, this.#onChange));
  }

  readonly #onChange = (): void => {
    this.#painter.now?.forgetPage();
    this.#host.requestUpdate();
  };

  /** Pages set classes on their body all the time; only what matters here has the host drawn again. */
  readonly #onMutation = (): void => {
    const { colorScheme, palette } = this.#hooks.settings();
    const borrowed = [...Object.values(palette.light), ...Object.values(palette.dark)].some((color) =>
      color.includes('var('),
    );
    const turned = colorScheme === 'auto' && !palette.fromPage && this.#scheme() !== this.#look.scheme;
    if (turned || borrowed || palette.fromPage) this.#onChange();
  };

  /** A page that fades from one scheme to the other has its colours at the end. */
  readonly #onTransition = ({ target }: Event): void => {
    if (!this.#hooks.settings().palette.fromPage) return;
    if (target === document.body || target === document.documentElement) this.#onChange();
  };
}

/** The accent until it is worked out, as the script tag has it. What a variable holds is not known yet. */
const firstAccent = ({ preset, light: { primaryColor } }: PaletteChoice): string =>
  primaryColor && !primaryColor.includes('var(') ? primaryColor : PRESET_ACCENTS[preset];
