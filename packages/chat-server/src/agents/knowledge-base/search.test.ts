import { describe, expect, it } from 'vitest';
import { createSearch, type SearchOptions } from './search.ts';

const pages = {
  returns:
    '# Returns\n\n## How long can I return something?\n\nYou have 30 days.\n\n## Who pays the postage?\n\nWe do, from any country.',
  payment:
    '# Payment\n\n## Which cards do you accept?\n\nAll of them.\n\n## Can I pay by invoice?\n\nYes, after three orders.',
  account:
    '# Account\n\n## How do I change my password?\n\nIn the settings.\n\n## How do I delete my account?\n\nWrite to us.',
  api: '# API\n\n## `max-items`\n\nThe largest number of items on a page.\n\n## `item-size`\n\nIn pixels.',
};

const searchIn = (options: Partial<SearchOptions> = {}) =>
  createSearch({
    documents: Object.entries(pages).map(([name, markdown]) => ({ url: `/${name}`, markdown })),
    ...options,
  });

const search = searchIn();
const answer = (question: string, earlier?: string[]) => search(question, earlier).answers[0]?.passage.url;

describe('the search', () => {
  it.each([
    ['how do i change my password', '/account#how-do-i-change-my-password'],
    ['changing passwords', '/account#how-do-i-change-my-password'],
    ['remove my account', '/account#how-do-i-delete-my-account'],
    ['pay with an invoce', '/payment#can-i-pay-by-invoice'],
    ['max-items', '/api#max-items'],
    ['maxItems', '/api#max-items'],
    ['postage', '/returns#who-pays-the-postage'],
    ['deleteaccount', '/account#how-do-i-delete-my-account'],
  ])('answers “%s”', (question, url) => {
    expect(answer(question)).toBe(url);
  });

  it.each([
    'do you ship to the moon',
    'what is the weather like',
    'who invented the invoice machine in Venice',
    'password manager subscription price',
    '',
    'how do I do that',
  ])('has no answer to “%s”', (question) => {
    expect(search(question).answers).toEqual([]);
  });

  it('offers what is nearest where it has no answer', () => {
    const { answers, nearest } = search('invoice for a spaceship rental contract');
    expect(answers).toEqual([]);
    expect(nearest[0]?.passage.url).toBe('/payment#can-i-pay-by-invoice');
  });

  it('answers from the first part of a long section, unless a later one has more than the heading says', () => {
    const filler = 'Nothing about it is said here. '.repeat(60);
    const markdown = `# Shop\n\n## How do I change the colours?\n\nSet three of them.\n\n${filler}\n\nA voucher changes the colours, and the colours change the voucher.`;
    const find = createSearch({ documents: [{ url: '/shop', markdown }] });
    expect(find.passages.filter(({ anchor }) => anchor !== '').length).toBeGreaterThan(1);
    expect(find('how do I change the colours').answers[0]?.passage.text).toMatch(/^Set three/);
    expect(find('change colours by voucher').answers[0]?.passage.text).toContain('A voucher');
  });

  it('is stricter with a higher threshold and more lenient with a lower one', () => {
    const question = 'password manager';
    expect(searchIn({ threshold: 0.9 })(question).answers).toEqual([]);
    expect(searchIn({ threshold: 0.1 })(question).answers).not.toEqual([]);
  });

  it.each([-0.1, 1.1, NaN])('refuses a threshold of %s', (threshold) => {
    expect(() => searchIn({ threshold })).toThrow('threshold: expected a number from 0 to 1');
  });

  it('knows the synonyms that it is given', () => {
    expect(search('parcel charges').answers).toEqual([]);
    const found = searchIn({
      synonyms: [
        ['postage', 'charges'],
        ['return', 'parcel'],
      ],
    })('parcel charges').answers[0];
    expect(found?.passage.url).toBe('/returns#who-pays-the-postage');
  });

  it('knows the synonyms of the word that another one is made from', () => {
    const documents = [
      { url: '/doors', markdown: '# Doors\n\n## What size has a door?\n\nTwo metres.\n\n## Which colour?\n\nRed.' },
      { url: '/roads', markdown: '# Roads\n\nThey are wide.' },
    ];
    const found = createSearch({ documents, synonyms: [['wide', 'size']] })('wider doors');
    expect(found.answers[0]?.passage.url).toBe('/doors#what-size-has-a-door');
  });

  it('prefers what says together what the question says together, and what answers the same kind of question', () => {
    const documents = [
      { url: '/a', markdown: '# Session\n\n## Ends\n\nIt ends. A ticket is a token of respect, and a token of love.' },
      { url: '/b', markdown: '# Ticket\n\n## Ends\n\nIt ends. A session token is one for a session.' },
      { url: '/c', markdown: '# Doors\n\n## Why is a door blue?\n\nNobody knows.\n\n## Can a door be blue?\n\nYes.' },
    ];
    const find = createSearch({ documents, threshold: 0.3 });
    expect(find('session token').answers[0]?.passage.url).toBe('/b#ends');
    expect(find('why blue door').answers[0]?.passage.url).toBe('/c#why-is-a-door-blue');
    expect(find('can it be a blue door').answers[0]?.passage.url).toBe('/c#can-a-door-be-blue');
  });

  it('refuses a synonym of several words', () => {
    expect(() => searchIn({ synonyms: [['llm', 'language model']] })).toThrow('got "language model"');
  });

  it('gives the same result for the same question', () => {
    const places = () => search('pay return account').nearest.map(({ passage }) => passage.url);
    expect(places()).toEqual(places());
  });

  it('quotes one place once, however long its section is', () => {
    const markdown = `## Invoices\n\n${'An invoice is sent by post. '.repeat(50)}\n\n${'Each invoice has a number. '.repeat(60)}`;
    const { answers } = createSearch({ documents: [{ url: '/long', markdown }] })('invoices');
    expect(answers.map(({ passage }) => passage.url)).toEqual(['/long#invoices']);
  });

  it('gives the answer that covers least of the question among a thousand passages that cover more', () => {
    const common = ['oak', 'elm', 'ash', 'fir', 'yew', 'larch', 'beech', 'maple', 'cedar'];
    const text = [...common, ...common].join(' ');
    const crowd = Array.from({ length: 2100 }, (_, at) => ({
      url: `/${at}`,
      markdown: `# Page\n\n${at % 2 === 0 ? text : 'rocks'}`,
    }));
    const zebra = { url: '/zebra', markdown: '# Zebra\n\nStripes.' };
    const { answers, nearest } = createSearch({ documents: [...crowd, zebra], threshold: 0.57 })(
      `zebra ${common.join(' ')}`,
    );
    expect(answers.map(({ passage }) => passage.url)).toEqual(['/zebra']);
    expect(nearest[0]!.evidence).toBeGreaterThan(0.5);
  });

  it('works without any page', () => {
    expect(createSearch({ documents: [] })('anything').answers).toEqual([]);
  });
});

describe('a follow-up', () => {
  it('is searched together with the question before it', () => {
    expect(answer('and by invoice?', ['which cards can I pay with'])).toBe('/payment#can-i-pay-by-invoice');
    expect(answer('how do I delete it?', ['how do I change my account'])).toBe('/account#how-do-i-delete-my-account');
  });

  it('does not get an answer from the question before it alone', () => {
    expect(answer('and with bitcoin?', ['how do I change my password'])).toBeUndefined();
  });

  it('is not what a whole question is taken for', () => {
    const concepts = search('how do I change my password settings', ['can I pay by invoice']).concepts;
    expect(concepts.flatMap(({ alternatives }) => alternatives.map(({ term }) => term))).not.toContain('invoic');
  });

  it('looks back two questions, the last one first', () => {
    const { concepts } = search('and that?', ['postage', 'invoice', 'password']);
    expect(concepts.map(({ alternatives }) => alternatives[0]?.term)).toEqual(['password', 'invoic']);
    expect(concepts[0]!.share).toBeGreaterThan(concepts[1]!.share);
  });
});
