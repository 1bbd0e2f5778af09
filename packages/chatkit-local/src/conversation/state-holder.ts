import type { ChatKitOptions } from '@openai/chatkit';
import type { Emit } from '../element/events.ts';
import type { Strings } from '../strings/strings.ts';
import type { ChatKitClient } from '../transport/chatkit-client.ts';
import { asError, ConversationError } from './errors.ts';
import { EMPTY_STATE, isBusy, type ConversationState } from './state.ts';

/** What a conversation needs of its surroundings. */
export interface ConversationDeps {
  client: ChatKitClient;
  emit: Emit;
  strings: () => Strings;
  onClientTool: () => ChatKitOptions['onClientTool'];
  /** Called after each change of `state`. */
  changed: () => void;
}

/** The state of a conversation, which all that works on it has in common. */
export class StateHolder {
  readonly deps: ConversationDeps;
  /** What is put here as a whole is told with the next `set`. */
  state = EMPTY_STATE;
  /** What was told of already. */
  readonly #told = new Set<string>();

  constructor(deps: ConversationDeps) {
    this.deps = deps;
  }

  set(patch: Partial<ConversationState>): void {
    this.state = { ...this.state, ...patch };
    this.deps.changed();
  }

  /** Bound. Says that the server is asked once more. */
  readonly reconnecting = (): void => this.set({ progress: { text: this.deps.strings().reconnecting } });

  /** Tells once of what a newer server sends, and nobody here knows. */
  tellOnce(name: string, type: string): void {
    if (this.#told.has(name + type)) return;
    this.#told.add(name + type);
    this.deps.emit('chatkit.log', { name, data: { type } });
  }

  report(error: unknown): void {
    if (error instanceof ConversationError && error.code === 'removed') return;
    this.deps.emit('chatkit.error', { error: asError(error) });
  }

  /** @throws {ConversationError} `busy` */
  assertFree(): void {
    if (!isBusy(this.state)) return;
    throw new ConversationError('busy', 'An answer is under way. Wait for chatkit.response.end, then try again.');
  }
}
