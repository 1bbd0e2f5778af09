import {
  type ItemUpdate,
  type ThreadEvent,
  type ThreadItem,
  updateItem,
  type WidgetComponent,
} from '@kb-assistant/protocol';
import type { ShownEvent } from './agent.ts';
import type { newId } from './ids.ts';
import { diffWidget } from './widgets/diff-widget.ts';
import { diffWorkflow } from './widgets/diff-workflow.ts';

type Of<K extends ShownEvent['kind']> = Extract<ShownEvent, { kind: K }>;
type Fields = Omit<ThreadItem, 'id' | 'thread_id' | 'created_at'>;

/** What each kind of shown item is stored as, and how one of its states is told apart from the next. */
const kinds: {
  [K in ShownEvent['kind']]: {
    id: Parameters<typeof newId>[0];
    fields(event: Of<K>): Fields;
    diff(before: Of<K>, after: Of<K>): ItemUpdate[];
  };
} = {
  widget: {
    id: 'message',
    fields: ({ widget, copyText }) =>
      ({ type: 'widget', widget, ...(copyText === undefined ? {} : { copy_text: copyText }) }) as Fields,
    diff: (before, after) => diffWidget(before.widget, after.widget),
  },
  workflow: {
    id: 'workflow',
    fields: ({ workflow }) => ({ type: 'workflow', workflow }) as Fields,
    diff: (before, after) => diffWorkflow(before.workflow, after.workflow),
  },
  image: {
    id: 'message',
    fields: ({ image }) => ({ type: 'generated_image', image }) as Fields,
    diff: (_, { image, progress }) => [
      { type: 'generated_image.updated', image, ...(progress === undefined ? {} : { progress }) },
    ],
  },
};

/** A widget, a workflow or an image while its states are shown. */
export class ShownDraft {
  readonly #base: { id: string; thread_id: string; created_at: string };
  #event: ShownEvent;

  /** @throws {TypeError} where a widget is no component, as in {@link ShownDraft.next}. */
  constructor(base: { id: string; thread_id: string; created_at: string }, event: ShownEvent) {
    this.#base = base;
    this.#event = checked(event);
  }

  static idKind(event: ShownEvent): Parameters<typeof newId>[0] {
    return kinds[event.kind].id;
  }

  get key(): string | undefined {
    return this.#event.key;
  }

  get kind(): ShownEvent['kind'] {
    return this.#event.kind;
  }

  get item(): ThreadItem {
    return itemOf(this.#base, this.#event);
  }

  /** The next state, as what is new in it. */
  *next(event: ShownEvent): Generator<ThreadEvent> {
    // Both are of the same kind, which the compiler cannot follow through an index.
    const diff = kinds[event.kind].diff as (before: ShownEvent, after: ShownEvent) => ItemUpdate[];
    for (const update of diff(this.#event, checked(event))) {
      yield { type: 'thread.item.updated', item_id: this.#base.id, update };
    }
    this.#event = event;
  }

  /** The item with the next state, where its place is already taken by a finished one. */
  replaced(event: ShownEvent): ThreadItem {
    this.#event = checked(event);
    return this.item;
  }
}

/** What no client could draw gets no further. */
function checked(event: ShownEvent): ShownEvent {
  if (event.kind === 'widget' && typeof (event.widget as { type?: unknown } | null)?.type !== 'string') {
    throw new TypeError('The agent yielded a widget that is no component: expected an object with a `type`.');
  }
  return event;
}

function itemOf(base: object, event: ShownEvent): ThreadItem {
  const fields = kinds[event.kind].fields as (event: ShownEvent) => Fields;
  return { ...base, ...fields(event) } as ThreadItem;
}

/** An item whose run was broken off: nothing in it is still on its way. */
export function settle(item: ThreadItem): ThreadItem {
  if (item.type === 'workflow') {
    const tasks = item.workflow.tasks.map((task) =>
      task.status_indicator === 'loading' ? { ...task, status_indicator: 'none' as const } : task,
    );
    return { ...item, workflow: { ...item.workflow, tasks } };
  }
  if (item.type === 'widget') {
    return updateItem(item, { type: 'widget.root.updated', widget: withoutStreaming(item.widget) as WidgetComponent });
  }
  return item;
}

function withoutStreaming(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutStreaming);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'streaming' ? false : withoutStreaming(each)]),
  );
}
