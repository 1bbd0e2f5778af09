import type { TemplateResult } from 'lit/html.js';
import { Near, nearStyles } from '../attention/near.ts';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import { wrong } from '../config/checks.ts';
import type { AssistantConfig } from '../config/types.ts';
import { isTouch } from '../overlay/may-take-focus.ts';
import { OutsideController, type OverlayFacts } from '../overlay/outside.ts';
import { ShortcutController } from '../overlay/shortcut.ts';
import { PromptsController } from '../prompts/controller.ts';
import type { Page, PagePrompt } from '../prompts/rules.ts';
import type { Host, Shell } from './host.ts';
import type { Place } from './place.ts';

export interface ExtrasHooks {
  host: Host;
  shell: Shell;
  config(): AssistantConfig;
  scheme(): Page['scheme'];
  place: Place;
  overlay: OverlayFacts;
  panel(): HTMLElement | null;
  launcher(): HTMLElement;
  onError(error: unknown): void;
}

/**
 * What only some sites want: prompts for some pages, what stands beside the launcher, a shortcut, and that a click beside
 * the panel closes it. It comes with the first of them.
 */
export class Extras {
  readonly #hooks: ExtrasHooks;
  readonly #prompts: PromptsController;
  readonly #near: Near;
  readonly #shortcut: ShortcutController;

  constructor(hooks: ExtrasHooks) {
    const { host, shell, config, scheme, place, overlay, panel, launcher } = hooks;
    const root = host.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [nearStyles.styleSheet!, ...root.adoptedStyleSheets];
    this.#hooks = hooks;
    this.#prompts = new PromptsController(host, { settings: () => ({ ...config(), scheme: scheme() }) });
    this.#near = new Near(host, {
      open: () => host.open,
      strings: () => config().strings,
      teaser: () => {
        const { teaser, teaserDelayMs } = config();
        return teaser === null ? null : { text: teaser, delayMs: teaserDelayMs };
      },
      prompts: () => (host.promptsOnLauncher ? this.prompts : []),
      dismissed: () => place.preferences.teaser ?? null,
      onDismissed: (teaser) => place.write({ teaser }),
      onTeaser: () => this.#open('teaser'),
      onPrompt: (index) => this.#onPrompt(index),
      onDismiss: () => {
        this.#near.dismiss();
        launcher().focus({ preventScroll: true });
      },
    });
    this.#shortcut = new ShortcutController(host, {
      shortcut: () => config().shortcut,
      onShortcut: () => {
        if (host.open) shell.close('shortcut');
        else shell.open({ reason: 'shortcut', focus: !isTouch() });
      },
      onWrong: (shortcut) => wrong('shortcut', shortcut, 'keys such as "mod+k"', null),
    });
    host.addController(
      new OutsideController(host, overlay, {
        panel,
        enabled: () => host.closeOnOutsideClick,
        onDismiss: () => shell.close('outside'),
      }),
    );
  }

  /** The prompts that are meant for this page. */
  get prompts(): readonly PagePrompt[] {
    return this.#prompts.prompts;
  }

  /** The shortcut, as `aria-keyshortcuts` takes it. */
  get keys(): string | null {
    return this.#shortcut.keys;
  }

  /** What stands beside the launcher. */
  near(): TemplateResult {
    return this.#near.view();
  }

  /** The panel is open: nothing needs to lead there any more. */
  seen(): void {
    this.#near.dismiss();
  }

  #open(reason: 'teaser' | 'prompt'): void {
    const { shell, launcher } = this.#hooks;
    shell.open({ reason, focus: !isTouch(), from: launcher() });
  }

  #onPrompt(index: number): void {
    const { host, onError } = this.#hooks;
    const prompt = this.prompts[index];
    if (!prompt) return;
    this.#open('prompt');
    const message = typeof prompt.prompt === 'string' ? { text: prompt.prompt } : { content: prompt.prompt };
    void host.sendUserMessage(message as Parameters<ChatKitCommands['sendUserMessage']>[0]).catch(onError);
  }
}
