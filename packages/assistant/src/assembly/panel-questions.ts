import type { Strings } from '../strings/strings.ts';
import type { Question } from '../tools/question.ts';
import type { ToolQuestion } from '../tools/types.ts';

export interface PanelQuestionsHooks {
  strings(): Strings;
  /** The part of the panel below its header. */
  body(): HTMLElement | null;
  /** Whether the panel can be closed, and so a question be left without an answer. */
  closable(): boolean;
}

/** More of the arguments of a tool than anybody reads. */
const LONGEST_DETAIL = 1_000;

/** Asks the person in the panel. What draws a question comes with the first one. */
export class PanelQuestions {
  readonly #hooks: PanelQuestionsHooks;
  #abort = new AbortController();
  #consent: Promise<boolean> | null = null;

  constructor(hooks: PanelQuestionsHooks) {
    this.#hooks = hooks;
  }

  /** Whether a tool may run. */
  mayRun({ name, text, params }: ToolQuestion): Promise<boolean> {
    const { allowTitle, allowText, allow, decline } = this.#hooks.strings();
    // Words of the site's own say what is about to happen; without, the arguments do.
    const data = text === null && Object.keys(params).length > 0 ? { detail: show(params) } : {};
    return this.#ask({ title: allowTitle, text: text ?? allowText(name), ...data, yes: allow, no: decline });
  }

  /** Whether the chat may be loaded, from these hosts. Asked once at a time. */
  mayStart(hosts: string): Promise<boolean> {
    const { consentTitle, consentText, consentYes, decline } = this.#hooks.strings();
    const no = this.#hooks.closable() ? { no: decline } : {};
    this.#consent ??= this.#ask({ title: consentTitle, text: consentText(hosts), yes: consentYes, ...no }).finally(
      () => (this.#consent = null),
    );
    return this.#consent;
  }

  /** Takes back what is asked; each answer is no. */
  withdraw(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #ask(question: Question): Promise<boolean> {
    const { signal } = this.#abort;
    const { ask } = await import('../tools/question.ts');
    const body = this.#hooks.body();
    return body !== null && !signal.aborted && ask(body, question, signal);
  }
}

function show(params: Record<string, unknown>): string {
  const json = JSON.stringify(params, null, 2);
  return json.length > LONGEST_DETAIL ? `${json.slice(0, LONGEST_DETAIL)}…` : json;
}
