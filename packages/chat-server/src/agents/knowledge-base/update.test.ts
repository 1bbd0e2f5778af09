import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answerOf, turnOf } from '../../testing/agent-turn.ts';
import { knowledgeBase } from './index.ts';
import { readMarkdownFolder } from './read-markdown-folder.ts';
import { createSearch, type Search } from './search.ts';

const page = (name: string, text: string) => ({ url: `https://example.com/${name}`, markdown: `# ${name}\n\n${text}` });
const returns = page('Returns', 'You have 30 days.');
const postage = page('Postage', 'We pay it.');

const asked = async (agent: Parameters<typeof answerOf>[0], question: string) =>
  (await answerOf(agent, turnOf(question))).text;

describe('a knowledge base', () => {
  it('answers from what its pages say now', async () => {
    const help = knowledgeBase({ documents: [returns, postage], paceMs: 0 });
    help.update({ put: [{ ...returns, markdown: '# Returns\n\nYou have 60 days.' }] });
    expect(await asked(help, 'returns')).toContain('60 days');
    expect(await asked(help, 'returns')).not.toContain('30 days');
    help.update({ remove: [returns.url], put: [page('Vouchers', 'For a year.')] });
    expect(await asked(help, 'returns')).toContain('no answer');
    expect(await asked(help, 'vouchers')).toContain('For a year.');
    expect(await asked(help, 'postage')).toContain('We pay it.');
  });

  it('follows links to pages that came later', async () => {
    const linking = { url: '/a', path: 'a.md', markdown: '# Aardvarks\n\nSee [more](b.md).' };
    const help = knowledgeBase({ documents: [linking], paceMs: 0 });
    help.update({ put: [{ url: '/elsewhere/b', path: 'b.md', markdown: '# B\n\nMore.' }] });
    expect(await asked(help, 'aardvarks')).toContain('](/elsewhere/b)');
  });

  it('passes over what is not there', () => {
    const help = knowledgeBase({ documents: [returns] });
    expect(() => help.update({ remove: ['https://example.com/nothing'] })).not.toThrow();
  });

  it('gives passages to other agents, in Markdown, best first', async () => {
    const help = knowledgeBase({ documents: [page('Returns', 'You have **30 days**.\n\n- by post'), postage] });
    expect(await help.retrieve('how long for returns')).toEqual([
      { title: 'Returns', url: 'https://example.com/Returns', text: 'You have **30 days**.\n\n- by post' },
    ]);
    expect(await help.retrieve('and what of those?', { earlier: ['postage'] })).toMatchObject([{ title: 'Postage' }]);
    expect(await help.retrieve('returns postage', { limit: 1 })).toHaveLength(1);
  });
});

describe('an index that was changed', () => {
  const QUESTIONS = [
    'how do I change the theme',
    'session expired',
    'offsett',
    'accessible',
    'where are threads stored',
  ];
  const described = (search: Search) =>
    QUESTIONS.map((question) => {
      const { answers, nearest } = search(question);
      return [...answers, ...nearest].map(({ passage, evidence, score }) => [
        passage.url,
        evidence.toFixed(9),
        score.toFixed(6),
      ]);
    });

  it('finds the same as one that was built of the same pages', async () => {
    const documents = await readMarkdownFolder(fileURLToPath(new URL('../../../../../docs', import.meta.url)));
    const built = described(createSearch({ documents }));
    const changed = createSearch({
      documents: documents.map((each, at) =>
        at % 3 === 0 ? { ...each, markdown: '# Old\n\nOffsets, themes, zebras.' } : each,
      ),
    });
    changed.put([page('gone', 'accessibly offsetting themes')]);
    changed.put(documents.filter((_, at) => at % 3 === 0));
    changed.remove(['https://example.com/gone']);
    expect(described(changed)).toEqual(built);
    expect(changed.passages).toHaveLength(createSearch({ documents }).passages.length);
  });
});
