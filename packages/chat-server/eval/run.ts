/**
 * Prints how well the knowledge base answers the labelled questions on the frozen pages, and ends with 1 where an aim or
 * a floor is missed. `--faults` lists each question that went wrong. `--live` measures `docs/` as it stands now, and
 * only reports. `--take` puts `docs/` as it stands now in the place of the frozen pages.
 */
import { createSearch } from '../src/agents/knowledge-base/search.ts';
import { documentsOf, loadCorpus, readLivePages, takeCorpus } from './corpus.ts';
import {
  BOUNDS,
  evaluate,
  isTuned,
  loadQuestions,
  meets,
  meetsShown,
  missingPlaces,
  type Report,
  SHOWN_AIMS,
  SPLITS,
} from './evaluate.ts';

const is = (option: string): boolean => process.argv.includes(option);
if (is('--take')) await takeCorpus(new Date());
const isLive = is('--live');
const corpus = await loadCorpus();
const questions = await loadQuestions();
const search = createSearch({ documents: isLive ? await readLivePages() : documentsOf(corpus) });
const share = (value: number) => value.toFixed(3);

/** What is missed on the live pages says nothing of the search. */
function verdict(isMet: boolean): string {
  if (!isMet && !isLive) process.exitCode = 1;
  return isMet ? 'ok' : 'MISSED';
}

function printFaults({ faults }: Report): void {
  for (const { question, isAnswered, found } of faults) {
    console.log(`\n  ${question.id}: ${question.question}`);
    console.log(`    expected ${question.expected?.join(' or ') ?? 'no answer'}`);
    console.log(`    ${isAnswered ? 'answered' : 'no answer; nearest'} ${found.join(', ')}`);
  }
}

const pages = isLive ? 'docs/ as it stands now' : `docs/ as of ${corpus.takenAt}`;
console.log(`${pages}: ${search.passages.length} passages, ${questions.length} questions`);
const missing = missingPlaces(questions, search);
if (missing.length > 0) {
  console.log(`\nlabels that name no place — ${verdict(false)}\n  ${missing.join('\n  ')}`);
}

const tuned = evaluate(questions.filter(isTuned), search);
console.log(`
tuned: ${tuned.answerable} answerable, ${tuned.unanswerable} unanswerable — ${verdict(meetsShown(tuned))}
  shown first     ${share(tuned.shownAt1)}  (aim ${share(SHOWN_AIMS.shownAt1)}), quoted first     ${share(tuned.hitAt1)}
  shown in three  ${share(tuned.shownAt3)}  (aim ${share(SHOWN_AIMS.shownAt3)}), quoted in three  ${share(tuned.hitAt3)}
  page in three   ${share(tuned.pageAt3)}
  false answers   ${tuned.falseAnswers}  (aim ${SHOWN_AIMS.falseAnswers})`);

for (const split of SPLITS) {
  const report = evaluate(
    questions.filter((question) => question.split === split),
    search,
  );
  const bound = split === 'dev' ? 'aim' : 'floor';
  console.log(`
${split}: ${report.answerable} answerable, ${report.unanswerable} unanswerable — ${verdict(meets(report, BOUNDS[split]))}
  hit@1           ${share(report.hitAt1)}  (${bound} ${share(BOUNDS[split].hitAt1)}), shown@1 ${share(report.shownAt1)}
  hit@3           ${share(report.hitAt3)}  (${bound} ${share(BOUNDS[split].hitAt3)}), shown@3 ${share(report.shownAt3)}
  false answers   ${report.falseAnswers}  (${bound} ${BOUNDS[split].falseAnswers})
  missed answers  ${report.missedAnswers}
  p95 query time  ${report.p95Ms.toFixed(2)} ms`);
  if (is('--faults')) printFaults(report);
}
