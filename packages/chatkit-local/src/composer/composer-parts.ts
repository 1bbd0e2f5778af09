import type { TemplateResult } from 'lit';
import type { Emit } from '../element/events.ts';
import type { ResolvedOptions, Tool } from '../options/resolved-options.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import type { Subject } from '../previews/subject.ts';
import type { Strings } from '../strings/strings.ts';
import type { ChatKitClient } from '../transport/chatkit-client.ts';
import type { Draft, DraftFile } from './drafts.ts';

/** Chosen for the next message. */
export interface Selection {
  toolId: string | null;
  modelId: string | null;
}

/** What the parts of the composer need of the chat they belong to. */
export interface ComposerHost {
  readonly options: ResolvedOptions;
  readonly strings: Strings;
  readonly client: ChatKitClient;
  readonly emit: Emit;
  /** Of the open thread, as it stands. */
  readonly draft: Draft;
  readonly selection: Selection;
  changeDraft(patch: Partial<Draft>): void;
  /** Changes a file in whichever draft it is; null takes it out. */
  changeFile(key: string, patch: Partial<DraftFile> | null): void;
  select(patch: Partial<Selection>): void;
  /** To be called after each change that can be seen. */
  changed(): void;
}

/** All of the composer that some pages ask for: attachments, tools, models, dictation, entities, commands. */
export interface ComposerParts {
  /** The field, when it comes. */
  readonly attach: (field: HTMLElement) => void;
  /** The id of the suggestion that the keys are on; null where none are shown. */
  readonly activeId: string | null;
  /** Over the text: suggestions, files, what went wrong with them. */
  above(): TemplateResult;
  /** In the text: the tags. */
  marks(): TemplateResult;
  /** Under the text, with the button that sends. */
  tools(send: TemplateResult): TemplateResult;
  /** Over the whole chat: where files can be dropped. */
  over(): unknown;
  /** What the page shows of an entity, once it has given it; nothing of what is none. */
  previewOf(subject: Subject): Promise<unknown> | undefined;
  /** True where the key was taken. */
  onKeydown(event: KeyboardEvent): boolean;
  /** The text was changed. */
  onCaret(): void;
  /** Resolves when each file was uploaded, or refused. */
  addFiles(files: readonly File[]): Promise<void>;
  release(): void;
}

/** Fetched when an option asks for one of them. */
export const composerParts = new LazyPart(() => import('./rich-composer.ts'));

/** Whether there is a row of controls under the text. */
export const hasTools = ({ composer, entities }: ResolvedOptions): boolean =>
  composer.attachments !== null ||
  composer.tools.length > 0 ||
  composer.models.length > 0 ||
  composer.dictation ||
  (entities.showComposerMenu === true && entities.onTagSearch !== undefined);

/** Whether the composer is more than a field for text. */
export const wantsParts = (options: ResolvedOptions): boolean =>
  hasTools(options) || options.commands.enabled || Object.values(options.entities).some(Boolean);

export const chosenTool = (options: ResolvedOptions, { toolId }: Selection): Tool | undefined =>
  options.composer.tools.find(({ id }) => id === toolId);
