/** What an answer says, for the ear: without the numbers of its sources and the names of its buttons. */
function spoken(answer: Element): string {
  const copy = answer.cloneNode(true) as Element;
  for (const extra of copy.querySelectorAll('.mark, .code-head')) extra.remove();
  return (copy.textContent ?? '').replaceAll('\u2060', '').trim();
}

/** Has a finished answer read out: once and whole, not piece by piece as it came. */
export function announceAnswer(root: ParentNode, prefix: string): void {
  const announcer = root.querySelector('.announcer');
  const text = [...root.querySelectorAll('.turn.last .markdown')].map(spoken).join(' ');
  if (announcer) announcer.textContent = text === '' ? '' : `${prefix} ${text}`;
}
