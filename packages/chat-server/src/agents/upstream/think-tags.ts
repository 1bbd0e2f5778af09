import type { Piece } from './chat-completion.ts';

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Takes out what a model thinks aloud at the beginning of its answer, where its server leaves that in the text: vLLM
 * without a reasoning parser, and Ollama with a model that it does not know to think. `<think>` further down is text.
 */
export async function* withoutThoughts(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece, void, undefined> {
  /** What may yet become a tag, once more has come. */
  let held = '';
  let state: 'before' | 'thinking' | 'after' = 'before';
  for await (const piece of pieces) {
    if (piece.type !== 'text') {
      if (state === 'before' && held.trim() !== '') yield { type: 'text', text: held };
      held = '';
      yield piece;
      continue;
    }
    held += piece.text;
    if (state === 'before') {
      const begun = held.trimStart();
      if (OPEN.startsWith(begun)) continue;
      state = begun.startsWith(OPEN) ? 'thinking' : 'after';
    }
    if (state === 'thinking') {
      yield { type: 'thinking' };
      const end = held.indexOf(CLOSE);
      if (end < 0) {
        held = held.slice(1 - CLOSE.length);
        continue;
      }
      held = held.slice(end + CLOSE.length);
      state = 'after';
    }
    if (held !== '') yield { type: 'text', text: held };
    held = '';
  }
  if (state === 'before' && held.trim() !== '') yield { type: 'text', text: held };
}
