import { render } from 'lit';
import { equal, ok } from '../testing/expect.ts';
import { en } from '../strings/en.ts';
import type { Components, ComponentType, WireNode } from './types.ts';
import { widgetView } from './widget-view.ts';

/** What is done with a prop that nothing is drawn of by itself. */
class Elsewhere {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

const elsewhere = (why: string) => new Elsewhere(why);

const ACTION = elsewhere('runs when it is pressed, changed or sent: see the tests of actions and forms');
const FOCUS = elsewhere('takes the focus when it comes: see the tests of forms');
const SELECT = elsewhere('selects its text when it has the focus');

type PropsOf<T extends ComponentType> = Exclude<
  Components[T] extends infer C ? (C extends unknown ? keyof C : never) : never,
  'type' | 'key' | 'id'
>;

type Rows<T extends ComponentType> = {
  /** Of the component, what it cannot do without. */
  base: Record<string, unknown>;
  /** A value for each of its props that makes a difference to what is drawn. */
  props: { [P in PropsOf<T>]: unknown };
};

const text = (value: string): WireNode => ({ type: 'Text', value });

const SIZE = {
  height: 40,
  width: '50%',
  size: 30,
  minHeight: 10,
  minWidth: 11,
  minSize: 12,
  maxHeight: 100,
  maxWidth: 101,
  maxSize: 102,
  aspectRatio: 1.5,
};

const BLOCK = { ...SIZE, radius: 'xl', margin: { x: 2, top: 1 } };

const BOX = {
  ...BLOCK,
  children: [text('Inside')],
  align: 'center',
  justify: 'between',
  wrap: 'wrap',
  flex: 2,
  gap: 3,
  padding: 4,
  border: { size: 2, color: 'red-500', style: 'dashed' },
  background: 'surface-secondary',
};

const WORDS = {
  value: 'Other words',
  color: 'danger',
  weight: 'bold',
  textAlign: 'end',
  truncate: true,
  maxLines: 2,
};

const STATUS = { text: 'Done', icon: 'check' };

const FIELD = {
  name: 'other',
  defaultValue: 'before',
  required: true,
  pattern: '[a-z]+',
  placeholder: 'What?',
  autoSelect: SELECT,
  autoFocus: FOCUS,
  disabled: true,
  variant: 'soft',
  size: 'sm',
  gutterSize: 'xl',
  allowAutofillExtensions: true,
};

const PICKER = {
  name: 'other',
  onChangeAction: ACTION,
  placeholder: 'Which?',
  variant: 'ghost',
  size: 'sm',
  pill: true,
  block: true,
  clearable: true,
  disabled: true,
};

/** Every prop of every component. A new one upstream fails to compile here. */
const EVERY: { [T in ComponentType]: Rows<T> } = {
  Basic: {
    base: { children: [text('Inside')] },
    props: {
      children: [text('Other')],
      theme: 'dark',
      direction: 'row',
      gap: 3,
      padding: 4,
      align: 'center',
      justify: 'end',
    },
  },
  Card: {
    base: { children: [text('Inside')] },
    props: {
      asForm: true,
      children: [text('Other')],
      background: 'linear-gradient(red, blue)',
      border: 2,
      size: 'lg',
      padding: 0,
      status: STATUS,
      collapsed: true,
      confirm: { label: 'Yes', action: { type: 'yes' } },
      cancel: { label: 'No', action: { type: 'no' } },
      theme: 'dark',
    },
  },
  ListView: {
    base: { children: Array.from({ length: 9 }, () => ({ type: 'ListViewItem', children: [text('Row')] })) },
    props: { children: [], limit: 3, status: STATUS, theme: 'dark' },
  },
  ListViewItem: {
    base: { children: [text('Row')] },
    props: { children: [text('Other')], onClickAction: { type: 'open' }, gap: 3, align: 'end' },
  },
  Box: { base: {}, props: { ...BOX, direction: 'row' } },
  Row: { base: {}, props: BOX },
  Col: { base: {}, props: BOX },
  Form: { base: {}, props: { ...BOX, direction: 'row', onSubmitAction: ACTION } },
  Spacer: { base: {}, props: { minSize: 20 } },
  Divider: { base: {}, props: { color: 'strong', size: 3, spacing: 2, flush: true } },
  Transition: { base: { children: text('Inside') }, props: { children: text('Other') } },
  Text: {
    base: { value: 'Words' },
    props: {
      ...WORDS,
      streaming: elsewhere('what is said in pieces is drawn as it comes: see the test of texts that stream'),
      italic: true,
      lineThrough: true,
      width: 90,
      size: 'xl',
      minLines: 3,
      editable: { name: 'words' },
    },
  },
  Title: { base: { value: 'Words' }, props: { ...WORDS, size: '3xl' } },
  Caption: { base: { value: 'Words' }, props: { ...WORDS, size: 'lg' } },
  Label: {
    base: { value: 'Words', fieldName: 'field' },
    props: { value: 'Other', fieldName: 'other', size: 'lg', weight: 'bold', textAlign: 'end', color: 'danger' },
  },
  Markdown: { base: { value: 'An **unfinished' }, props: { value: '# Other', streaming: true } },
  Badge: {
    base: { label: 'New' },
    props: { label: 'Old', color: 'danger', variant: 'solid', size: 'lg', pill: true },
  },
  Icon: { base: { name: 'bolt' }, props: { name: 'star-filled', color: 'danger', size: '2xl' } },
  Image: {
    base: { src: '/a.png' },
    props: {
      ...BLOCK,
      src: '/b.png',
      alt: 'A picture',
      frame: true,
      fit: 'contain',
      position: 'top left',
      flush: true,
    },
  },
  Button: {
    base: { label: 'Press' },
    props: {
      submit: true,
      label: 'Other',
      onClickAction: ACTION,
      iconStart: 'bolt',
      iconEnd: 'star',
      style: 'secondary',
      iconSize: '2xl',
      color: 'danger',
      variant: 'ghost',
      size: 'sm',
      pill: true,
      uniform: true,
      block: true,
      disabled: true,
    },
  },
  Input: { base: { name: 'field' }, props: { ...FIELD, inputType: 'email', pill: true } },
  Textarea: {
    base: { name: 'field' },
    props: {
      ...FIELD,
      pattern: elsewhere('is looked at when something is written: see below'),
      rows: 5,
      autoResize: true,
      maxRows: 7,
    },
  },
  Select: {
    base: { name: 'field', options: [{ value: 'a', label: 'A' }] },
    props: { ...PICKER, options: [{ value: 'b', label: 'B' }], defaultValue: 'a' },
  },
  DatePicker: {
    base: { name: 'field' },
    props: {
      ...PICKER,
      defaultValue: '2026-11-21T00:00:00Z',
      min: '2026-11-01',
      max: '2026-11-30',
      side: elsewhere('the platform’s own picker knows best where there is room'),
      align: elsewhere('the platform’s own picker knows best where there is room'),
    },
  },
  Checkbox: {
    base: { name: 'field' },
    props: {
      name: 'other',
      label: 'Agree',
      defaultChecked: true,
      onChangeAction: ACTION,
      disabled: true,
      required: true,
    },
  },
  RadioGroup: {
    base: { name: 'field', options: [{ value: 'a', label: 'A' }] },
    props: {
      name: 'other',
      options: [{ value: 'b', label: 'B', disabled: true }],
      ariaLabel: 'Which',
      onChangeAction: ACTION,
      defaultValue: 'a',
      direction: 'row',
      disabled: true,
      required: true,
    },
  },
  Table: { base: {}, props: { children: [{ type: 'Table.Row', children: [] }] } },
  'Table.Row': {
    base: { children: [{ type: 'Table.Cell', children: [text('Cell')] }] },
    props: { children: [{ type: 'Table.Cell', children: [text('Other')] }], header: true },
  },
  'Table.Cell': {
    base: { children: [text('Cell')] },
    props: {
      children: [text('Other')],
      width: 90,
      padding: { x: 2 },
      colSpan: 2,
      rowSpan: 2,
      align: 'end',
      vAlign: 'center',
      colSize: 'lg',
    },
  },
  Chart: {
    base: {
      data: [
        { x: 'a', y: 1, z: 2 },
        { x: 'b', y: 2, z: 3 },
      ],
      series: [
        { type: 'bar', dataKey: 'y' },
        { type: 'bar', dataKey: 'z' },
      ],
      xAxis: 'x',
    },
    props: {
      ...SIZE,
      data: [{ x: 'a', y: 5, z: 6 }],
      series: [{ type: 'line', dataKey: 'y', label: 'Sum', color: 'red', curveType: 'step' }],
      xAxis: { dataKey: 'x', hide: true },
      showYAxis: true,
      showLegend: false,
      showTooltip: false,
      barGap: 9,
      barCategoryGap: 20,
      flex: 2,
    },
  },
};

/** A cell stands in a row, and a row in a table. */
const AROUND: Partial<Record<ComponentType, (node: WireNode) => WireNode>> = {
  'Table.Row': (row) => ({ type: 'Table', children: [row] }),
  'Table.Cell': (cell) => ({ type: 'Table', children: [{ type: 'Table.Row', children: [cell] }] }),
};

/** All that is drawn of a component. */
function drawn(type: ComponentType, props: Record<string, unknown>): string {
  const node = { type, ...props };
  const told: unknown[] = [];
  const room = document.createElement('div');
  const context = {
    itemId: 'w',
    strings: en,
    scheme: 'light',
    imageDomains: null,
    busy: false,
    act: async () => {},
    tell: (...given: unknown[]) => void told.push(given),
  } as const;
  render(widgetView(AROUND[type]?.(node) ?? node, context), room);
  equal(told, [], `what cannot be drawn of ${type}`);
  const states = Array.from(room.querySelectorAll('input, select, textarea'), (field) => {
    const { value, checked } = field as HTMLInputElement;
    return [value, checked];
  });
  return room.innerHTML.replace(/<!--.*?-->/g, '') + JSON.stringify(states);
}

describe('every prop of a component makes a difference:', () => {
  for (const [type, { base, props }] of Object.entries(EVERY) as [ComponentType, Rows<ComponentType>][]) {
    it(type, () => {
      const before = drawn(type, base);
      equal(drawn(type, base), before, 'the same drawn twice');
      for (const [name, value] of Object.entries(props)) {
        if (value instanceof Elsewhere) continue;
        ok(drawn(type, { ...base, [name]: value }) !== before, `${type}.${name} to be seen`);
      }
    });
  }
});
