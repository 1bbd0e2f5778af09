import { html, nothing, type TemplateResult } from 'lit';
import type { DraftFile } from '../composer/drafts.ts';
import { iconButton } from '../element/icon-button.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import { withElement } from '../parts/with-element.ts';
import type { Strings } from '../strings/strings.ts';

export interface FileViews {
  files: readonly DraftFile[];
  /** Why some files did not come in. */
  problems: readonly string[];
  strings: Strings;
  onRemove: (file: DraftFile) => void;
  onRetry: (file: DraftFile) => void;
}

export function fileViews({ files, problems, ...view }: FileViews): TemplateResult {
  return html`
    ${problems.length > 0 ? html`<p class="file-problems" role="alert">${icon('circle-alert')}<span dir="auto">${problems.join(' ')}</span></p>` : nothing}
    ${
      files.length > 0
        ? html`<ul class="draft-files" role="list" aria-label=${view.strings.attach}>
            ${files.map((file) => fileView(file, view))}
          </ul>`
        : nothing
    }
  `;
}

function fileView(file: DraftFile, { strings, onRemove, onRetry }: Omit<FileViews, 'files' | 'problems'>) {
  const { name, state, progress } = file;
  const picture = pictureOf(file);
  return html`<li class="draft-file ${picture === nothing ? '' : 'pictured'} ${state}" title=${name}>
    ${picture === nothing ? html`<span class="draft-file-mark">${namedIcon('document')}</span>` : picture}
    <span class=${picture === nothing || state === 'failed' ? 'draft-file-words' : 'hidden'}>
      <span class="draft-file-name" dir="auto">${name}</span>
      <span class="draft-file-kind">${state === 'failed' ? strings.uploadFailed : kindOf(file)}</span>
    </span>
    ${
      state === 'uploading'
        ? html`<progress
            class="draft-file-progress"
            aria-label="${strings.uploading}: ${name}"
            max="1"
            value=${progress ?? nothing}
          ></progress>`
        : nothing
    }
    ${
      state === 'failed'
        ? iconButton({
            icon: icon('rotate-ccw'),
            label: `${strings.retry}: ${name}`,
            onClick: () => onRetry(file),
            className: 'small',
          })
        : nothing
    }
    ${iconButton({ icon: icon('x'), label: `${strings.removeFile}: ${name}`, onClick: () => onRemove(file), className: 'draft-file-remove' })}
  </li>`;
}

/** A picture of it: drawn here from what was chosen, so that no policy of the page stands in the way. */
function pictureOf({ preview, attachment }: DraftFile): TemplateResult | typeof nothing {
  if (preview) {
    return html`<canvas
      class="draft-file-picture"
      width=${preview.width}
      height=${preview.height}
      aria-hidden="true"
      ${withElement((canvas) => (canvas as HTMLCanvasElement).getContext('2d')?.drawImage(preview, 0, 0))}
    ></canvas>`;
  }
  if (attachment?.type === 'image')
    return html`<img class="draft-file-picture" src=${attachment.preview_url} alt="" />`;
  return nothing;
}

/** What kind of file it is, as people say it: by the end of its name. */
function kindOf({ name, mimeType }: DraftFile): string {
  const [, extension] = /\.([a-z0-9]{1,5})$/i.exec(name) ?? [];
  return (extension ?? mimeType.split('/').at(-1) ?? '').toUpperCase();
}

/** Over the whole chat while files are dragged there. */
export const dropZone = (strings: Strings): TemplateResult =>
  html`<div class="drop-zone" role="status">
    <span>${namedIcon('lucide:paperclip')}${strings.dropHere}</span>
  </div>`;
