import { describe, expect, it } from 'vitest';
import { shorten, titleFrom } from './title.ts';

describe('titleFrom', () => {
  it.each([
    ['How do I reset my password?', 'How do I reset my password?'],
    ['  two \n\n lines\t', 'two lines'],
    ['???', '???'],
    ['x'.repeat(60), 'x'.repeat(60)],
  ])('takes a short message as it is: %j', (message, title) => {
    expect(titleFrom(message, 'en')).toBe(title);
  });

  it('cuts a long message between words', () => {
    expect(
      titleFrom('I would like to know how the invoices of last year can be exported, please, for my accountant', 'en'),
    ).toBe('I would like to know how the invoices of last year can be…');
  });

  it('leaves no comma before the dots', () => {
    expect(shorten('one two, three', 10, 'en')).toBe('one two…');
  });

  it('cuts text that has no blanks between its words', () => {
    const title = titleFrom('如何在移动设备上重置我的密码以及如何更改我的电子邮件地址'.repeat(4), 'zh');
    expect(title.length).toBeLessThanOrEqual(60);
    expect(title.length).toBeGreaterThan(50);
  });

  it('cuts one endless word, but never through a character', () => {
    expect(titleFrom('x'.repeat(500), 'en')).toBe(`${'x'.repeat(59)}…`);
    expect(shorten('👩‍👩‍👧‍👦'.repeat(20), 13, 'en')).toBe('👩‍👩‍👧‍👦…');
  });
});
