import { html, LitElement } from 'lit';
import type { Design } from '../design/design.ts';
import { FORMATS } from '../design/exports.ts';
import { controlStyles } from './playground.styles.ts';

/** The design as something to paste. */
export class ExportDialog extends LitElement {
  static override styles = controlStyles;
  static override properties = {
    design: { attribute: false },
    chosen: { state: true },
    origin: { state: true },
    copied: { state: true },
  };

  declare design: Design;
  declare chosen: number;
  declare origin: string;
  declare copied: string;

  constructor() {
    super();
    this.chosen = 0;
    this.origin = location.origin;
    this.copied = '';
  }

  show(): void {
    this.copied = '';
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): unknown {
    const format = FORMATS[this.chosen]!;
    const text = format.write(this.design, { origin: this.origin.replace(/\/$/, '') });
    return html`
      <dialog aria-labelledby="title">
        <div class="sheet">
          <div class="head">
            <h2 id="title">Export</h2>
            <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Close</button>
          </div>
          <div class="tabs" role="tablist" aria-label="Format" @keydown=${this.#onKeyDown}>
            ${FORMATS.map(
              ({ name }, index) =>
                html`<button
                  type="button"
                  role="tab"
                  id="tab-${index}"
                  aria-controls="code"
                  aria-selected=${index === this.chosen}
                  tabindex=${index === this.chosen ? 0 : -1}
                  @click=${() => this.#choose(index)}
                >
                  ${name}
                </button>`,
            )}
          </div>
          <p class="row muted">${format.hint}</p>
          <div class="row">
            <label for="origin">Your server</label>
            <input
              id="origin"
              type="url"
              .value=${this.origin}
              @input=${(event: Event) => (this.origin = (event.target as HTMLInputElement).value)}
            />
          </div>
          <pre id="code" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.chosen}">${text}</pre>
          <div class="row">
            <button type="button" @click=${() => this.#copy(text)}>Copy</button>
            <button type="button" @click=${() => this.#copy(location.href)}>Copy the link to this design</button>
            <span role="status">${this.copied}</span>
          </div>
        </div>
      </dialog>
    `;
  }

  #choose(index: number): void {
    this.chosen = index;
    this.copied = '';
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    this.#choose((this.chosen + step + FORMATS.length) % FORMATS.length);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = 'Copied.';
    } catch {
      this.copied = 'This browser does not let a page copy. Select the text and copy it.';
    }
  }
}

customElements.define('kb-export-dialog', ExportDialog);
