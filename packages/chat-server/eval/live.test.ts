import { describe, expect, it } from 'vitest';
import { createSearch } from '../src/agents/knowledge-base/search.ts';
import { readLivePages } from './corpus.ts';
import { evaluate, isTuned, loadQuestions, pageOf, placeOf } from './evaluate.ts';

/**
 * What a newcomer asks first, and the pages of which one has to be quoted. By pages, so that a heading may be put in
 * other words, and a section may move to another place on its page.
 */
const FIRST_QUESTIONS: Record<string, string[]> = {
  'How do I add the assistant to my site?': ['start', 'script-tag', 'npm'],
  'What do I need to run it?': ['index'],
  'Do I need an API key?': ['index'],
  'How do I try the demo?': ['start'],
  'How do I use it in React?': ['npm', 'guides/with-react'],
  'How do I use it in Vue?': ['npm', 'guides/with-vue'],
  'How do I change the colours?': ['styling'],
  'How do I run the server?': ['start', 'own-server'],
  'How do I connect a language model?': ['own-server', 'agents'],
  'Where are conversations stored?': ['own-server', 'privacy'],
  'What does position do?': ['configuration'],
  'Does it work offline?': ['offline'],
  'Does it slow down my page?': ['script-tag', 'performance'],
  'When does Agent Builder end?': ['hosted-workflows', 'guides/leave-agent-builder'],
};

/** Far below what it is, 0.97: it is not there to judge a wording, but to notice that whole pages are not found. */
const PAGE_AT_3 = 0.85;

const search = createSearch({ documents: await readLivePages() });
const questions = await loadQuestions();

describe('the documentation as it stands now', () => {
  it.each(Object.entries(FIRST_QUESTIONS))('answers “%s”', (question, pages) => {
    const quoted = search(question)
      .answers.slice(0, 3)
      .map(({ passage }) => pageOf(placeOf(passage)));
    expect(
      quoted.some((page) => pages.includes(page)),
      `quoted: ${quoted.join(', ')}`,
    ).toBe(true);
  });

  it('answers nothing that has nothing to do with it', () => {
    const { faults, unanswerable } = evaluate(
      questions.filter(({ isOffTopic }) => isOffTopic),
      search,
    );
    expect(unanswerable).toBeGreaterThan(10);
    expect(faults.map(({ question, found }) => `${question.id}: ${found[0]}`)).toEqual([]);
  });

  it('leads nearly every question to its page', () => {
    expect(evaluate(questions.filter(isTuned), search).pageAt3).toBeGreaterThan(PAGE_AT_3);
  });
});
