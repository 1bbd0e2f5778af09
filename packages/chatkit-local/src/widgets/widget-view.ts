import { html, type TemplateResult } from 'lit';
import type { WidgetContext } from './context.ts';
import { drawNode } from './draw.ts';

export { runWidgetAction } from './widget-actions.ts';
export { widgetStyles as styles } from './widget.styles.ts';

/** The names that labels stand for, anywhere in a widget. */
function labelledNames(node: unknown, names = new Set<string>(), depth = 0): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null || depth > 40) return names;
  const { type, fieldName, children } = node as Record<string, unknown>;
  if (type === 'Label' && typeof fieldName === 'string') names.add(fieldName);
  for (const child of Array.isArray(children) ? children : [children]) labelledNames(child, names, depth + 1);
  return names;
}

/**
 * Draws a widget. All of it comes from the server: texts are texts, addresses are looked at, and what is not known is
 * left out.
 */
export function widgetView(root: unknown, context: WidgetContext): TemplateResult {
  const forced = (root as { theme?: unknown } | null)?.theme;
  const scheme = forced === 'light' || forced === 'dark' ? forced : context.scheme;
  const theme = scheme === context.scheme ? '' : `w-theme w-theme-${scheme}`;
  return html`<div class="widget ${theme} w-scheme-${scheme}">
    ${drawNode(root, { ...context, scheme, labelled: labelledNames(root) })}
  </div>`;
}
