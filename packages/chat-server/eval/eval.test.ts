import { describe, expect, it } from 'vitest';
import { createSearch } from '../src/agents/knowledge-base/search.ts';
import { documentsOf, loadCorpus } from './corpus.ts';
import { BOUNDS, evaluate, isTuned, loadQuestions, meets, meetsShown, missingPlaces, SPLITS } from './evaluate.ts';

const questions = await loadQuestions();
const search = createSearch({ documents: documentsOf(await loadCorpus()) });

describe('the labelled questions', () => {
  it('name places that exist', () => {
    expect(missingPlaces(questions, search)).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  it('have no place where they have nothing to do with the product', () => {
    expect(questions.filter(({ isOffTopic, expected }) => isOffTopic && expected !== null)).toEqual([]);
  });
});

it('shows the right place for the tuned ones as often as the project aims at', () => {
  const report = evaluate(questions.filter(isTuned), search);
  expect(meetsShown(report), JSON.stringify({ ...report, faults: report.faults.length })).toBe(true);
});

describe.each(SPLITS)('the knowledge base on the %s questions', (split) => {
  it('answers what it can and nothing else', () => {
    const { faults, ...report } = evaluate(
      questions.filter((question) => question.split === split),
      search,
    );
    const wrong = faults.map(({ question, found }) => `${question.id}: ${found[0] ?? 'nothing'}`);
    expect(meets(report, BOUNDS[split]), JSON.stringify({ report, wrong }, null, 2)).toBe(true);
  });
});
