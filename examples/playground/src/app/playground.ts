import { html, LitElement, nothing } from 'lit';
import type { PageColors, Pages } from '../design/colors.ts';
import { type Design, withValue } from '../design/design.ts';
import { SECTIONS } from '../design/fields.ts';
import { History } from '../design/history.ts';
import { decodeDesign, encodeDesign } from '../design/share.ts';
import './export-dialog.ts';
import './import-dialog.ts';
import './stage-frame.ts';
import type { ExportDialog } from './export-dialog.ts';
import { type Change, fieldView } from './field-view.ts';
import { type Device, DEVICES, type Host, HOSTS } from './frames.ts';
import { icons } from './icons.ts';
import type { ImportDialog } from './import-dialog.ts';
import { controlStyles, layoutStyles } from './playground.styles.ts';

/** The whole tool: canvas left, controls right. The address holds the design, so it can be sent to somebody. */
export class Playground extends LitElement {
  static override styles = [controlStyles, layoutStyles];
  static override properties = {
    device: { state: true },
    host: { state: true },
    both: { state: true },
    open: { state: true },
    pages: { state: true },
    asked: { state: true },
    notice: { state: true },
  };

  declare device: Device;
  declare host: Host;
  /** Light and dark beside each other. */
  declare both: boolean;
  declare open: boolean;
  /** The colours of the pages on the canvas, for a design that takes them. */
  declare pages: Pages;
  declare asked: number;
  declare notice: string;
  #history = new History<Design>({});

  constructor() {
    super();
    // A phone has room for one phone.
    const small = matchMedia('(width < 900px)').matches;
    this.device = small ? 'phone' : 'desktop';
    this.host = 'plain';
    this.both = !small;
    this.open = true;
    this.pages = {};
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
    const { design } = this;
    const schemes = this.both ? (['light', 'dark'] as const) : [null];
    return html`
      <header class="bar">
        <h1>Playground</h1>
        <span class="group" role="group" aria-label="Device">
          ${(Object.keys(DEVICES) as Device[]).map((name) =>
            this.#toggle(DEVICES[name].label, this.device === name, () => (this.device = name)),
          )}
        </span>
        ${this.#toggle('Light and dark', this.both, () => (this.both = !this.both))}
        ${this.#toggle('Open', this.open, () => (this.open = !this.open))}
        <button type="button" @click=${() => this.#ask()}>Ask something</button>
        <label class="group"
          >Page
          <select @change=${(event: Event) => this.#visit((event.target as HTMLSelectElement).value as Host)}>
            ${Object.entries(HOSTS).map(
              ([name, label]) => html`<option value=${name} ?selected=${name === this.host}>${label}</option>`,
            )}
          </select>
        </label>
        <span class="group end">
          ${this.#iconButton('Undo', icons.undo, !this.#history.canUndo, () => this.#undo())}
          ${this.#iconButton('Redo', icons.redo, !this.#history.canRedo, () => this.#redo())}
          <button type="button" @click=${() => this.#set({})} ?disabled=${Object.keys(design).length === 0}>
            Reset
          </button>
          <button type="button" @click=${() => this.#dialog('kb-import-dialog')?.show()}>Import…</button>
          <button type="button" @click=${() => this.#dialog('kb-export-dialog')?.show()}>Export…</button>
        </span>
      </header>
      <main class="canvas" aria-label="The assistant">
        ${schemes.map(
          (scheme) =>
            html`<kb-stage-frame
              .design=${design}
              device=${this.device}
              host=${this.host}
              .scheme=${scheme}
              ?open=${this.open}
              asked=${this.asked}
              @panel=${({ detail }: CustomEvent<boolean>) => (this.open = detail)}
              @page=${({ detail }: CustomEvent<PageColors>) => this.#learn(detail)}
              label=${scheme === null ? 'The assistant' : `The assistant in the ${scheme} scheme`}
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
              ${fields.map((field) => fieldView(field, design, this.pages, this.#change))}
            </details>
          `,
        )}
      </aside>
      <kb-export-dialog .design=${design}></kb-export-dialog>
      <kb-import-dialog @design=${(event: CustomEvent<Design>) => this.#set(event.detail)}></kb-import-dialog>
    `;
  }

  get design(): Design {
    return this.#history.now;
  }

  #visit(host: Host): void {
    this.host = host;
    this.pages = {};
  }

  #toggle(label: string, pressed: boolean, onClick: () => void): unknown {
    return html`<button type="button" aria-pressed=${pressed} @click=${onClick}>${label}</button>`;
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

  #iconButton(label: string, icon: unknown, disabled: boolean, onClick: () => void): unknown {
    return html`<button
      type="button"
      class="ghost"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${onClick}
    >
      ${icon}
    </button>`;
  }

  #dialog(name: 'kb-export-dialog' | 'kb-import-dialog'): ExportDialog | ImportDialog | null {
    return this.renderRoot.querySelector<ExportDialog | ImportDialog>(name);
  }

  readonly #change: Change = (path, value, topic = null) => this.#set(withValue(this.design, path, value), topic);

  #set(design: Design, topic: string | null = null): void {
    this.#history.change(design, topic);
    this.#changed();
  }

  #undo(): void {
    this.#history.undo();
    this.#changed();
  }

  #redo(): void {
    this.#history.redo();
    this.#changed();
  }

  #changed(): void {
    this.notice = '';
    const text = Object.keys(this.design).length > 0 ? `#${encodeDesign(this.design)}` : '';
    // Replaced, not pushed: going back is undo's business, and the browser's button leaves the page.
    history.replaceState(null, '', `${location.pathname}${location.search}${text}`);
    this.requestUpdate();
  }

  readonly #readAddress = (): void => {
    const text = location.hash.slice(1);
    this.notice = '';
    let design: Design = {};
    if (text) {
      try {
        const read = decodeDesign(text);
        design = read.design;
        if (read.ignored.length > 0) {
          this.notice = `The address of this page is damaged: ${read.ignored.join(', ')} is left out, because no design has it.`;
        }
      } catch {
        this.notice = 'The address of this page is damaged: it held no design that can be read. This is the default.';
      }
    }
    this.#history = new History(design);
    this.requestUpdate();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || !['z', 'y'].includes(key)) return;
    // Text has an undo of its own; and what a dialog is about is not the design behind it.
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches('dialog *, input:is([type=text], [type=url]), textarea')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) this.#redo();
    else this.#undo();
  };
}

customElements.define('kb-playground', Playground);
