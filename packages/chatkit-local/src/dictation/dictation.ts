import { html, type TemplateResult } from 'lit';
import type { ComposerHost } from '../composer/composer-parts.ts';
import { asError } from '../conversation/errors.ts';
import { iconButton } from '../element/icon-button.ts';
import { icon } from '../icons/icon.ts';
import { withElement } from '../parts/with-element.ts';
import { drawLevels } from './levels.ts';
import { Recorder, type Recording } from './recorder.ts';

export { canRecord } from './recorder.ts';

/** A recording longer than this is finished by itself: it has to fit into one request. */
const LONGEST_MS = 5 * 60_000;

type Phase = 'starting' | 'recording' | 'transcribing';

/** One dictation, from the microphone to words. */
export class Dictation {
  readonly #host: ComposerHost;
  readonly #done: (text: string | null, problem: string | null) => void;
  readonly #life = new AbortController();
  #phase: Phase = 'starting';
  #recorder: Recorder | null = null;
  #startedMs = 0;
  #limit: ReturnType<typeof setTimeout> | undefined;

  /** @param done told once what was said, or why that could not be had; neither where it was cancelled */
  constructor(host: ComposerHost, done: (text: string | null, problem: string | null) => void) {
    this.#host = host;
    this.#done = done;
    void this.#start();
  }

  cancel(): void {
    if (this.#life.signal.aborted) return;
    this.#end();
    this.#done(null, null);
  }

  async finish(): Promise<void> {
    const recorder = this.#recorder;
    if (!recorder || this.#phase !== 'recording') return;
    this.#phase = 'transcribing';
    clearTimeout(this.#limit);
    this.#host.changed();
    try {
      const text = await this.#transcribe(await recorder.finish());
      this.#life.signal.throwIfAborted();
      this.#done(text, null);
    } catch (error) {
      this.#failed(error, this.#host.strings.dictationFailed);
    }
  }

  view(): TemplateResult {
    const { strings } = this.#host;
    const recording = this.#phase === 'recording';
    return html`<div class="tools dictation" role="group" aria-label=${strings.dictate}>
      ${iconButton({ icon: icon('x'), label: strings.cancel, onClick: () => this.cancel(), className: 'dictation-cancel' })}
      <span class="hidden" role="status">${recording ? strings.recording : ''}</span>
      ${
        recording
          ? html`<canvas class="levels" aria-hidden="true" ${withElement(this.#draw)}></canvas>
              <time class="dictation-time" aria-hidden="true"></time>`
          : html`<span class="dictation-state shimmer" role="status">
              ${this.#phase === 'transcribing' ? strings.transcribing : ''}
            </span>`
      }
      <button
        type="button"
        class="send"
        aria-label=${strings.finishDictation}
        title=${strings.finishDictation}
        aria-disabled=${!recording}
        @click=${() => void this.finish()}
      >
        ${icon('check')}
      </button>
    </div>`;
  }

  async #start(): Promise<void> {
    try {
      const recorder = await Recorder.start();
      if (this.#life.signal.aborted) return recorder.cancel();
      this.#recorder = recorder;
      this.#phase = 'recording';
      this.#startedMs = performance.now();
      this.#limit = setTimeout(() => void this.finish(), LONGEST_MS);
      this.#host.changed();
    } catch (error) {
      this.#failed(error, this.#host.strings.noMicrophone);
    }
  }

  readonly #draw = (canvas: Element): void => {
    const recorder = this.#recorder;
    if (recorder) {
      drawLevels(canvas as HTMLCanvasElement, {
        level: () => recorder.level(),
        elapsedMs: () => performance.now() - this.#startedMs,
      });
    }
  };

  async #transcribe({ audio, mimeType }: Recording): Promise<string> {
    const { client } = this.#host;
    const params = { audio_base64: await base64Of(audio), mime_type: mimeType };
    const { text } = await client.json('input.transcribe', params, this.#life.signal);
    return text.trim();
  }

  #failed(error: unknown, problem: string): void {
    if (this.#life.signal.aborted) return;
    this.#end();
    this.#host.emit('chatkit.error', { error: asError(error) });
    this.#done(null, problem);
  }

  #end(): void {
    this.#life.abort();
    clearTimeout(this.#limit);
    this.#recorder?.cancel();
  }
}

const base64Of = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*base64,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The recording cannot be read.'));
    reader.readAsDataURL(blob);
  });
