import type { StoredItem, UserMessageItem } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import type { AgentEvent, Turn } from '../../agent.ts';
import { turnHelpers } from '../../turn-helpers.ts';
import { knowledgeBase, type KnowledgeBaseOptions } from './index.ts';

const userMessage = (text: string, more: Partial<UserMessageItem> = {}): UserMessageItem => ({
  type: 'user_message',
  id: `msg_${text}`,
  thread_id: 'thr_1',
  created_at: '2026-11-21T10:00:00Z',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...more,
});

interface Asked {
  earlier?: string[];
  locale?: string;
  quoted?: string;
  signal?: AbortSignal;
}

const turnOf = (text: string, { earlier = [], locale = 'en', quoted, signal }: Asked = {}): Turn => ({
  thread: { id: 'thr_1', created_at: '2026-11-21T10:00:00Z', status: { type: 'active' } },
  message: userMessage(text, quoted === undefined ? {} : { quoted_text: quoted }),
  text,
  history: async (): Promise<StoredItem[]> => earlier.map((each) => userMessage(each)),
  user: { id: 'ada' },
  locale,
  context: {},
  signal: signal ?? new AbortController().signal,
  readAttachment: async () => null,
  input: { type: 'message' },
  ...turnHelpers,
});

const documents = [
  {
    url: 'https://example.com/help/returns',
    path: 'returns.md',
    markdown:
      '# Returns\n\n## How long can I return something?\n\nYou have **30 days**. See [payment](./payment.md#refunds).\n\n## Who pays the postage?\n\nWe do.',
  },
  {
    url: 'https://example.com/help/payment',
    path: 'payment.md',
    markdown:
      '# Payment\n\n## Refunds\n\nWithin a week.\n\n## Can I pay by invoice?\n\nYes.\n\n## Which cards are accepted?\n\nAll cards.',
  },
];

async function ask(text: string, asked?: Asked, options: Partial<KnowledgeBaseOptions> = {}) {
  const outputs: (string | AgentEvent)[] = [];
  const agent = knowledgeBase({ documents, paceMs: 0, ...options });
  for await (const output of agent(turnOf(text, asked))) outputs.push(output);
  const events = outputs.filter((output) => typeof output !== 'string');
  return { outputs, events, text: outputs.filter((output) => typeof output === 'string').join('') };
}

describe('an answer', () => {
  it('says that it searches, then quotes, then names the source where the quote ends', async () => {
    const { text, events, outputs } = await ask('how long can I return something');
    expect(events).toEqual([
      { kind: 'progress', text: 'Searching the knowledge base…', icon: 'search' },
      {
        kind: 'source',
        source: {
          type: 'url',
          title: 'Returns › How long can I return something?',
          url: 'https://example.com/help/returns#how-long-can-i-return-something',
          description: 'You have 30 days. See payment.',
        },
      },
    ]);
    expect(text).toBe(
      [
        'This is what the knowledge base says:',
        '',
        '> You have **30 days**. See [payment](https://example.com/help/payment#refunds).',
        '',
        '— [Returns › How long can I return something?](https://example.com/help/returns#how-long-can-i-return-something)',
      ].join('\n'),
    );
    expect(outputs[0]).toBe(events[0]);
    expect(outputs.at(-1)).toBe(events[1]);
  });

  it('comes in words', async () => {
    const { outputs } = await ask('how long can I return something');
    expect(outputs.filter((output) => typeof output === 'string').every((word) => !/\S\s+\S/.test(word))).toBe(true);
  });

  it('quotes no more than three passages', async () => {
    const markdown = Array.from({ length: 6 }, (_, at) => `## Voucher ${at}\n\nA voucher.`).join('\n\n');
    const { events } = await ask('voucher', {}, { documents: [{ url: '/v', markdown }] });
    expect(events.filter(({ kind }) => kind === 'source')).toHaveLength(3);
  });

  it('takes what was asked before into account', async () => {
    const { text } = await ask('and by invoice?', { earlier: ['which cards can I pay with'] });
    expect(text).toContain('#can-i-pay-by-invoice');
  });

  it('takes what the person quotes into account', async () => {
    const { text } = await ask('what about that?', { quoted: 'invoice' });
    expect(text).toContain('#can-i-pay-by-invoice');
  });

  it('speaks the language of the page, and English where it cannot', async () => {
    expect((await ask('postage', { locale: 'de-AT' })).text).toMatch(/^Das steht dazu/);
    expect((await ask('postage', { locale: 'fr' })).text).toMatch(/^Voici/);
    expect((await ask('postage', { locale: 'es-419' })).text).toMatch(/^Esto es/);
    expect((await ask('postage', { locale: 'ja' })).text).toMatch(/^This is/);
  });

  it('stops when the person does', async () => {
    const abort = new AbortController();
    const outputs: unknown[] = [];
    for await (const output of knowledgeBase({ documents, paceMs: 3_600_000 })(
      turnOf('postage', { signal: abort.signal }),
    )) {
      outputs.push(output);
      if (typeof output === 'string') setImmediate(() => abort.abort());
    }
    expect(outputs).toHaveLength(2);
  });
});

describe('without an answer', () => {
  it('says so and links to the nearest headings, without naming them as sources', async () => {
    const { text, events } = await ask('invoice for a spaceship rental contract');
    expect(text).toBe(
      'The knowledge base has no answer to that. The nearest it has:\n\n- [Payment › Can I pay by invoice?](https://example.com/help/payment#can-i-pay-by-invoice)',
    );
    expect(events.map(({ kind }) => kind)).toEqual(['progress']);
  });

  it('says what it covers where nothing is near', async () => {
    const { text } = await ask('weather in Berlin');
    expect(text).toMatch(/It covers:\n\n- \[Payment\]\(.*\)\n- \[Returns\]\(.*\)$/);
  });

  it('says so without any page', async () => {
    expect((await ask('anything', {}, { documents: [] })).text).toBe('The knowledge base has no answer to that.');
  });

  it('does not mind a question without end', async () => {
    expect((await ask('spaceship '.repeat(100_000))).text).toMatch(/^The knowledge base has no answer/);
  });
});

describe('small talk', () => {
  it.each([
    ['Hi!', /^Hello\. Ask a question/],
    ['thank you :)', /^You are welcome/],
    ['Are you a bot?', /not a person/],
  ])('answers “%s” without a search', async (text, expected) => {
    const answer = await ask(text);
    expect(answer.text).toMatch(expected);
    expect(answer.events).toEqual([]);
  });

  it('is not found in a question', async () => {
    expect((await ask('Hi, who pays the postage?')).text).toContain('> We do.');
  });
});
