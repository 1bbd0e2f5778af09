/** The element that has the focus, inside whatever shadow roots it stands. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === document.body ? null : (active as HTMLElement | null);
}

export function containsDeep(ancestor: Node, node: Node): boolean {
  for (let each: Node | null = node; each; each = each.parentNode ?? (each as Partial<ShadowRoot>).host ?? null) {
    if (each === ancestor) return true;
  }
  return false;
}
