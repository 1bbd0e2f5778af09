import { html, LitElement, nothing } from 'lit';
import type { Computed } from '../design/computed.ts';
import { restOf } from '../design/css.ts';
import { type Design, valueAt } from '../design/design.ts';
import { saidByPage, withoutEffect } from '../design/effects.ts';
import { FORMATS } from '../design/exports.ts';
import { FIELDS } from '../design/fields.ts';
import { serverAddress } from '../design/server-address.ts';
import { controlStyles } from './playground.styles.ts';

/** The design as something to paste. */
export class ExportDialog extends LitElement {
  static override styles = controlStyles;
  static override properties = {
    design: { attribute: false },
    computed: { attribute: false },
    chosen: { state: true },
    origin: { state: true },
    wrong: { state: true },
    copied: { state: true },
  };

  declare design: Design;
  declare computed: Computed;
  declare chosen: number;
  /** The last address that is one. */
  declare origin: string;
  /** What is wrong with the one that is being typed. */
  declare wrong: string;
  declare copied: string;

  constructor() {
    super();
    this.chosen = 0;
    this.computed = {};
    this.origin = location.origin;
    this.wrong = '';
    this.copied = '';
  }

  show(): void {
    this.copied = '';
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): unknown {
    const format = FORMATS[this.chosen]!;
    const { design, computed, origin, wrong } = this;
    const text = format.write(design, { origin, computed });
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
          ${this.#notes(format.name).map((note) => html`<p class="row note">${note}</p>`)}
          <div class="row">
            <label for="origin">Your server</label>
            <input
              id="origin"
              type="url"
              .value=${location.origin}
              aria-invalid=${wrong ? 'true' : nothing}
              aria-describedby=${wrong ? 'origin-wrong' : nothing}
              @input=${this.#onOrigin}
            />
          </div>
          ${wrong ? html`<p class="note poor" id="origin-wrong"><span>${wrong} Until then, it is ${origin || 'the page’s own'}.</span></p>` : nothing}
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

  /** What the text does not say, in words. */
  #notes(format: string): string[] {
    const { design, computed } = this;
    const lost = withoutEffect(design);
    const notes = lost.length > 0 ? [`Left out, because the page says it: ${lost.join('; ')}.`] : [];
    if (format !== 'CSS') return notes;
    const rest = restOf(design, computed);
    const labels = FIELDS.filter((field) => valueAt(rest, field.path) !== undefined && !saidByPage(field, design)).map(
      ({ label }) => label,
    );
    if (labels.length > 0) notes.push(`No style sheet says ${labels.join('; ')}: see the comment.`);
    return notes;
  }

  readonly #onOrigin = (event: Event): void => {
    const { origin, why = '' } = serverAddress((event.target as HTMLInputElement).value);
    if (origin !== undefined) this.origin = origin;
    this.wrong = why;
  };

  #choose(index: number): void {
    this.chosen = index;
    this.copied = '';
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const count = FORMATS.length;
    const { [event.key]: next } = {
      ArrowRight: (this.chosen + 1) % count,
      ArrowLeft: (this.chosen - 1 + count) % count,
      Home: 0,
      End: count - 1,
    } as Partial<Record<string, number>>;
    if (next === undefined) return;
    event.preventDefault();
    this.#choose(next);
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
