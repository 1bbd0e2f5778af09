import { html, LitElement, nothing } from 'lit';
import { importDesign } from '../design/imports.ts';
import { controlStyles } from './playground.styles.ts';

/** Takes in what was exported once, or stands on a page already. */
export class ImportDialog extends LitElement {
  static override styles = controlStyles;
  static override properties = { problem: { state: true } };

  declare problem: string;

  constructor() {
    super();
    this.problem = '';
  }

  show(): void {
    this.problem = '';
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector('textarea')?.focus();
  }

  protected override render(): unknown {
    return html`
      <dialog aria-labelledby="title">
        <form class="sheet" @submit=${this.#onSubmit}>
          <div class="head">
            <h2 id="title">Import</h2>
            <button type="button" @click=${() => this.#close()}>Close</button>
          </div>
          <label for="text">A script tag, HTML, a React or Vue component, JSON or CSS</label>
          <textarea id="text" spellcheck="false" required></textarea>
          ${this.problem ? html`<p class="notice" role="alert">${this.problem}</p>` : nothing}
          <div class="row"><button type="submit">Import</button></div>
        </form>
      </dialog>
    `;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    try {
      const { design, ignored } = importDesign(this.renderRoot.querySelector('textarea')!.value);
      this.dispatchEvent(new CustomEvent('design', { detail: design }));
      this.problem =
        ignored.length > 0
          ? `Imported. Left out, because no design has it or its value is not written there: ${ignored.join(', ')}.`
          : '';
      if (ignored.length === 0) this.#close();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  };
}

customElements.define('kb-import-dialog', ImportDialog);
