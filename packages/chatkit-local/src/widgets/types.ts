import type { Widgets } from '@openai/chatkit';

/** Data drawn as bars, areas or lines. The servers' language knows it; the page's types leave it out. */
export interface Chart {
  type: 'Chart';
  key?: string;
  id?: string;
  data: Record<string, string | number>[];
  series: ChartSeries[];
  xAxis: string | { dataKey: string; hide?: boolean; labels?: Record<string, string> };
  showYAxis?: boolean;
  showLegend?: boolean;
  showTooltip?: boolean;
  /** Pixels between the bars of one category. */
  barGap?: number;
  /** Pixels between categories. */
  barCategoryGap?: number;
  flex?: number | string;
  height?: number | string;
  width?: number | string;
  size?: number | string;
  minHeight?: number | string;
  minWidth?: number | string;
  minSize?: number | string;
  maxHeight?: number | string;
  maxWidth?: number | string;
  maxSize?: number | string;
  aspectRatio?: number | string;
}

export interface ChartSeries {
  type: 'bar' | 'area' | 'line';
  dataKey: string;
  label?: string;
  /** Series of the same stack stand on each other. */
  stack?: string;
  color?: Color;
  curveType?: string;
}

/** A token, a CSS colour, or one for each scheme. */
export type Color = string | { dark: string; light: string };

type Upstream = Widgets.WidgetRoot | Widgets.WidgetComponent | Widgets.ListViewItem;

/** Every component that a widget is made of, by type. */
export type Components = { [C in Upstream as C['type']]: C } & { Chart: Chart };

export type ComponentType = keyof Components;

/** A node as it comes from the wire: nothing in it has been looked at yet. */
export interface WireNode {
  type: string;
  id?: string;
  key?: string;
  [prop: string]: unknown;
}

/** An action as the wire has it. The page's types leave out all but the first two. */
export interface ActionConfig {
  type: string;
  payload?: unknown;
  /** Who takes it. Default `server`. */
  handler?: 'server' | 'client';
  /** What is shown while it runs. Default `auto`. */
  loadingBehavior?: 'auto' | 'none' | 'self' | 'container';
  /** Whether it is answered by a stream. Default `true`. */
  streaming?: boolean;
}
