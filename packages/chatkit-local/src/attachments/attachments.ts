import type { Attachment } from '@kb-assistant/protocol';
import type { ComposerHost } from '../composer/composer-parts.ts';
import type { DraftFile } from '../composer/drafts.ts';
import { asError, ConversationError } from '../conversation/errors.ts';
import { languageOfStrings } from '../strings/locale.ts';
import { isAccepted, maxSizeOf } from './limits.ts';
import { uploadFile } from './upload.ts';

/** The longer side of a preview, in pixels of a sharp screen. */
const PREVIEW_PX = 224;

let made = 0;

/** The files of a composer: which may come in, how far each is, and what becomes of it. */
export class Attachments {
  readonly #host: ComposerHost;
  /** What is on its way, by the key of its file. */
  readonly #uploads = new Map<string, { file: File; control: AbortController }>();
  #problems: string[] = [];

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  /** Why the files that were chosen last did not all come in. For people. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Takes files in, and uploads them. Resolves when that is done, or has failed. */
  async add(files: readonly File[]): Promise<void> {
    const { options, strings, draft } = this.#host;
    const limits = options.composer.attachments;
    if (!limits || options.api.type !== 'custom') {
      const message = 'Files cannot be attached: the option composer.attachments is not enabled.';
      if (files.length > 0)
        this.#host.emit('chatkit.error', { error: new ConversationError('no-attachments', message) });
      return;
    }
    this.#problems = [];
    const accepted: File[] = [];
    for (const file of files) {
      if (draft.files.length + accepted.length >= limits.maxCount) {
        this.#problems.push(strings.tooMany.replace('{count}', String(limits.maxCount)));
        break;
      }
      if (!isAccepted(file, limits)) this.#problems.push(strings.wrongType.replace('{name}', () => file.name));
      else if (file.size > maxSizeOf(file, limits)) {
        const size = sizeText(maxSizeOf(file, limits), languageOfStrings(options.locale));
        this.#problems.push(strings.tooLarge.replace('{name}', () => file.name).replace('{size}', size));
      } else accepted.push(file);
    }
    await Promise.all(accepted.map((file) => this.#upload(file, this.#show(file))));
    this.#host.changed();
  }

  /** Tries once more what failed. */
  retry(key: string): void {
    const upload = this.#uploads.get(key);
    if (upload) void this.#upload(upload.file, key);
  }

  /** Takes a file out, here and, where it was uploaded from here, on the server. */
  remove({ key, attachment }: DraftFile): void {
    const upload = this.#uploads.get(key);
    upload?.control.abort();
    this.#uploads.delete(key);
    this.#host.changeFile(key, null);
    if (upload && attachment) this.#deleteOnServer(attachment);
  }

  release(): void {
    for (const { control } of this.#uploads.values()) control.abort();
  }

  #show(file: File): string {
    const key = `file-${++made}`;
    const shown: DraftFile = {
      key,
      name: file.name,
      mimeType: file.type,
      state: 'uploading',
      progress: null,
      preview: null,
      attachment: null,
    };
    this.#host.changeDraft({ files: [...this.#host.draft.files, shown] });
    if (file.type.startsWith('image/')) void this.#preview(file, key);
    return key;
  }

  /** The person is done with it; that the server keeps it a while is no one's trouble here. */
  #deleteOnServer({ id }: Attachment): void {
    const { client, emit } = this.#host;
    const told = client.json('attachments.delete', { attachment_id: id }, new AbortController().signal);
    told.catch((error: unknown) => {
      emit('chatkit.log', { name: 'attachment-not-deleted', data: { message: asError(error).message } });
    });
  }

  async #preview(file: File, key: string): Promise<void> {
    try {
      const preview = await createImageBitmap(file, { resizeHeight: PREVIEW_PX, resizeQuality: 'medium' });
      this.#host.changeFile(key, { preview });
    } catch {
      // Not a picture that the browser can draw: it is shown by its name.
    }
  }

  async #upload(file: File, key: string): Promise<void> {
    const { options, client, changeFile, emit } = this.#host;
    const { api } = options;
    if (api.type !== 'custom' || !api.uploadStrategy) return;
    const change = changeFile.bind(this.#host);
    const control = new AbortController();
    this.#uploads.set(key, { file, control });
    change(key, { state: 'uploading', progress: null });
    try {
      const attachment = await uploadFile(
        { file, signal: control.signal, onProgress: (progress) => change(key, { progress }) },
        { api, strategy: api.uploadStrategy, client },
      );
      if (control.signal.aborted) this.#deleteOnServer(attachment);
      else change(key, { state: 'ready', attachment });
    } catch (error) {
      change(key, { state: 'failed' });
      if (!control.signal.aborted) emit('chatkit.error', { error: asError(error) });
    }
  }
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes in words of the locale: `2.5 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1);
  const format = { style: 'unit', unit: UNITS[power] ?? 'byte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1024 ** power);
}
