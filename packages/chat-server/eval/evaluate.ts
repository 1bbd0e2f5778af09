import { readFile } from 'node:fs/promises';
import type { Passage } from '../src/agents/knowledge-base/passages.ts';
import type { Search } from '../src/agents/knowledge-base/search.ts';

/**
 * `dev` is what the search and the pages were tuned on from the beginning. `seen` was held out until the next set was
 * written, and may be learnt from now. `newcomers` is worded as newcomers ask, and was written to be learnt from.
 * `held-out` was written without running the search, and nothing was changed because of a question in it: it says how the
 * next visitor fares, whose words the pages do not know yet.
 */
export const SPLITS = ['dev', 'seen', 'newcomers', 'held-out'] as const;
export type Split = (typeof SPLITS)[number];

/** One question as a person would put it, and where its answer stands. */
export interface Question {
  id: string;
  question: string;
  /** What the person asked before, oldest first. */
  history?: string[];
  /** Places that answer it, as `page#heading`; `null` where there is none. */
  expected: string[] | null;
  /** On an unanswerable one: it has nothing to do with the product, so that no page will ever answer it. */
  isOffTopic?: true;
  split: Split;
}

export interface Bounds {
  hitAt1: number;
  hitAt3: number;
  falseAnswers: number;
}

/** On `dev` what the project aims at; on the others a floor, so that a loss is noticed. */
export const BOUNDS: Record<Split, Bounds> = {
  dev: { hitAt1: 0.85, hitAt3: 0.95, falseAnswers: 0 },
  seen: { hitAt1: 0.5, hitAt3: 0.6, falseAnswers: 0 },
  newcomers: { hitAt1: 0.2, hitAt3: 0.2, falseAnswers: 0 },
  'held-out': { hitAt1: 0.2, hitAt3: 0.2, falseAnswers: 1 },
};

/** What the aims stand over: what search and pages were tuned on. */
export const isTuned = ({ split }: Question): boolean => split === 'dev' || split === 'seen';

/** Over all tuned questions, for where the search leads: the places that a person is shown, quoted or offered as nearest. */
export const SHOWN_AIMS = { shownAt1: 0.85, shownAt3: 0.95, falseAnswers: 0 };

export interface Report extends Bounds {
  /** Where an expected place stands among those shown, whether it was quoted or only offered. */
  shownAt1: number;
  shownAt3: number;
  /** Where any place on an expected page stands among the three: what other words or headings do not change. */
  pageAt3: number;
  answerable: number;
  unanswerable: number;
  /** Answerable questions that got no answer. They are no hits either. */
  missedAnswers: number;
  /** In milliseconds. */
  p95Ms: number;
  /** Each question whose first quote is wrong or missing, or that should not have had one. */
  faults: { question: Question; isAnswered: boolean; found: string[] }[];
}

export const loadQuestions = async (): Promise<Question[]> =>
  JSON.parse(await readFile(new URL('questions.json', import.meta.url), 'utf8')) as Question[];

/** The introduction of a page goes by the page's own name. */
export function placeOf({ document, anchor }: Passage): string {
  const page = (document.path ?? '').replace(/\.md$/, '');
  return `${page}#${anchor === '' ? page : anchor}`;
}

/** The page of a place. */
export const pageOf = (place: string): string => place.split('#')[0] ?? '';

/** The labels that name a place that is not there. */
export function missingPlaces(questions: readonly Question[], search: Search): string[] {
  const places = new Set(search.passages.map(placeOf));
  return questions.flatMap(({ id, expected }) =>
    (expected ?? []).filter((place) => !places.has(place)).map((place) => `${id}: ${place}`),
  );
}

/** A hit is an answer whose first place, or one of the first three, is an expected one. */
export function evaluate(questions: readonly Question[], search: Search): Report {
  const times: number[] = [];
  const faults: Report['faults'] = [];
  const counts = { answerable: 0, unanswerable: 0, first: 0, third: 0, falseAnswers: 0, missedAnswers: 0 };
  const shown = { first: 0, third: 0, page: 0 };

  for (const question of questions) {
    const startedAt = performance.now();
    const { answers, nearest } = search(question.question, question.history);
    times.push(performance.now() - startedAt);
    const isAnswered = answers.length > 0;
    const found = [...answers, ...nearest].slice(0, 3).map(({ passage }) => placeOf(passage));
    const isExpected = (place: string) => question.expected?.includes(place) ?? false;
    const isFirst = isAnswered && found.slice(0, 1).some(isExpected);

    if (question.expected === null) {
      counts.unanswerable += 1;
      if (isAnswered) counts.falseAnswers += 1;
    } else {
      counts.answerable += 1;
      if (!isAnswered) counts.missedAnswers += 1;
      if (isFirst) counts.first += 1;
      if (found.slice(0, 1).some(isExpected)) shown.first += 1;
      if (found.some(isExpected)) shown.third += 1;
      if (found.some((place) => question.expected?.some((each) => pageOf(each) === pageOf(place)))) shown.page += 1;
      if (isAnswered && found.some(isExpected)) counts.third += 1;
    }
    if (question.expected === null ? isAnswered : !isFirst) faults.push({ question, isAnswered, found });
  }

  const { answerable, unanswerable, falseAnswers, missedAnswers } = counts;
  times.sort((a, b) => a - b);
  return {
    answerable,
    unanswerable,
    hitAt1: counts.first / answerable,
    hitAt3: counts.third / answerable,
    shownAt1: shown.first / answerable,
    shownAt3: shown.third / answerable,
    pageAt3: shown.page / answerable,
    falseAnswers,
    missedAnswers,
    p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? 0,
    faults,
  };
}

export const meetsShown = (report: Report): boolean =>
  report.shownAt1 >= SHOWN_AIMS.shownAt1 &&
  report.shownAt3 >= SHOWN_AIMS.shownAt3 &&
  report.falseAnswers <= SHOWN_AIMS.falseAnswers;

export const meets = (report: Bounds, bounds: Bounds): boolean =>
  report.hitAt1 >= bounds.hitAt1 && report.hitAt3 >= bounds.hitAt3 && report.falseAnswers <= bounds.falseAnswers;
