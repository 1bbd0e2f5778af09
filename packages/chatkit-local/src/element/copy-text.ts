/** Puts a text on the clipboard; also on a plain http page, where the asynchronous clipboard is not to be had. */
export async function copyText(text: string, root: ShadowRoot): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.className = 'hidden';
    field.value = text;
    root.append(field);
    const focused = root.activeElement;
    field.select();
    // Deprecated, and the only way there is without a secure context.
    const done = document.execCommand('copy');
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return done;
  }
}
