/** What is wrong with an answer, or with a session: fetched when there is something wrong. */
import { AssistantError } from '../shared/errors.ts';
import { type PartErrorCode, worded } from '../shared/part-errors.ts';
import type { cut } from '../shared/trace.ts';

const EXPECTED = 'Expected JSON like { "client_secret": "…", "expires_in": 600 }.';

/** Those that pass by themselves. */
const RETRIED = new Set([408, 425, 429]);

/** A failure that carries what is needed to decide on another try. */
export class SessionResponseError extends AssistantError {
  readonly status: number;
  /** Whether another try may end otherwise. */
  readonly passing: boolean;
  /** What `Retry-After` said, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(code: AssistantError['code'], detail: string, { status, headers }: Response) {
    super(code, detail);
    this.status = status;
    this.passing = RETRIED.has(status) || status >= 500;
    this.retryAfterMs = retryAfter(headers.get('retry-after'));
  }
}

function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

interface Answer {
  response: Response;
  /** What was asked. */
  from: string;
  type: string | undefined;
  /** Of an answer of 200, and no more of it than it takes to know that it is too long. */
  text: string;
  /** How long a session may be. */
  longest: number;
}

/**
 * Why there is no session in an answer. What was got is named, cut short: a secret under another name must not end up in
 * a log.
 *
 * @param shown cuts it. Handed over, as all that the element has: a bundler would make a file of what both import.
 */
export function refusalOf(answer: Answer, shown: typeof cut): AssistantError {
  const { response, from, type = 'no content type' } = answer;
  const { ok, status } = response;
  if (!ok) {
    const detail = `${from} answered ${status}.`;
    return status === 401 || status === 403
      ? new SessionResponseError('session-refused', worded('session-refused', detail), response)
      : new SessionResponseError('session-failed', detail, response);
  }
  const [code, got] = problemOf(answer, shown);
  return new AssistantError(code, worded(code, `${from} answered ${status} (${type}) with ${got}. ${EXPECTED}`));
}

/** Why something that a `sessionFetcher` gave is no session. */
export const fetcherRefusal = (given: unknown, shown: typeof cut): AssistantError => {
  const [code, got] = grantProblem(given, shown);
  return new AssistantError(
    code,
    worded(code, `The sessionFetcher gave ${got}. Expected a secret, or { client_secret }.`),
  );
};

type Problem = [code: PartErrorCode, got: string];

function problemOf({ text, type, longest }: Answer, shown: typeof cut): Problem {
  if (text.length > longest) return ['session-too-large', `more than ${longest} characters`];
  if (text === '') return ['session-empty', 'an empty body'];
  const page = /^<(!doctype|html|head|body)\b/i.test(text);
  if (page || type === 'text/html') return ['session-html', `a page that begins ${JSON.stringify(text.slice(0, 40))}`];
  try {
    return grantProblem(JSON.parse(text), shown);
  } catch {
    return ['session-malformed', `${JSON.stringify(shown(text))}, which is no JSON`];
  }
}

function grantProblem(value: unknown, shown: typeof cut): Problem {
  if (typeof value === 'string') return ['session-bare-string', `the string ${JSON.stringify(shown(value))}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return ['session-malformed', Array.isArray(value) ? 'a list' : String(value)];
  }
  const fields = Object.entries(value).map(([name, each]) => `${name} (${each === '' ? 'empty' : typeof each})`);
  return ['session-secret-missing', `these fields: ${fields.slice(0, 12).join(', ').slice(0, 200) || 'none'}`];
}
