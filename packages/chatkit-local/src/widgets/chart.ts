import { html, nothing, svg, type TemplateResult } from 'lit';
import { CURVES, path, spans, ticks, type Curve, type Point, type Span } from './chart-geometry.ts';
import { chartColor } from './colors.ts';
import type { NodeContext } from './context.ts';
import { block, length, pick, styled } from './style.ts';
import type { Chart, ChartSeries } from './types.ts';

/** The drawing's own units: as wide as a chart in a chat is in pixels, so that its text has the size of the other. */
const WIDTH = 420;
const HEIGHT = 210;
const LABEL_PX = 11;
/** More would be a smear, and cost more than it shows. */
const MAX_ROWS = 500;
const MAX_SERIES = 12;

const SERIES_TYPES = ['bar', 'area', 'line'];

interface Series extends ChartSeries {
  name: string;
  paint: string;
  spans: Span[];
}

interface Plot {
  rows: Chart['data'];
  categories: string[];
  series: Series[];
  left: number;
  bottom: number;
  x: (row: number) => number;
  y: (value: number) => number;
  slot: number;
}

/** Data as bars, areas and lines; for whoever does not see it, as a table. */
export function chart(node: Chart, context: NodeContext): TemplateResult | typeof nothing {
  const rows = (Array.isArray(node.data) ? node.data : []).slice(0, MAX_ROWS);
  const known = (Array.isArray(node.series) ? node.series : [])
    .filter((each) => SERIES_TYPES.includes(each?.type))
    .slice(0, MAX_SERIES);
  if (rows.length === 0 || known.length === 0) return nothing;
  const axis = typeof node.xAxis === 'string' ? { dataKey: node.xAxis } : (node.xAxis ?? { dataKey: '' });
  const labels = 'labels' in axis ? (axis.labels ?? {}) : {};
  const categories = rows.map((row) => {
    const value = String(row[axis.dataKey] ?? '');
    return pick(labels, value) ?? value;
  });
  const filled = spans(known, rows);
  const series = known.map((each, index): Series => ({
    ...each,
    name: each.label ?? each.dataKey,
    paint: chartColor(each.color, index, context.scheme),
    spans: filled[index]!,
  }));
  const marks = ticks(filled.flat().flatMap(({ from, to }) => [from, to]));
  const written = marks.map((value) => format(value));
  const left = node.showYAxis ? Math.max(...written.map((each) => each.length)) * LABEL_PX * 0.62 + 10 : 2;
  const bottom = 'hide' in axis && axis.hide ? 4 : 22;
  const [low, high] = [marks[0]!, marks.at(-1)!];
  const slot = (WIDTH - left - 2) / rows.length;
  const plot: Plot = {
    rows,
    categories,
    series,
    left,
    bottom,
    slot,
    x: (row) => left + slot * (row + 0.5),
    y: (value) => 8 + (HEIGHT - bottom - 8) * (1 - (value - low) / (high - low || 1)),
  };
  return html`<figure class="w-chart" ${styled({ ...block(node), flex: length(node.flex) })}>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
      ${marks.map((value, index) => gridLine(value, node.showYAxis ? written[index]! : null, plot))}
      ${drawBars(node, plot)} ${series.map((each) => drawCurve(each, plot))}
      ${bottom > 4 ? categoryLabels(plot) : nothing} ${node.showTooltip === false ? nothing : hitAreas(plot)}
    </svg>
    ${
      node.showLegend === false || (node.showLegend === undefined && series.length < 2)
        ? nothing
        : html`<figcaption class="w-legend" aria-hidden="true">
            ${series.map(({ name, paint }) => html`<span><i ${styled({ background: paint })}></i>${name}</span>`)}
          </figcaption>`
    }
    ${dataTable(plot)}
  </figure>`;
}

const format = (value: number): string =>
  new Intl.NumberFormat(undefined, { notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard' }).format(value);

const gridLine = (value: number, label: string | null, { left, y }: Plot) =>
  svg`<line class="w-grid ${value === 0 ? 'zero' : ''}" x1=${left} x2=${WIDTH} y1=${y(value)} y2=${y(value)}></line>
    ${label === null ? nothing : svg`<text class="w-tick" x=${left - 6} y=${y(value) + 4} text-anchor="end">${label}</text>`}`;

/** Stacked bars stand on each other, all others side by side. */
function drawBars({ barGap, barCategoryGap }: Chart, { series, rows, left, slot, y }: Plot) {
  const bars = series.filter(({ type }) => type === 'bar');
  if (bars.length === 0) return nothing;
  const columns = [...new Set(bars.map(({ stack }, index) => stack ?? index))];
  const gap = typeof barGap === 'number' ? barGap : 3;
  const between = Math.min(slot * 0.8, typeof barCategoryGap === 'number' ? barCategoryGap : slot * 0.32);
  const width = Math.max(1, (slot - between - gap * (columns.length - 1)) / columns.length);
  return bars.map(({ spans: filled, stack, paint }, index) => {
    const column = columns.indexOf(stack ?? index);
    return rows.map((_, row) => {
      const { from, to } = filled[row]!;
      const x = left + slot * row + between / 2 + column * (width + gap);
      const top = y(Math.max(from, to));
      return svg`<rect
        class="w-bar" x=${x} y=${top} width=${width} height=${Math.max(0, y(Math.min(from, to)) - top)}
        rx=${Math.min(3, width / 4)} ${styled({ fill: paint })}></rect>`;
    });
  });
}

function drawCurve({ type, spans: filled, curveType, paint }: Series, { x, y }: Plot) {
  if (type === 'bar') return nothing;
  const curve: Curve = pick(CURVES, curveType) ?? 'linear';
  const top = filled.map(({ to }, row): Point => [x(row), y(to)]);
  const line = path(top, curve);
  const dot =
    top.length === 1
      ? svg`<circle cx=${top[0]![0]} cy=${top[0]![1]} r="3" ${styled({ fill: paint })}></circle>`
      : nothing;
  const under = path(filled.map(({ from }, row): Point => [x(row), y(from)]).toReversed(), curve);
  return svg`${
    type === 'area'
      ? svg`<path class="w-area" d="${line}${under.replace('M', 'L')}Z" ${styled({ fill: paint })}></path>`
      : nothing
  }<path class="w-line" d=${line} ${styled({ stroke: paint })}></path>${dot}`;
}

/** As many as there is room for. */
function categoryLabels({ categories, x, slot }: Plot) {
  const longest = Math.max(...categories.map((each) => Math.min(each.length, 14)));
  const every = Math.max(1, Math.ceil((longest * LABEL_PX * 0.58 + 8) / slot));
  return categories.map((label, row) =>
    row % every === 0
      ? svg`<text class="w-tick" x=${x(row)} y=${HEIGHT - 6} text-anchor="middle">${
          label.length > 14 ? `${label.slice(0, 13)}…` : label
        }</text>`
      : nothing,
  );
}

/** Over each category what it holds, as the browser's own tooltip. */
const hitAreas = ({ categories, series, rows, left, slot }: Plot) =>
  rows.map(
    (row, index) => svg`<rect class="w-hit" x=${left + slot * index} y="0" width=${slot} height=${HEIGHT}>
      <title>${[categories[index], ...series.map(({ name, dataKey }) => `${name}: ${String(row[dataKey] ?? '–')}`)].join('\n')}</title>
    </rect>`,
  );

const dataTable = ({ categories, series, rows }: Plot) =>
  html`<table class="hidden">
    <thead>
      <tr>
        <td></td>
        ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row, index) =>
          html`<tr>
            <th scope="row">${categories[index]}</th>
            ${series.map(({ dataKey }) => html`<td>${row[dataKey] ?? ''}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
