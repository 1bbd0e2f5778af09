import type { ColorScheme } from '@openai/chatkit';
import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { ColorSchemeSetting } from '../config/types.ts';
import { warnOnce } from '../shared/warn.ts';
import { ColorProbe, cssPropertyOf } from './color-probe.ts';
import type { Finding } from './derive.ts';
import { around, hostScheme, SCHEME_ATTRIBUTES } from './host-scheme.ts';
import { DEFAULT_COLORS, type Look, type PaletteChoice, type Seeds } from './palette.ts';
import { PRESET_ACCENTS } from './preset-names.ts';

type Engine = typeof import('./engine.ts');
type Host = ReactiveControllerHost & HTMLElement;

export interface ThemeHooks {
  /** What the page said. */
  settings(): { colorScheme: ColorSchemeSetting; palette: PaletteChoice };
}

/** One for the page: what works out palettes is loaded when the first assistant needs it. */
let engine: Engine | null = null;
let loading: Promise<void> | null = null;

const ATTRIBUTES = {
  primaryColor: 'primary-color',
  backgroundColor: 'background-color',
  textColor: 'text-color',
} as const satisfies Record<keyof Seeds, string>;

/** Knows the scheme and the colours in force, and has the host drawn again when the page around changes them. */
export class ThemeController implements ReactiveController {
  readonly #host: Host;
  readonly #hooks: ThemeHooks;
  #system: MediaQueryList | null = null;
  #probe: ColorProbe | null = null;
  #observer: MutationObserver | null = null;
  #page: ReturnType<Engine['samplePage']> | null = null;
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
    host.addController(this);
  }

  /** What is in force. Worked out anew before each rendering. */
  get look(): Look {
    return this.#look;
  }

  /** Settles when the colours are worked out; `null` where they are. A failure to load leaves the default colours. */
  get pending(): Promise<void> | null {
    return engine || !this.#needsEngine() ? null : loadEngine();
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
    const { colors, typography } = this.#worked(scheme);
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
    if (palette.fromPage && engine) return this.#sample(engine).dark ? 'dark' : 'light';
    return hostScheme(this.#host, this.#system?.matches ?? false);
  }

  #worked(scheme: ColorScheme): Pick<Look, 'colors' | 'typography'> {
    const { palette } = this.#hooks.settings();
    const light = this.#computed(palette.light);
    const dark = this.#computed(palette.dark);
    if (!this.#needsEngine()) return { colors: DEFAULT_COLORS[scheme], typography: {} };
    if (!engine) {
      void loadEngine().then(() => engine && this.#onChange());
      const accent = light.primaryColor ?? PRESET_ACCENTS[palette.preset];
      return { colors: { ...DEFAULT_COLORS[scheme], accent }, typography: {} };
    }
    const page = palette.fromPage ? this.#sample(engine) : null;
    const css = this.#probed().colors();
    const worked = engine.workOut({ palette: { preset: palette.preset, light, dark }, scheme, page, css });
    for (const finding of worked.findings) this.#tell(finding, scheme, css);
    return worked;
  }

  /** Whether anything is not as it is by default. */
  #needsEngine(): boolean {
    const { palette } = this.#hooks.settings();
    return (
      palette.preset !== 'azure' ||
      palette.fromPage ||
      [palette.light, palette.dark, this.#probed().colors()].some((seeds) => Object.keys(seeds).length > 0)
    );
  }

  #sample({ samplePage }: Engine): ReturnType<Engine['samplePage']> {
    return (this.#page ??= samplePage(document));
  }

  #computed(seeds: Partial<Seeds>): Partial<Seeds> {
    const probe = this.#probed();
    return Object.fromEntries(Object.entries(seeds).map(([seed, color]) => [seed, probe.read(color)]));
  }

  #probed(): ColorProbe {
    return (this.#probe ??= new ColorProbe(this.#host, this.#host.shadowRoot!, this.#onChange));
  }

  #tell(finding: Finding, scheme: ColorScheme, css: Partial<Seeds>): void {
    const { seed, value, background, ratio, least, instead, insteadRatio } = finding;
    const { palette } = this.#hooks.settings();
    const inWords = palette[scheme][seed];
    // Read off the page: nobody wrote it down here.
    if (css[seed] === undefined && inWords === undefined) return;
    const name =
      css[seed] !== undefined ? cssPropertyOf(seed) : scheme === 'dark' ? `theme.dark.${seed}` : ATTRIBUTES[seed];
    const what = seed === 'primaryColor' ? 'its words and lines take' : 'the assistant takes';
    warnOnce(
      `contrast ${name}=${value}/${background}`,
      `${name}="${css[seed] ?? inWords}": ${inTenths(ratio)}:1 against the background ${background}, where WCAG AA ` +
        `asks for ${least}:1; ${what} ${instead} (${inTenths(insteadRatio)}:1).`,
    );
  }

  readonly #onChange = (): void => {
    this.#page = null;
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

/** Downwards, so that a ratio that is too low never reads as if it were enough. */
const inTenths = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1);

function loadEngine(): Promise<void> {
  loading ??= import('./engine.ts').then(
    (loaded) => void (engine = loaded),
    (error: unknown) => {
      // Asked for again when something is drawn the next time.
      loading = null;
      console.warn('[kb-assistant] The colours could not be loaded; using the default ones.', error);
    },
  );
  return loading;
}
