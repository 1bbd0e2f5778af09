import { updateItem, type WidgetComponent, type WidgetItem } from '@kb-assistant/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWidget } from './diff-widget.ts';

const text = (id: string | undefined, value: string, more: object = {}): WidgetComponent => ({
  type: 'Text',
  ...(id === undefined ? {} : { id }),
  value,
  ...more,
});
const card = (...children: WidgetComponent[]): WidgetComponent => ({ type: 'Card', children });

/** What a client makes of a widget by these updates. */
function played(before: WidgetComponent, updates: ReturnType<typeof diffWidget>): WidgetComponent {
  const item: WidgetItem = { type: 'widget', id: 'w', thread_id: 't', created_at: '', widget: before };
  return updates.reduce((each, update) => updateItem(each, update) as WidgetItem, item).widget;
}

describe('diffWidget', () => {
  it('sends nothing where nothing changed, whatever the order of the fields', () => {
    expect(diffWidget({ type: 'Card', size: 'sm', children: [] }, { children: [], size: 'sm', type: 'Card' })).toEqual(
      [],
    );
  });

  it('sends text that grew as what was added, deep inside', () => {
    const before = card({ type: 'Row', children: [text('a', 'Hel', { streaming: true })] });
    const after = card({ type: 'Row', children: [text('a', 'Hello', { streaming: true })] });
    expect(diffWidget(before, after)).toEqual([
      { type: 'widget.streaming_text.value_delta', component_id: 'a', delta: 'lo', done: false },
    ]);
  });

  it('says that a text is over when it streams no more', () => {
    expect(
      diffWidget(card(text('a', 'Hel', { streaming: true })), card(text('a', 'Hello', { streaming: false }))),
    ).toEqual([{ type: 'widget.streaming_text.value_delta', component_id: 'a', delta: 'lo', done: true }]);
  });

  it('sends several texts that grew each by itself, and Markdown too', () => {
    const before = card(text('a', ''), { type: 'Markdown', id: 'b', value: '# ' });
    const after = card(text('a', 'x'), { type: 'Markdown', id: 'b', value: '# T' });
    expect(diffWidget(before, after)).toMatchObject([
      { component_id: 'a', delta: 'x' },
      { component_id: 'b', delta: 'T' },
    ]);
  });

  it('finds the one child of a transition', () => {
    const fade = (child: WidgetComponent) => card({ type: 'Transition', children: child });
    expect(diffWidget(fade(text('a', '1')), fade(text('a', '12')))).toMatchObject([{ component_id: 'a', delta: '2' }]);
  });

  it.each([
    ['text without an id', card(text(undefined, 'a')), card(text(undefined, 'ab'))],
    ['two components of one id', card(text('a', '1'), text('a', '1')), card(text('a', '12'), text('a', '1'))],
    ['another child', card(text('a', '1')), card(text('a', '1'), text('b', '2'))],
    ['another root', card(), { type: 'ListView', children: [] }],
    ['another id', card(text('a', '1')), card(text('b', '1'))],
    ['a root with an id that changed', { ...card(), id: 'r' }, { ...card(text('a', '')), id: 'r' }],
  ])('sends the whole widget for %s', (_, before, after) => {
    expect(diffWidget(before, after)).toEqual([{ type: 'widget.root.updated', widget: after }]);
  });

  it('sends the smallest component with an id that holds any other change', () => {
    const badge = (label: string) =>
      card({ type: 'Row', id: 'row', children: [{ type: 'Badge', label }] }, text('a', 'x'));
    expect(diffWidget(badge('new'), badge('old'))).toEqual([
      {
        type: 'widget.component.updated',
        component_id: 'row',
        component: { type: 'Row', id: 'row', children: [{ type: 'Badge', label: 'old' }] },
      },
    ]);
    expect(diffWidget(card(text('a', 'abc')), card(text('a', 'xyz')))).toEqual([
      { type: 'widget.component.updated', component_id: 'a', component: text('a', 'xyz') },
    ]);
  });

  it('always adds up to the state that was meant', { timeout: 60_000 }, () => {
    const leaf = fc.record({
      type: fc.constantFrom('Text', 'Markdown', 'Badge'),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      value: fc.constantFrom('', 'x', 'xy', 'xyz', 'other'),
      streaming: fc.boolean(),
    });
    const { node } = fc.letrec<{ node: WidgetComponent }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf as fc.Arbitrary<WidgetComponent>,
        fc.record(
          {
            type: fc.constantFrom('Row', 'Card', 'Transition'),
            id: fc.constantFrom('e', 'f', 'g'),
            children: fc.oneof(fc.array(tie('node'), { maxLength: 3 }), tie('node')),
          },
          { requiredKeys: ['type', 'children'] },
        ) as fc.Arbitrary<WidgetComponent>,
      ),
    }));
    fc.assert(
      fc.property(node, node, (before, after) => {
        expect(played(before, diffWidget(before, after))).toEqual(after);
      }),
      { numRuns: 2000 },
    );
  });
});
