import type { OpenAIChatKit } from '@openai/chatkit';
import { AssistantError } from '../shared/errors.ts';

/** ChatKit's methods. */
export type ChatKitCommands = Omit<OpenAIChatKit, keyof HTMLElement | 'setOptions'>;

type Name = keyof ChatKitCommands;

/**
 * Each command, and whether it may be given again to a chat that took the place of one which never answered. What sends
 * something to the server may have arrived: to say so is better than to send it twice.
 */
const REPEATED = {
  focusComposer: true,
  setThreadId: true,
  setComposerValue: true,
  fetchUpdates: true,
  showHistory: true,
  hideHistory: true,
  sendUserMessage: false,
  sendCustomAction: false,
} as const satisfies Record<Name, boolean>;

export interface CommandHooks {
  /** Aborted when this chat is gone. */
  life: AbortSignal;
  /** How long a command may go unanswered before anybody wonders, in milliseconds. */
  wonderMs: number;
  /** Looks whether the chat is alive; one that is not is replaced, which ends its life. */
  wonder(): void;
  /** The chat that took its place. Rejects where there will be none. */
  successor(): Promise<ChatKitCommands>;
}

/** The chat's methods, made safe: a dead frame never answers, and whoever called waits for an outcome. */
export function commandsOf(chat: OpenAIChatKit, hooks: CommandHooks): ChatKitCommands {
  const command =
    (name: Name) =>
    async (...args: unknown[]): Promise<void> => {
      const { life, wonderMs, wonder, successor } = hooks;
      const timer = setTimeout(wonder, wonderMs);
      const onEnd = new AbortController();
      const gone = new Promise<'gone'>((resolve) => {
        if (life.aborted) resolve('gone');
        life.addEventListener('abort', () => resolve('gone'), { signal: onEnd.signal });
      });
      try {
        const method = chat[name] as (...all: unknown[]) => Promise<void>;
        if ((await Promise.race([gone, method.apply(chat, args)])) !== 'gone') return;
      } finally {
        clearTimeout(timer);
        onEnd.abort();
      }
      const next = (await successor())[name] as (...all: unknown[]) => Promise<void>;
      if (REPEATED[name]) return next(...args);
      throw new AssistantError('chat-lost', `It did not answer ${name}; whether that arrived is not known.`);
    };
  return Object.fromEntries(
    Object.keys(REPEATED).map((name) => [name, command(name as Name)]),
  ) as unknown as ChatKitCommands;
}
