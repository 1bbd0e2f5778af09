import { describe, expect, it } from 'vitest';
import { familyOf, stem, terms } from './terms.ts';

describe('terms', () => {
  it.each([
    ['offset-x', ['offsetx', 'offset']],
    ['kb-close', ['kbclos', 'kb', 'clos']],
    ['api-url', ['apiurl', 'api', 'url']],
    ['createChatServer', ['createchatserver', 'creat', 'chat', 'server']],
    ['chatkit.thread.change', ['chatkitthreadchang', 'chatkit', 'thread', 'chang']],
  ])('finds the name %s whole and in parts', (name, expected) => {
    expect(terms(name)).toEqual(expected);
  });

  it('takes an attribute and its property for the same name', () => {
    expect(terms('offset-x')[0]).toBe(terms('offsetX')[0]);
    expect(terms('localStorage')[0]).toBe(terms('localstorage')[0]);
  });

  it('leaves names such as ChatKit whole', () => {
    expect(terms('ChatKit OpenAI')).toEqual(['chatkit', 'openai']);
  });

  it('ends a word where the sentence ends', () => {
    expect(terms('Use a cookie. Then, stop.')).toContain('cooki');
  });

  it('does not mind case, accents and apostrophes', () => {
    expect(terms("Café VISITOR'S don’t")).toEqual(terms('cafe visitor dont'));
  });

  it('keeps numbers', () => {
    expect(terms('React 18, 401')).toEqual(['react', '18', '401']);
  });
});

describe('stem', () => {
  it.each([
    ['rename', 'renames', 'renamed', 'renaming'],
    ['stop', 'stops', 'stopped', 'stopping'],
    ['reply', 'replies', 'replied', 'replying'],
    ['expire', 'expires', 'expired', 'expiring'],
    ['box', 'boxes'],
    ['server', 'servers'],
  ])('joins the forms of %s', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1);
  });

  it.each(['string', 'need', 'status', 'class', 'this', 'css', 'red'])('leaves %s alone', (word) => {
    expect(stem(word)).toBe(word);
  });
});

describe('familyOf', () => {
  it('joins words made from one another', () => {
    expect(familyOf('accessible')).toBe(familyOf('accessibility'));
    expect(familyOf('migrate')).toBe(familyOf('migration'));
  });

  it('does not join words that only begin alike', () => {
    expect(familyOf('conversation')).not.toBe(familyOf('converter'));
  });
});
