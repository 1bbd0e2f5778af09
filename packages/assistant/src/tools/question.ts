/** A question in the panel, over the chat: may a tool run, may the chat be loaded. */
export interface Question {
  title: string;
  text: string;
  /** What it is about, as data; shown as it is. */
  detail?: string;
  yes: string;
  /** Left out where there is nothing else to do. */
  no?: string;
}

const css = `
.question { position: absolute; inset: 0; display: grid; align-items: end; background: color-mix(in srgb, var(--_background) 72%, transparent); }
.question > div { display: grid; gap: 8px; max-height: 100%; box-sizing: border-box; overflow: auto; padding: 20px;
  border-block-start: 1px solid var(--_text-8); background: var(--kb-background, var(--_background));
  box-shadow: 0 -12px 32px color-mix(in srgb, #111827 10%, transparent); }
.chat:empty ~ .question { align-items: center; background: none; }
.chat:empty ~ .question > div { border: 0; box-shadow: none; }
.question h3 { margin: 0; font-size: 15px; font-weight: 600; line-height: 20px; }
.question p { margin: 0; font-size: 14px; line-height: 20px; color: var(--_muted); overflow-wrap: anywhere; }
.question pre { margin: 0; max-height: 96px; overflow: auto; padding: 8px 12px; border-radius: 10px; background: var(--_text-8);
  font: 12px/16px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.question footer { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 8px; }
.question button { all: unset; box-sizing: border-box; flex: 1; min-width: min-content; height: 40px; padding-inline: 16px; border-radius: 20px;
  text-align: center; font-size: 14px; font-weight: 600; line-height: 40px; cursor: pointer; }
.question .no { box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_text) 50%, var(--_background)); }
.question .yes { background: var(--kb-accent, var(--_accent)); color: var(--kb-on-accent, var(--_on-accent)); }
.question button:focus-visible, .question pre:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.question .yes:focus-visible { outline-color: var(--kb-text, var(--_text)); }
@media (forced-colors: active) { .question button { border: 1px solid ButtonText; line-height: 38px; } }
@media (pointer: coarse) { .question button { height: 44px; line-height: 44px; } }
`;

let sheet: CSSStyleSheet | undefined;
let made = 0;
const lines = new WeakMap<Element, Promise<unknown>>();

/**
 * Asks in `body`, the part of the panel below its header, and resolves with the answer: `false` also for Escape, and
 * where the signal aborts. One question stands at a time; the next waits for it.
 *
 * The focus comes to "no" where it is in the panel already, so that whoever is typing agrees to nothing with a stray
 * key; it is not taken from the page. A panel that is closed keeps its question until it is opened.
 */
export function ask(body: HTMLElement, question: Question, signal: AbortSignal): Promise<boolean> {
  const before = lines.get(body) ?? Promise.resolve();
  const answer = before.then(() => (signal.aborted ? false : show(body, question, signal)));
  lines.set(body, answer);
  return answer;
}

function show(body: HTMLElement, question: Question, signal: AbortSignal): Promise<boolean> {
  const root = body.getRootNode() as ShadowRoot;
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const chat = body.querySelector<HTMLElement>('.chat');
  const panel = body.closest<HTMLElement>('.panel');
  const { box, yes, no } = draw(question);

  return new Promise((resolve) => {
    const settled = new AbortController();
    const answer = (agreed: boolean): void => {
      const held = root.activeElement === yes || root.activeElement === no;
      settled.abort();
      box.remove();
      if (chat) chat.inert = false;
      // Back into the chat by whoever asked; until then not out of the panel.
      if (held) panel?.focus({ preventScroll: true });
      resolve(agreed);
    };
    const listen = { signal: settled.signal };
    yes.addEventListener('click', () => answer(true), listen);
    no?.addEventListener('click', () => answer(false), listen);
    box.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || event.isComposing || !no) return;
        // This Escape closes the question, and not the panel behind it.
        event.preventDefault();
        event.stopPropagation();
        answer(false);
      },
      listen,
    );
    signal.addEventListener('abort', () => answer(false), listen);
    // Somebody comes to a question that was waiting. Of a panel that was open before it, an engine may tell only now.
    let waiting = !panel?.matches(':popover-open, [open]');
    panel?.addEventListener(
      'toggle',
      ({ newState }) => {
        if (newState === 'open' && waiting) (no ?? yes).focus();
        waiting = newState === 'closed';
      },
      listen,
    );

    const inside = panel?.contains(root.activeElement) ?? false;
    if (chat) chat.inert = true;
    body.append(box);
    if (inside) (no ?? yes).focus({ preventScroll: true });
  });
}

/** DOM calls only: what an agent or a site says is text, whatever it looks like. */
function draw(question: Question): { box: HTMLElement; yes: HTMLButtonElement; no: HTMLButtonElement | null } {
  made += 1;
  const box = element('div', 'question');
  const card = element('div');
  // Not modal: the panel's header stays in reach, to close it without an answer.
  card.role = 'alertdialog';
  const title = element('h3', '', question.title);
  const text = element('p', '', question.text);
  title.id = `question-${made}`;
  text.id = `question-text-${made}`;
  card.setAttribute('aria-labelledby', title.id);
  card.setAttribute('aria-describedby', text.id);
  const yes = button('yes', question.yes);
  const no = question.no === undefined ? null : button('no', question.no);
  const footer = element('footer');
  footer.append(...(no ? [no] : []), yes);
  card.append(title, text);
  if (question.detail) {
    const detail = element('pre', '', question.detail);
    // It scrolls, so the keyboard must reach it.
    detail.tabIndex = 0;
    card.append(detail);
  }
  card.append(footer);
  box.append(card);
  return { box, yes, no };
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}

function button(className: string, text: string): HTMLButtonElement {
  const node = element('button', className, text);
  node.type = 'button';
  return node;
}
