import type {
  Action,
  Attachment,
  ClientToolCallItem,
  EventFields,
  Source,
  StoredItem,
  StructuredInput,
  StructuredInputItem,
  Task,
  Thread,
  ThreadItem,
  ThreadStatus,
  UserMessageItem,
  WidgetComponent,
  WidgetItem,
  Workflow,
} from '@kb-assistant/protocol';
import type { User } from './authenticate.ts';

/** How an item that has states is shown. */
export interface ShownOptions {
  /**
   * Names the item within this run. Yield the next state under the same key, and the client is sent the difference.
   * Without a key, the first state is the last.
   */
  key?: string;
  /** No more states follow. An item is also finished by the next text or item, and by the end of the run. */
  done?: boolean;
}

/** What an agent yields besides text: made by the helpers of the turn, never by hand. */
export type AgentEvent =
  | { kind: 'progress'; text: string; icon?: string }
  | { kind: 'source'; source: Source }
  | { kind: 'effect'; name: string; data: Record<string, unknown> }
  | ({ kind: 'notice' } & EventFields['notice'])
  | { kind: 'title'; title: string }
  | { kind: 'status'; status: ThreadStatus }
  | { kind: 'allow_cancel'; allow: boolean }
  | ShownEvent
  | { kind: 'task'; task: Task }
  | { kind: 'tool'; name: string; arguments: Record<string, unknown> }
  | { kind: 'structured_input'; inputs: StructuredInput[] }
  | { kind: 'hidden'; content: unknown }
  | { kind: 'end_of_turn' }
  | { kind: 'replace'; item: ThreadItem }
  | { kind: 'remove'; itemId: string };

/** The items that are shown state by state. */
export type ShownEvent = ShownOptions &
  (
    | { kind: 'widget'; widget: WidgetComponent; copyText?: string }
    | { kind: 'workflow'; workflow: Workflow }
    | { kind: 'image'; image: { id: string; url: string }; progress?: number }
  );

/** What makes an {@link AgentEvent}. */
export interface TurnHelpers {
  /** A line that says what is being done. Replaced by the next one, gone with the first text. */
  progress(text: string, icon?: string): AgentEvent;
  /** Where the text up to here comes from. Shown as a numbered mark at this place. */
  source(source: Source): AgentEvent;
  /** Tells the page to do something, without waiting for it. */
  effect(name: string, data?: Record<string, unknown>): AgentEvent;
  /** A remark beside the conversation, in Markdown. */
  notice(level: 'info' | 'warning' | 'danger', message: string, title?: string): AgentEvent;
  /** Names the thread. */
  title(title: string): AgentEvent;
  /** Locks or closes the thread for new messages, or opens it again. */
  status(status: ThreadStatus): AgentEvent;
  /** Shows or hides the button that stops the answer, from here on. */
  allowCancel(allow: boolean): AgentEvent;
  /**
   * A widget of ChatKit. With a key, its later states are sent as differences: text that grows is sent as it grows.
   *
   * @example
   * yield turn.widget(card('Packing…'), { key: 'order' });
   * yield turn.widget(card('Sent'), { key: 'order', done: true });
   */
  widget(widget: WidgetComponent, options?: ShownOptions & { copyText?: string }): AgentEvent;
  /** The steps of some work, or of the model's reasoning. With a key, tasks may be added and changed. */
  workflow(workflow: Workflow, options?: ShownOptions): AgentEvent;
  /** A step that stands by itself. */
  task(task: Task): AgentEvent;
  /** An image that was made. With a key, better versions may follow. `progress` is from 0 to 1. */
  image(image: { id: string; url: string }, options?: ShownOptions & { progress?: number }): AgentEvent;
  /**
   * Has the page run one of its client tools. It ends this run: what comes after it in the agent is not reached.
   * When the output is there, the agent is called again, with the call as {@link Turn.input}.
   */
  tool(name: string, args?: Record<string, unknown>): AgentEvent;
  /** Asks the person to fill in a form. It ends this run; the answers come as {@link Turn.input} of another. */
  structuredInput(inputs: StructuredInput[]): AgentEvent;
  /** A note for the agent of later turns. It is stored, and never sent. */
  hidden(content: unknown): AgentEvent;
  /** Says that the answer is over although more may follow by itself. */
  endOfTurn(): AgentEvent;
  /** Puts another version in the place of an item of this thread, such as a widget. */
  replace(item: ThreadItem): AgentEvent;
  /** Removes an item of this thread. */
  remove(itemId: string): AgentEvent;
}

interface TurnFacts {
  /** The thread as it stands, without its items. */
  readonly thread: Omit<Thread, 'items'>;
  readonly user: User;
  /** BCP 47 tag of the first language that the client accepts; `en` where it names none. */
  readonly locale: string;
  /** What the page said of itself in the request's `metadata`. It comes from the browser: never trust it. */
  readonly context: Record<string, unknown>;
  /** Aborts when the person stops the answer or goes away. */
  readonly signal: AbortSignal;
  /** The bytes of a file that the person has sent in this thread; `null` where it is not there any more. */
  readAttachment(attachment: Pick<Attachment, 'id'>): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** What an agent is called for. */
export type TurnInput =
  /** The person sent {@link Turn.message}, or wants it answered again. */
  | { type: 'message' }
  /** The page has run the client tool that an earlier run asked for. The output comes from the browser. */
  | { type: 'tool_output'; item: ClientToolCallItem }
  /** The person has answered or skipped the form that an earlier run asked to be filled in. */
  | { type: 'structured_input'; item: StructuredInputItem };

/** One question and what is known about it. */
export interface Turn extends TurnFacts, TurnHelpers {
  /** Why the agent is called. An agent that asks for no tools and shows no forms need not look. */
  readonly input: TurnInput;
  /** The message to answer: the one of this request, or the newest of the thread. */
  readonly message: UserMessageItem;
  /** The text of the message: its segments joined, quoted text not included. */
  readonly text: string;
  /**
   * Earlier items of the thread, oldest first; at most `limit` of the newest (50). {@link Turn.message} is among them
   * only where the agent goes on after a tool or a form: then these items stand behind it, and the last one is
   * the call or the form itself.
   */
  history(limit?: number): Promise<StoredItem[]>;
}

/** A click in a widget, or an action that the page sent. */
export interface ActionTurn extends TurnFacts, TurnHelpers {
  /** Its payload comes from the browser: never trust it. */
  readonly action: Action;
  /** The widget that it came from; absent where the page sent it by itself. */
  readonly item?: WidgetItem;
  /** Items of the thread, oldest first; at most `limit` of the newest (50). */
  history(limit?: number): Promise<StoredItem[]>;
}

/**
 * Answers a turn. Yield text as it comes, and events made by the turn's helpers in between.
 *
 * @example
 * const agent: Agent = async function* (turn) {
 *   yield turn.progress('Looking it up…', 'search');
 *   yield `You asked: ${turn.text}`;
 * };
 */
export interface Agent {
  (turn: Turn): AsyncIterable<string | AgentEvent>;
  /** Resolves where it can answer. What it throws fails the server's health. Without it, an agent is always ready. */
  ready?(): Promise<void>;
}

/**
 * Reacts to an action by a stream, as an agent does.
 *
 * @example
 * const onAction: ActionAgent = async function* ({ action, item, ...turn }) {
 *   if (action.type !== 'order.cancel' || !item) return;
 *   yield turn.replace({ ...item, widget: { type: 'Card', children: [{ type: 'Text', value: 'Cancelled' }] } });
 * };
 */
export type ActionAgent = (turn: ActionTurn) => AsyncIterable<string | AgentEvent>;

/** An action that is answered at once, without a stream, also while the thread is being answered. */
export type SyncActionTurn = Omit<ActionTurn, keyof TurnHelpers>;

/** Reacts to such an action; gives the new version of an item of the thread where it changed one. */
export type SyncAction = (turn: SyncActionTurn) => Promise<ThreadItem | void> | ThreadItem | void;
