import type { AssistantConfig } from '../config/types.ts';
import { ask, type Question } from '../tools/question.ts';
import type { ToolQuestion } from '../tools/types.ts';

export interface QuestionsHooks {
  config(): AssistantConfig;
  /** Where sessions come from, where a site has named an address. */
  sessionUrl(): string | undefined;
  /** The part of the panel below its header. */
  body(): HTMLElement | null;
  /** Whether the panel can be closed, and so a question be left without an answer. */
  closable(): boolean;
}

/** More of the arguments of a tool than anybody reads. */
const LONGEST_DETAIL = 1_000;

/** Asks the person in the panel. Comes with the first question; what is taken back is answered with no. */
export class Questions {
  readonly #hooks: QuestionsHooks;
  #consent: Promise<boolean> | null = null;

  constructor(hooks: QuestionsHooks) {
    this.#hooks = hooks;
  }

  /** Whether a tool may run. */
  mayRun({ name, text, params }: ToolQuestion, signal: AbortSignal): Promise<boolean> {
    const { allowTitle, allowText, allow, decline } = this.#hooks.config().strings;
    // Words of the site's own say what is about to happen; without, the arguments do.
    const data = text === null && Object.keys(params).length > 0 ? { detail: show(params) } : {};
    return this.#ask({ title: allowTitle, text: text ?? allowText(name), ...data, yes: allow, no: decline }, signal);
  }

  /** Whether the chat may be loaded, and from where. Asked once at a time. */
  mayStart(signal: AbortSignal): Promise<boolean> {
    const { consentTitle, consentText, consentYes, decline } = this.#hooks.config().strings;
    const no = this.#hooks.closable() ? { no: decline } : {};
    const question = { title: consentTitle, text: consentText(this.#foreignHosts()), yes: consentYes, ...no };
    this.#consent ??= this.#ask(question, signal).finally(() => (this.#consent = null));
    return this.#consent;
  }

  async #ask(question: Question, signal: AbortSignal): Promise<boolean> {
    const body = this.#hooks.body();
    return body !== null && ask(body, question, signal);
  }

  /** Who hears of the visitor besides the site itself. */
  #foreignHosts(): string {
    const { config, sessionUrl } = this.#hooks;
    const { renderer, connection } = config();
    const urls = [renderer.src, sessionUrl(), connection.kind === 'custom' ? connection.apiUrl : null];
    const hosts = urls.filter((url) => typeof url === 'string').map((url) => new URL(url, document.baseURI).host);
    return [...new Set(hosts.filter((host) => host !== location.host))].join(', ');
  }
}

function show(params: Record<string, unknown>): string {
  const json = JSON.stringify(params, null, 2);
  return json.length > LONGEST_DETAIL ? `${json.slice(0, LONGEST_DETAIL)}…` : json;
}
