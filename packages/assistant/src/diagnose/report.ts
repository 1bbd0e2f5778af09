import { type Check, CHECKS, type CheckId, type Diagnosis, type Verdict } from './types.ts';

const DOCS = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs/errors';
const MARKS: Record<Verdict, string> = { fail: '✗', warn: '!', pass: '✓' };
const VERDICTS = ['fail', 'warn', 'pass'] as const;
const ORDER = Object.keys(CHECKS) as CheckId[];

/**
 * The report: what keeps the chat from coming up first, in the order in which it comes up, since what fails first is
 * often why the rest does.
 *
 * @param about where and when: one line under the verdict.
 * @param secrets what must not be in it, whatever a server echoes.
 */
export function makeReport(found: readonly Check[], about: string, secrets: readonly string[] = []): Diagnosis {
  const checks = found
    .map((check) => withoutSecrets(check, secrets))
    .toSorted(
      (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || ORDER.indexOf(a.id) - ORDER.indexOf(b.id),
    );
  const verdict = checks[0]?.verdict ?? 'pass';
  const text = [headline(checks), about, '', ...checks.map(line)].join('\n');
  return { verdict, checks, text };
}

function headline(checks: readonly Check[]): string {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const [fails, warns] = [count('fail'), count('warn')];
  const warnings = warns === 0 ? '' : `${warns} ${warns === 1 ? 'warning' : 'warnings'}`;
  const first = checks[0];
  if (fails === 0 || !first) return `kb-assistant: nothing is wrong${warnings && `, ${warnings}`}.`;
  const problems = `${fails} ${fails === 1 ? 'problem' : 'problems'}`;
  return `kb-assistant: ${problems}${warnings && `, ${warnings}`}. Start with: ${CHECKS[first.id]}.`;
}

function line({ id, verdict, found, fix, code }: Check): string {
  const lines = [`${MARKS[verdict]} ${CHECKS[id]}: ${found}`];
  if (fix) lines.push(`  → ${fix}`);
  if (code) lines.push(`  → ${DOCS}/${code}.md`);
  return lines.join('\n');
}

/** No check puts a secret in. A server may: an error message that quotes the token it refused, for one. */
function withoutSecrets(check: Check, secrets: readonly string[]): Check {
  const cut = (text: string): string =>
    secrets
      .filter((secret) => secret.length > 4)
      .reduce((all, secret) => all.replaceAll(secret, `${secret.slice(0, 4)}…`), text);
  return { ...check, found: cut(check.found), ...(check.fix ? { fix: cut(check.fix) } : {}) };
}

/** Prints it where a developer looks: grouped, each line at the level of its verdict. */
export function printReport({ checks, text }: Diagnosis): void {
  const [head = '', about = ''] = text.split('\n');
  console.group(head);
  console.info(about);
  const print = { fail: console.error, warn: console.warn, pass: console.info } as const;
  for (const check of checks) print[check.verdict](line(check));
  console.groupEnd();
}
