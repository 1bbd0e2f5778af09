import { describe, expect, it } from 'vitest';
import { questionKind } from './question-kind.ts';

describe('the kind of a question', () => {
  it.each([
    ['How long is a token valid?', 'amount'],
    ['how do I change the font', 'way'],
    ['Which icons are there?', 'thing'],
    ['what is this', 'thing'],
    ['Can my css change the bubbles', 'whether'],
    ['does it work offline', 'whether'],
    ['panel stays white, why is that?', 'reason'],
    ['hi! and where is it stored', 'place'],
  ])('of “%s” is %s', (text, kind) => {
    expect(questionKind(text)).toBe(kind);
  });

  it.each(['offset-x', 'change the font', 'howling', 'position', ''])('of “%s” is none', (text) => {
    expect(questionKind(text)).toBeNull();
  });
});
