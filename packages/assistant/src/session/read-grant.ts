import { AssistantError, type AssistantErrorCode } from '../shared/errors.ts';
import { cut } from '../shared/trace.ts';
import type { SessionGrant } from './types.ts';

/** No session is longer than this, in characters; whatever is, is not read to its end. */
const LONGEST = 65_536;

const EXPECTED = 'Expected JSON like { "client_secret": "…", "expires_in": 600 }.';

/**
 * The session in an answer of 200. What was got is named in the error, cut short: a secret under another name must not
 * end up in a log.
 *
 * @throws {AssistantError} `session-html`, `session-empty`, `session-bare-string`, `session-secret-missing`,
 *   `session-too-large`, `session-malformed`.
 */
export async function readGrant(response: Response, from: string): Promise<SessionGrant> {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const refuse = (code: AssistantErrorCode, got: string): never => {
    throw new AssistantError(code, `${from} answered ${response.status} (${type}) with ${got}. ${EXPECTED}`);
  };
  const text = (await readText(response)).trim();
  if (text.length > LONGEST) return refuse('session-too-large', `more than ${LONGEST} characters`);
  if (text === '') return refuse('session-empty', 'an empty body');
  const page = /^<(!doctype|html|head|body)\b/i.test(text);
  if (page || type === 'text/html')
    return refuse('session-html', `a page that begins ${JSON.stringify(text.slice(0, 40))}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('session-malformed', `${JSON.stringify(cut(text))}, which is no JSON`);
  }
  return checkGrant(value, refuse);
}

/** A grant that somebody made, checked. A bare string is no grant here, since only a `sessionFetcher` may give one. */
export function checkGrant(value: unknown, refuse: (code: AssistantErrorCode, got: string) => never): SessionGrant {
  if (typeof value === 'string') return refuse('session-bare-string', `the string ${JSON.stringify(cut(value))}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('session-malformed', Array.isArray(value) ? 'a list' : String(value));
  }
  const { client_secret } = value as Partial<SessionGrant>;
  if (typeof client_secret === 'string' && client_secret !== '') return value as SessionGrant;
  const fields = Object.entries(value).map(([name, each]) => `${name} (${each === '' ? 'empty' : typeof each})`);
  return refuse('session-secret-missing', `these fields: ${fields.slice(0, 12).join(', ').slice(0, 200) || 'none'}`);
}

/** The body as text, and no more of it than it takes to know that it is too long. */
async function readText(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.length <= LONGEST) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
  }
  void reader.cancel().catch(() => {});
  return text;
}
