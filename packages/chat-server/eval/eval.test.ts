import { describe, expect, it } from 'vitest';
import { BOUNDS, evaluate, loadQuestions, loadSearch, meets, meetsShown, placeOf, SPLITS } from './evaluate.ts';

const questions = await loadQuestions();
const search = await loadSearch();

describe('the labelled questions', () => {
  it('name places that exist', () => {
    const places = new Set(search.passages.map(placeOf));
    const missing = questions.flatMap(({ id, expected }) =>
      (expected ?? []).filter((place) => !places.has(place)).map((place) => `${id}: ${place}`),
    );
    expect(missing).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });
});

it('shows the right place for all of them as often as the project aims at', () => {
  const report = evaluate(questions, search);
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
