import { nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controlDrawers } from './controls.ts';
import { chart } from './chart.ts';
import type { NodeContext } from './context.ts';
import { layoutDrawers } from './layout.ts';
import { tableDrawers } from './table.ts';
import { textDrawers } from './text.ts';
import type { Components, ComponentType, WireNode } from './types.ts';

export type Drawn = TemplateResult | typeof nothing;

/** Draws a component. Its props are typed as they should be; what came over the wire may be anything. */
export type Drawer<T extends ComponentType> = (node: Components[T], context: NodeContext, draw: DrawChildren) => Drawn;

/** Drawers of some components. */
export type Drawers<K extends ComponentType> = { [T in K]: Drawer<T> };

export type DrawChildren = (children: unknown, context: NodeContext) => unknown;

/** Every component, and how it is drawn. A new one upstream fails to compile here. */
const COMPONENTS = {
  ...layoutDrawers,
  ...textDrawers,
  ...controlDrawers,
  ...tableDrawers,
  Chart: chart,
} satisfies Drawers<ComponentType>;

/** The names of all components that are drawn. */
export const COMPONENT_TYPES = Object.keys(COMPONENTS) as ComponentType[];

/** How deep a tree is followed: no widget is deeper, and no stack overflows. */
const MAX_DEPTH = 40;

const isNode = (value: unknown): value is WireNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

const keyOf = (node: unknown, index: number): unknown => (isNode(node) ? (node.key ?? node.id ?? index) : index);

/** Draws a node. One that nobody knows, or that cannot be drawn, is nothing, and told once. */
export function drawNode(node: unknown, context: NodeContext, depth = 0): Drawn {
  if (!isNode(node) || depth > MAX_DEPTH) return nothing;
  if (!Object.hasOwn(COMPONENTS, node.type)) {
    context.tell('unknown-component', { type: node.type });
    return nothing;
  }
  const drawChildren: DrawChildren = (children, inner) => {
    const list = Array.isArray(children) ? children : isNode(children) ? [children] : [];
    // Two children of one key would be one to Lit.
    const unique = new Set(list.map(keyOf)).size === list.length;
    return repeat(list, unique ? keyOf : (_, index) => index, (child) => drawNode(child, inner, depth + 1));
  };
  try {
    const draw = COMPONENTS[node.type as ComponentType] as Drawer<ComponentType>;
    return draw(node as never, context, drawChildren);
  } catch (error) {
    context.tell('broken-component', { type: node.type, message: String(error) });
    return nothing;
  }
}

/** What a part of a widget says, for the name of a control that stands for all of it. */
export function wordsOf(node: unknown, depth = 0): string {
  if (Array.isArray(node)) return node.map((each) => wordsOf(each, depth + 1)).filter(Boolean).join(' '); // prettier-ignore
  if (!isNode(node) || depth > MAX_DEPTH) return '';
  const own = node['value'] ?? node['label'] ?? node['alt'];
  return [typeof own === 'string' ? own : '', wordsOf(node['children'], depth + 1)].filter(Boolean).join(' ');
}
