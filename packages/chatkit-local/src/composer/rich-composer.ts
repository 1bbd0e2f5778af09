import { html, nothing, type TemplateResult } from 'lit';
import { dropZone, fileViews } from '../attachments/attachment-views.ts';
import { Attachments } from '../attachments/attachments.ts';
import { acceptAttribute } from '../attachments/limits.ts';
import { commandSource } from '../commands/command-source.ts';
import { asError } from '../conversation/errors.ts';
import type { Dictation } from '../dictation/dictation.ts';
import { iconButton } from '../element/icon-button.ts';
import { entityOf } from '../entities/entity-of.ts';
import { tagOf, tagSource } from '../entities/tag-source.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import type { Tool } from '../options/resolved-options.ts';
import { adoptStyles } from '../parts/adopt-styles.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import { subjectAt, type Subject } from '../previews/subject.ts';
import { chosenTool, type ComposerHost, type ComposerParts } from './composer-parts.ts';
import { replaceText } from './draft-text.ts';
import { menuView, type MenuRow } from './popup-menu.ts';
import type { Choice, Suggestion, SuggestionSource } from './suggestion.ts';
import { suggestionCount, suggestionId, suggestionView } from './suggestion-view.ts';
import { Suggestions, type SuggestionState } from './suggestions.ts';
import { partsStyles } from './parts.styles.ts';

const dictationPart = new LazyPart(() => import('../dictation/dictation.ts'));

/** Over plain http a page has no microphone, and `mediaDevices` is not there. */
const hasMicrophone = (): boolean =>
  typeof MediaRecorder === 'function' && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;

/** All of the composer that some pages ask for. It is fetched when an option does. */
export class RichComposer implements ComposerParts {
  readonly #host: ComposerHost;
  readonly #attachments: Attachments;
  readonly #suggestions: Suggestions;
  #field: HTMLTextAreaElement | null = null;
  /** Whose events are heard. */
  #heard: ShadowRoot | null = null;
  #menu: 'tools' | 'models' | null = null;
  #dictation: Dictation | null = null;
  /** What went wrong with dictating, for people. */
  #problem: string | null = null;
  /** How many elements deep files are held over the chat. */
  #dragDepth = 0;

  constructor(host: ComposerHost) {
    this.#host = host;
    this.#attachments = new Attachments(host);
    this.#suggestions = new Suggestions({
      sources: () => this.#sources(),
      changed: () => host.changed(),
      failed: (error) => host.emit('chatkit.error', { error: asError(error) }),
      insert: (state, choice) => this.#insert(state, choice),
    });
  }

  readonly attach = (field: HTMLElement): void => {
    this.#field = field as HTMLTextAreaElement;
    // A field that is drawn for the first time does not stand in the element yet.
    queueMicrotask(() => {
      adoptStyles(this.#root, partsStyles);
      this.#listen(this.#root);
    });
  };

  /** Hears what happens anywhere in the chat, once for each root; it goes with the root. */
  #listen(root: ShadowRoot | null): void {
    if (!root || root === this.#heard) return;
    this.#heard = root;
    const inField = (event: Event): void => {
      if (event.target === this.#field) this.onCaret();
    };
    for (const type of ['keyup', 'pointerup']) root.addEventListener(type, inField);
    root.addEventListener('click', (event) => this.#onPress(subjectAt(event)?.subject));
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
      root.addEventListener(type, (event) => this.#onDrag(event as DragEvent));
    }
    root.addEventListener('paste', (event) => {
      if (event.target === this.#field) this.#onPaste(event as ClipboardEvent);
    });
  }

  get #root(): ShadowRoot | null {
    const root = this.#field?.getRootNode();
    return root instanceof ShadowRoot ? root : null;
  }

  get activeId(): string | null {
    const { state, shown } = this.#suggestions;
    return state && shown.length > 0 ? suggestionId(state.active) : null;
  }

  above(): TemplateResult {
    const { strings, draft } = this.#host;
    const problems = [...this.#attachments.problems, ...(this.#problem ? [this.#problem] : [])];
    return html`
      ${suggestionView(this.#suggestions, strings)}
      <span class="hidden" role="status">${suggestionCount(this.#suggestions, strings)}</span>
      ${fileViews({
        files: draft.files,
        problems,
        strings,
        onRemove: (file) => {
          this.#attachments.remove(file);
          this.#focus();
        },
        onRetry: ({ key }) => this.#attachments.retry(key),
      })}
    `;
  }

  marks(): TemplateResult {
    const { text, tags } = this.#host.draft;
    const parts: unknown[] = [];
    let from = 0;
    for (const { start, end } of tags) {
      parts.push(text.slice(from, start), html`<mark>${text.slice(start, end)}</mark>`);
      from = end;
    }
    return html`<div class="marks" aria-hidden="true" dir="auto">${parts}${text.slice(from)}${' '}</div>`;
  }

  tools(send: TemplateResult): TemplateResult {
    if (this.#dictation) return this.#dictation.view();
    const { options, strings, selection } = this.#host;
    const { attachments, tools, models, dictation } = options.composer;
    const chosen = chosenTool(options, selection);
    return html`<div class="tools">
      ${attachments ? this.#attachButton(acceptAttribute(attachments)) : nothing}
      ${
        options.entities.showComposerMenu && options.entities.onTagSearch
          ? this.#button('lucide:at-sign', strings.mention, () => this.#type('@'))
          : nothing
      }
      ${tools.some((tool) => !tool.pinned) ? this.#toolMenu(tools) : nothing}
      ${this.#chips(
        tools.filter((tool) => tool.pinned || tool === chosen),
        chosen,
      )}
      <span class="gap"></span>
      ${models.length > 0 ? this.#modelMenu() : nothing}
      ${
        dictation && hasMicrophone() ? this.#button('lucide:mic', strings.dictate, () => void this.#dictate()) : nothing
      }
      ${send}
    </div>`;
  }

  over(): unknown {
    return this.#dragDepth > 0 ? dropZone(this.#host.strings) : nothing;
  }

  previewOf(subject: Subject): Promise<unknown> | undefined {
    const { options } = this.#host;
    const entity = entityOf(subject, options);
    return entity ? options.entities.onRequestPreview?.(entity).then((answer) => answer?.preview) : undefined;
  }

  #onPress(subject: Subject | undefined): void {
    const { options } = this.#host;
    const entity = subject && entityOf(subject, options);
    if (entity) options.entities.onClick?.(entity);
  }

  onKeydown(event: KeyboardEvent): boolean {
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    if (this.#suggestions.press(event.key)) return true;
    if (event.key === 'Escape' && this.#dictation) {
      this.#dictation.cancel();
      return true;
    }
    return event.key === 'Backspace' && this.#removeTag();
  }

  onCaret(): void {
    if (!this.#field) return;
    const { selectionStart, selectionEnd } = this.#field;
    if (selectionStart === selectionEnd) this.#suggestions.look(this.#host.draft.text, selectionEnd);
    else this.#suggestions.close();
  }

  #onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside the text: the text is meant.
    if (files.length === 0 || !this.#host.options.composer.attachments || event.clipboardData?.getData('text/plain')) {
      return;
    }
    event.preventDefault();
    void this.addFiles(files);
  }

  #onDrag(event: DragEvent): void {
    const { dataTransfer, type } = event;
    if (!this.#host.options.composer.attachments || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (type === 'dragover') {
      dataTransfer.dropEffect = 'copy';
      return;
    }
    // Each element on the way is entered before the one before it is left.
    this.#dragDepth = type === 'drop' ? 0 : Math.max(0, this.#dragDepth + (type === 'dragenter' ? 1 : -1));
    if (type === 'drop') void this.addFiles([...dataTransfer.files]);
    this.#host.changed();
  }

  addFiles(files: readonly File[]): Promise<void> {
    this.#problem = null;
    return this.#attachments.add(files);
  }

  release(): void {
    this.#attachments.release();
    this.#dictation?.cancel();
    this.#suggestions.close();
    this.#menu = null;
    this.#dragDepth = 0;
  }

  #sources(): SuggestionSource[] {
    const { entities, commands } = this.#host.options;
    return [
      ...(entities.onTagSearch ? [tagSource(entities.onTagSearch)] : []),
      ...(commands.enabled ? [commandSource(commands, () => this.#ownCommands())] : []),
    ];
  }

  /** What `/` offers of the composer itself. */
  #ownCommands(): Suggestion[] {
    const { options, strings } = this.#host;
    const { attachments, tools, models, dictation } = options.composer;
    const own = (id: string, label: string, iconName: string | null, run: () => Choice | void): Suggestion => ({
      id,
      label,
      description: null,
      icon: iconName,
      group: null,
      choose: () => run() ?? null,
    });
    const modelRows = models
      .filter(({ disabled }) => !disabled)
      .map(({ id, label }) => own(id, label, null, () => this.#host.select({ modelId: id })));
    return [
      ...(attachments ? [own('attach', strings.attach, 'lucide:paperclip', () => this.#pickFiles())] : []),
      ...(options.entities.onTagSearch
        ? [own('mention', strings.mention, 'lucide:at-sign', () => queueMicrotask(() => this.#type('@')))]
        : []),
      ...tools.map(({ id, label, icon: name }) => own(id, label, name, () => this.#chooseTool(id))),
      ...(models.length > 0
        ? [own('model', strings.model, 'sparkle', () => ({ type: 'menu', suggestions: modelRows }))]
        : []),
      ...(dictation && hasMicrophone()
        ? [own('dictate', strings.dictate, 'lucide:mic', () => void this.#dictate())]
        : []),
    ];
  }

  #insert({ source, start, query }: SuggestionState, choice: Choice): void {
    const { draft } = this.#host;
    const end = Math.max(start, Math.min(draft.text.length, start + source.mark.length + query.length));
    // In a menu what was typed is gone but for its mark.
    const tail = choice?.type === 'text' ? (/^\S*/.exec(draft.text.slice(start))?.[0].length ?? 0) : end - start;
    if (choice?.type === 'entity') {
      const tag = tagOf(choice.entity);
      const space = /^\s/.test(draft.text.slice(end)) ? '' : ' ';
      this.#write(replaceText(draft, start, end, tag.text + space, tag), start + tag.text.length + 1);
    } else {
      const words = choice?.type === 'text' ? choice.text : '';
      this.#write(replaceText(draft, start, start + tail, words), start + words.length);
    }
  }

  #write(change: ReturnType<typeof replaceText>, caret: number): void {
    this.#host.changeDraft(change);
    if (!this.#field) return;
    this.#field.value = change.text;
    this.#field.focus({ preventScroll: true });
    this.#field.setSelectionRange(caret, caret);
  }

  /** Puts words at the caret as if they were typed, with space before them where it is needed. */
  #type(words: string): void {
    const { draft } = this.#host;
    const at = this.#field?.selectionEnd ?? draft.text.length;
    const before = at > 0 && !/\s/.test(draft.text[at - 1] ?? '') ? ' ' : '';
    this.#write(replaceText(draft, at, at, before + words), at + before.length + words.length);
    this.onCaret();
  }

  /** A tag is one thing: Backspace behind it takes it as a whole. */
  #removeTag(): boolean {
    const { selectionStart: at, selectionEnd } = this.#field ?? { selectionStart: 0, selectionEnd: 0 };
    const { draft } = this.#host;
    const tag = at === selectionEnd ? draft.tags.find(({ end }) => end === at) : undefined;
    if (!tag) return false;
    this.#write(replaceText(draft, tag.start, tag.end, ''), tag.start);
    return true;
  }

  #focus(): void {
    this.#field?.focus({ preventScroll: true });
  }

  #button(name: string, label: string, onClick: () => void): TemplateResult {
    return iconButton({ icon: namedIcon(name), label, onClick, className: 'tool' });
  }

  #attachButton(accept: string): TemplateResult {
    const { strings } = this.#host;
    return html`<input
        class="file-input"
        type="file"
        multiple
        hidden
        accept=${accept || nothing}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          void this.addFiles([...(input.files ?? [])]);
          // The same file can be chosen again.
          input.value = '';
          this.#focus();
        }}
      />${this.#button('plus', strings.attach, () => this.#pickFiles())}`;
  }

  #pickFiles(): void {
    this.#root?.querySelector<HTMLInputElement>('.file-input')?.click();
  }

  #chips(tools: readonly Tool[], chosen: Tool | undefined): TemplateResult | typeof nothing {
    if (tools.length === 0) return nothing;
    return html`<div class="chips">${tools.map((tool) => this.#toolButton(tool, tool === chosen))}</div>`;
  }

  #toolButton(tool: Tool, pressed: boolean): TemplateResult {
    return html`<button
      type="button"
      class="tool-chip ${tool.pinned ? 'stays' : ''}"
      aria-label=${tool.label}
      title=${tool.label}
      aria-pressed=${pressed}
      @click=${() => this.#chooseTool(pressed ? null : tool.id)}
    >
      ${tool.icon ? namedIcon(tool.icon) : nothing}<span class="tool-label" dir="auto">${tool.shortLabel}</span>
      ${pressed ? html`<span class="tool-off">${icon('x')}</span>` : nothing}
    </button>`;
  }

  #chooseTool(toolId: string | null): void {
    this.#host.select({ toolId });
    this.#focus();
  }

  #toolMenu(tools: readonly Tool[]): TemplateResult {
    const { strings, selection } = this.#host;
    const rows = tools.map(({ id, label, icon: name }): MenuRow => ({
      id,
      label,
      description: null,
      icon: name ? namedIcon(name) : nothing,
      checked: id === selection.toolId,
      disabled: false,
    }));
    const button = { icon: namedIcon('settings-slider'), label: strings.tools, words: nothing };
    return this.#menuButton('tools', button, rows, (id) => this.#chooseTool(id === selection.toolId ? null : id));
  }

  #modelMenu(): TemplateResult {
    const { strings, selection, options } = this.#host;
    const { models } = options.composer;
    const rows = models.map(({ id, label, description, disabled }): MenuRow => ({
      id,
      label,
      description: description ?? null,
      icon: nothing,
      checked: id === selection.modelId,
      disabled: disabled === true,
    }));
    const current = models.find(({ id }) => id === selection.modelId)?.label ?? strings.model;
    const words = html`<span class="tool-label" dir="auto">${current}</span>`;
    const button = { icon: icon('chevron-down'), label: `${strings.model}: ${current}`, words };
    return this.#menuButton('models', button, rows, (id) => {
      this.#host.select({ modelId: id });
      this.#focus();
    });
  }

  #menuButton(
    menu: 'tools' | 'models',
    button: { icon: TemplateResult; label: string; words: unknown },
    rows: readonly MenuRow[],
    onChoose: (id: string) => void,
  ): TemplateResult {
    const open = this.#menu === menu;
    return html`<button
        type="button"
        class=${menu === 'models' ? 'tool-chip model' : 'icon-button tool'}
        data-menu=${menu}
        aria-label=${button.label}
        title=${button.label}
        aria-haspopup="menu"
        aria-expanded=${open}
        @pointerdown=${(event: Event) => (open ? event.preventDefault() : undefined)}
        @click=${() => this.#showMenu(open ? null : menu)}
      >
        ${button.words}${button.icon}</button
      >${
        open
          ? menuView({
              label: menu === 'models' ? this.#host.strings.model : this.#host.strings.tools,
              rows,
              side: menu === 'models' ? 'end' : 'start',
              onChoose: (id) => {
                this.#showMenu(null);
                onChoose(id);
              },
              onClose: (back) => {
                if (this.#menu !== menu) return;
                this.#showMenu(null);
                if (back) this.#root?.querySelector<HTMLElement>(`[data-menu=${menu}]`)?.focus();
              },
            })
          : nothing
      }`;
  }

  #showMenu(menu: 'tools' | 'models' | null): void {
    this.#menu = menu;
    this.#host.changed();
  }

  async #dictate(): Promise<void> {
    this.#problem = null;
    const at = this.#field?.selectionEnd ?? null;
    try {
      const { Dictation } = dictationPart.value ?? (await dictationPart.load());
      this.#dictation ??= new Dictation(this.#host, (text, problem) => {
        this.#dictation = null;
        this.#problem = problem;
        this.#host.changed();
        this.#focus();
        if (!text) return;
        if (at !== null) this.#field?.setSelectionRange(at, at);
        this.#type(text);
      });
      this.#host.changed();
    } catch (error) {
      this.#host.emit('chatkit.error', { error: asError(error) });
    }
  }
}
