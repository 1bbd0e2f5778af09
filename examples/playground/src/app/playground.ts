import { html, LitElement, nothing } from 'lit';
import type { PageColors, Pages } from '../design/colors.ts';
import type { Computed, Scheme } from '../design/computed.ts';
import { type Design, withValue } from '../design/design.ts';
import { besideLauncher, isFromPage } from '../design/effects.ts';
import { SECTIONS } from '../design/fields.ts';
import { History } from '../design/history.ts';
import { decodeDesign, encodeDesign } from '../design/share.ts';
import './export-dialog.ts';
import './stage-frame.ts';
import type { Change, Editor, Refused } from './editing.ts';
import type { ExportDialog } from './export-dialog.ts';
import { fieldView } from './field-view.ts';
import { DARK_HOSTS, type Device, DEVICES, type Host, HOSTS, type Schemes, SCHEMES } from './frames.ts';
import { icons } from './icons.ts';
import type { ImportDialog } from './import-dialog.ts';
import { controlStyles, layoutStyles } from './playground.styles.ts';
import { type Step, stepOf } from './step-keys.ts';
import { readHash, type View, writeHash } from './view.ts';

/** The whole tool: canvas left, controls right. The address holds the design, so it can be sent to somebody. */
export class Playground extends LitElement {
  static override styles = [controlStyles, layoutStyles];
  static override properties = {
    view: { state: true },
    open: { state: true },
    pages: { state: true },
    computed: { state: true },
    refused: { state: true },
    asked: { state: true },
    notice: { state: true },
  };

  /** What was chosen of the canvas. */
  declare view: View;
  declare open: boolean;
  /** The colours of the pages on the canvas, for a design that takes them. */
  declare pages: Pages;
  /** What the colours of the design come to there. */
  declare computed: Computed;
  declare refused: Refused;
  declare asked: number;
  declare notice: string;
  /** A phone has room for one phone. */
  readonly #small = matchMedia('(width < 900px)').matches;
  #history = new History<Design>({});

  constructor() {
    super();
    this.view = {};
    this.open = true;
    this.pages = {};
    this.computed = {};
    this.refused = {};
    this.asked = 0;
    this.notice = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#readAddress();
    window.addEventListener('hashchange', this.#readAddress);
    window.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#readAddress);
    window.removeEventListener('keydown', this.#onKeyDown);
  }

  protected override render(): unknown {
    const { design, pages, computed, refused, host, device } = this;
    const frames = this.#frames();
    return html`
      <header class="bar">
        <button type="button" class="skip" @click=${() => this.#toControls()}>Skip to the controls</button>
        <h1>Playground</h1>
        <div class="tools">
          <span class="group" role="group" aria-label="Device">
            ${(Object.keys(DEVICES) as Device[]).map((name) =>
              this.#toggle(DEVICES[name].label, device === name, () => this.#look({ device: name })),
            )}
          </span>
          ${this.#select('Schemes', SCHEMES, this.schemes, (schemes) => this.#look({ schemes }), this.#oneScheme)}
          ${this.#select('Page', HOSTS, host, (page) => this.#look({ page }))}
          ${this.#toggle('Open', this.open, () => (this.open = !this.open))}
          <button type="button" @click=${() => this.#ask()}>Ask something</button>
          <nav class="group" aria-label="More"><a href="/docs/guides/theme">Guide</a><a href="/">Help Center</a></nav>
        </div>
        <span class="group end">
          ${this.#iconButton('Undo', icons.undo, !this.#history.canUndo, () => this.#take('undo'))}
          ${this.#iconButton('Redo', icons.redo, !this.#history.canRedo, () => this.#take('redo'))}
          <button type="button" @click=${() => this.#reset()} aria-disabled=${this.#isEmpty}>Reset</button>
          <button type="button" @click=${() => this.#import()}>Import…</button>
          <button type="button" @click=${() => this.#dialog<ExportDialog>('kb-export-dialog').show()}>Export…</button>
        </span>
      </header>
      <!-- Two on a small screen are scrolled, by the keyboard too. -->
      <main class="canvas" aria-label="The assistant" tabindex=${this.#small && frames.length > 1 ? 0 : nothing}>
        ${frames.map(
          ({ scheme, label, caption }) =>
            html`<kb-stage-frame
              .design=${design}
              device=${device}
              host=${host}
              .scheme=${scheme}
              ?open=${this.open}
              asked=${this.asked}
              @panel=${({ detail }: CustomEvent<boolean>) => (this.open = detail)}
              @page=${({ detail }: CustomEvent<PageColors>) => this.#learn(detail)}
              @computed=${({ detail }: CustomEvent<Computed>) => this.#learnColors(detail)}
              @step=${({ detail }: CustomEvent<Step>) => this.#take(detail)}
              label=${label}
              caption=${caption}
            ></kb-stage-frame>`,
        )}
      </main>
      <aside
        class="controls"
        aria-label="Controls"
        @change=${() => this.#history.settle()}
        @focusout=${() => this.#history.settle()}
      >
        ${this.notice ? html`<p class="notice" role="status">${this.notice}</p>` : nothing}
        ${SECTIONS.map(
          ({ title, folded, fields }) => html`
            <details ?open=${!folded}>
              <summary>${title}</summary>
              ${fields.map((field) => fieldView(field, { design, pages, computed, refused }, this.#editor))}
            </details>
          `,
        )}
      </aside>
      <kb-export-dialog .design=${design} .computed=${computed}></kb-export-dialog>
      <kb-import-dialog @design=${(event: CustomEvent<Design>) => this.#set(event.detail)}></kb-import-dialog>
    `;
  }

  get design(): Design {
    return this.#history.now;
  }

  get device(): Device {
    return this.view.device ?? (this.#small ? 'phone' : 'desktop');
  }

  get host(): Host {
    return this.view.page ?? 'plain';
  }

  get schemes(): Schemes {
    return this.view.schemes ?? (this.#small ? 'own' : 'both');
  }

  get #isEmpty(): boolean {
    return Object.keys(this.design).length === 0;
  }

  /** A page that is dark by itself gives its colours to one scheme only. */
  get #oneScheme(): boolean {
    return isFromPage(this.design) && DARK_HOSTS.has(this.host);
  }

  #frames(): { scheme: Scheme | null; label: string; caption: string }[] {
    const own = { scheme: null, label: 'The assistant' };
    if (this.#oneScheme) return [{ ...own, caption: `${HOSTS[this.host]} is dark by itself` }];
    if (this.schemes === 'own') return [{ ...own, caption: SCHEMES.own }];
    const schemes = this.schemes === 'both' ? (['light', 'dark'] as const) : [this.schemes];
    return schemes.map((scheme) => ({
      scheme,
      label: `The assistant in the ${scheme} scheme`,
      caption: SCHEMES[scheme],
    }));
  }

  #look(view: View): void {
    if (view.page !== undefined) this.pages = {};
    this.view = { ...this.view, ...view };
    this.#writeAddress();
  }

  #toControls(): void {
    this.renderRoot.querySelector<HTMLElement>('.controls summary')?.focus();
  }

  #toggle(label: string, pressed: boolean, onClick: () => void): unknown {
    return html`<button type="button" aria-pressed=${pressed} @click=${onClick}>${label}</button>`;
  }

  #select<T extends string>(
    label: string,
    options: Record<T, string>,
    value: T,
    onChange: (value: T) => void,
    disabled = false,
  ): unknown {
    const id = `choose-${label.toLowerCase()}`;
    return html`<span class="group">
      <label for=${id} class=${label === 'Schemes' ? 'unseen' : ''}>${label}</label>
      <select
        id=${id}
        ?disabled=${disabled}
        @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value as T)}
      >
        ${Object.entries<string>(options).map(
          ([name, text]) => html`<option value=${name} .selected=${name === value}>${text}</option>`,
        )}
      </select>
    </span>`;
  }

  #learnColors(computed: Computed): void {
    if (JSON.stringify(this.computed) !== JSON.stringify(computed)) this.computed = computed;
  }

  #learn({ scheme, seeds }: PageColors): void {
    // Told again at each change: only what is new is drawn anew.
    if (JSON.stringify(this.pages[scheme]) !== JSON.stringify(seeds)) this.pages = { ...this.pages, [scheme]: seeds };
  }

  /** A look is judged by an answer, more than by an empty panel. */
  #ask(): void {
    this.open = true;
    this.asked += 1;
  }

  /** One that does nothing at present stays where it is for the keyboard. */
  #iconButton(label: string, icon: unknown, disabled: boolean, onClick: () => void): unknown {
    return html`<button
      type="button"
      class="ghost"
      aria-label=${label}
      title=${label}
      aria-disabled=${disabled}
      @click=${disabled ? nothing : onClick}
    >
      ${icon}
    </button>`;
  }

  #dialog<T extends LitElement>(name: string): T {
    return this.renderRoot.querySelector<T>(name)!;
  }

  /** Comes with what reads code, which who only designs has no use for. */
  async #import(): Promise<void> {
    try {
      await import('./import-dialog.ts');
    } catch {
      this.notice = 'The import could not be loaded. Load this page again: its address holds the design.';
      return;
    }
    const dialog = this.#dialog<ImportDialog>('kb-import-dialog');
    await dialog.updateComplete;
    dialog.show();
  }

  readonly #change: Change = (path, value, topic = null) => {
    const { [path]: _, ...refused } = this.refused;
    this.#set(withValue(this.design, path, value), topic, refused);
  };

  readonly #editor: Editor = {
    change: this.#change,
    refuse: (path, text, why) => (this.refused = { ...this.refused, [path]: { text, why } }),
  };

  #set(design: Design, topic: string | null = null, refused: Refused = {}): void {
    this.#step(() => this.#history.change(design, topic), refused);
  }

  #reset(): void {
    if (!this.#isEmpty) this.#set({});
  }

  #take(step: Step): void {
    this.#step(() => this.#history[step]());
  }

  #step(take: () => void, refused: Refused = {}): void {
    const before = besideLauncher(this.design);
    take();
    const after = besideLauncher(this.design);
    // What stands beside the launcher is seen while the panel is closed.
    if (after !== null && after !== before) this.open = false;
    this.refused = refused;
    this.notice = '';
    this.#writeAddress();
    this.requestUpdate();
  }

  #writeAddress(): void {
    const text = writeHash(this.#isEmpty ? '' : encodeDesign(this.design), this.view);
    // Replaced, not pushed: going back is undo's business, and the browser's button leaves the page.
    history.replaceState(null, '', `${location.pathname}${location.search}${text}`);
  }

  readonly #readAddress = (): void => {
    const { design: text, view, ignored } = readHash(location.hash);
    this.notice = '';
    let design: Design = {};
    if (text) {
      try {
        const read = decodeDesign(text);
        design = read.design;
        ignored.push(...read.ignored);
      } catch {
        this.notice = 'The address of this page is damaged: it held no design that can be read. This is the default.';
      }
    }
    if (ignored.length > 0) {
      this.notice ||= `The address of this page is damaged: ${ignored.join(', ')} is left out, because no design has it.`;
    }
    this.#history = new History(design);
    this.view = view;
    this.pages = {};
    this.refused = {};
    if (besideLauncher(design) !== null) this.open = false;
    this.requestUpdate();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (!step) return;
    // Text has an undo of its own; and what a dialog is about is not the design behind it.
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches('dialog *, input:is([type=text], [type=url]), textarea')) return;
    event.preventDefault();
    this.#take(step);
  };
}

customElements.define('kb-playground', Playground);
