/**
 * Prints how well the knowledge base answers the labelled questions, and ends with 1 where an aim or a floor is missed.
 * `--faults` lists each question that went wrong.
 */
import { BOUNDS, evaluate, loadQuestions, loadSearch, meets, meetsShown, SHOWN_AIMS, SPLITS } from './evaluate.ts';

const questions = await loadQuestions();
const search = await loadSearch();
const share = (value: number) => value.toFixed(3);

console.log(`${search.passages.length} passages, ${questions.length} questions`);
const all = evaluate(questions, search);
if (!meetsShown(all)) process.exitCode = 1;
console.log(`
all: ${all.answerable} answerable, ${all.unanswerable} unanswerable — ${meetsShown(all) ? 'ok' : 'MISSED'}
  shown first     ${share(all.shownAt1)}  (aim ${share(SHOWN_AIMS.shownAt1)}), quoted first     ${share(all.hitAt1)}
  shown in three  ${share(all.shownAt3)}  (aim ${share(SHOWN_AIMS.shownAt3)}), quoted in three  ${share(all.hitAt3)}
  false answers   ${all.falseAnswers}  (aim ${SHOWN_AIMS.falseAnswers})`);

for (const split of SPLITS) {
  const report = evaluate(
    questions.filter((question) => question.split === split),
    search,
  );
  const bound = split === 'dev' ? 'aim' : 'floor';
  const isMet = meets(report, BOUNDS[split]);
  if (!isMet) process.exitCode = 1;
  console.log(`
${split}: ${report.answerable} answerable, ${report.unanswerable} unanswerable — ${isMet ? 'ok' : 'MISSED'}
  hit@1           ${share(report.hitAt1)}  (${bound} ${share(BOUNDS[split].hitAt1)})
  hit@3           ${share(report.hitAt3)}  (${bound} ${share(BOUNDS[split].hitAt3)})
  false answers   ${report.falseAnswers}  (${bound} ${BOUNDS[split].falseAnswers})
  missed answers  ${report.missedAnswers}
  p95 query time  ${report.p95Ms.toFixed(2)} ms`);
  if (!process.argv.includes('--faults')) continue;
  for (const { question, isAnswered, found } of report.faults) {
    console.log(`\n  ${question.id}: ${question.question}`);
    console.log(`    expected ${question.expected?.join(' or ') ?? 'no answer'}`);
    console.log(`    ${isAnswered ? 'answered' : 'no answer; nearest'} ${found.join(', ')}`);
  }
}
