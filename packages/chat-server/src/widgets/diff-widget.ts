import type { ItemUpdate, WidgetComponent } from '@kb-assistant/protocol';

type WidgetUpdate = Extract<ItemUpdate, { type: `widget.${string}` }>;

/** The components whose `value` may grow letter by letter. */
const GROWING = ['Text', 'Markdown'];

/**
 * The updates that make one state of a widget of another. Text that grew in a component with an id is sent as what was
 * added; of anything else, the smallest component with an id that holds the change is sent anew, or the whole widget.
 * Both states are plain JSON.
 */
export function diffWidget(before: WidgetComponent, after: WidgetComponent): WidgetUpdate[] {
  const ids = countIds(before);
  // An id that stands twice names no place.
  const isUnique = (id: unknown): id is string => typeof id === 'string' && ids.get(id) === 1;

  const diff = (from: WidgetComponent, to: WidgetComponent): WidgetUpdate[] | null => {
    if (isEqual(from, to)) return [];
    if (from.type !== to.type || from.id !== to.id || from['key'] !== to['key']) return null;
    const updates = growth(from, to) ?? childUpdates(from, to);
    if (updates) return updates;
    return isUnique(to.id) ? [{ type: 'widget.component.updated', component_id: to.id, component: to }] : null;
  };

  const growth = (from: WidgetComponent, to: WidgetComponent): WidgetUpdate[] | null => {
    const { value: old, streaming: _, ...fields } = from;
    const { value, streaming, ...newFields } = to;
    if (!GROWING.includes(to.type) || !isUnique(to.id) || typeof old !== 'string' || typeof value !== 'string')
      return null;
    // A text that was over cannot grow again by itself.
    if (!value.startsWith(old) || !isEqual(fields, newFields) || (from['streaming'] !== true && streaming === true)) {
      return null;
    }
    const delta = value.slice(old.length);
    return [{ type: 'widget.streaming_text.value_delta', component_id: to.id, delta, done: streaming !== true }];
  };

  const childUpdates = (from: WidgetComponent, to: WidgetComponent): WidgetUpdate[] | null => {
    const { children: old, ...fields } = from;
    const { children: now, ...newFields } = to;
    if (!isEqual(fields, newFields)) return null;
    const [oldList, newList] = [childrenOf(old), childrenOf(now)];
    if (!oldList || !newList || oldList.length !== newList.length || Array.isArray(old) !== Array.isArray(now)) {
      return null;
    }
    const updates: WidgetUpdate[] = [];
    for (const [index, child] of newList.entries()) {
      const ofChild = diff(oldList[index]!, child);
      if (!ofChild) return null;
      updates.push(...ofChild);
    }
    return updates;
  };

  const updates = diff(before, after);
  // The root has an update of its own.
  const isRoot = updates?.length === 1 && 'component' in updates[0]! && updates[0].component === after;
  return updates && !isRoot ? updates : [{ type: 'widget.root.updated', widget: after }];
}

/** The components below one: a list of them, or the single one of a `Transition`. */
function childrenOf(value: unknown): WidgetComponent[] | null {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every(isComponent) ? list : null;
}

const isComponent = (value: unknown): value is WidgetComponent =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function countIds(node: WidgetComponent, counts = new Map<string, number>()): Map<string, number> {
  if (typeof node.id === 'string') counts.set(node.id, (counts.get(node.id) ?? 0) + 1);
  for (const child of childrenOf(node['children']) ?? []) countIds(child, counts);
  return counts;
}

/** Whether two values of JSON are the same, whatever the order of their fields. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
