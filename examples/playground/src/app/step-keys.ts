export type Step = 'undo' | 'redo';

/** The step of the design that a key stands for, outside and in the frames alike; `null` for any other. */
export function stepOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): Step | null {
  const letter = key.toLowerCase();
  if (!(ctrlKey || metaKey) || !['z', 'y'].includes(letter)) return null;
  return letter === 'y' || shiftKey ? 'redo' : 'undo';
}
