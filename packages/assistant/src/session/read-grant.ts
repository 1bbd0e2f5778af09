import { AssistantError } from '../shared/errors.ts';
import { cut } from '../shared/trace.ts';
import type { SessionGrant } from './types.ts';

/** No session is longer than this, in characters; whatever is, is not read to its end. */
const LONGEST = 65_536;

/** A session that somebody made, as far as it can be used. */
export const isGrant = (value: unknown): value is SessionGrant => {
  const secret: unknown = (value as Partial<SessionGrant> | null)?.client_secret;
  return typeof secret === 'string' && secret !== '';
};

/**
 * The session in an answer. What is wrong with one is worked out by `refusal.ts`, which comes for that.
 *
 * @throws {AssistantError} `session-refused` (401, 403), `session-failed`, and for what is no session in an answer of 200
 *   `session-html`, `session-empty`, `session-bare-string`, `session-secret-missing`, `session-too-large`,
 *   `session-malformed`.
 */
export async function readGrant(response: Response, from: string): Promise<SessionGrant> {
  const text = response.ok ? (await readText(response)).trim() : '';
  const type = response.headers.get('content-type')?.split(';')[0];
  const grant = type !== 'text/html' && text.length <= LONGEST && parse(text);
  if (isGrant(grant)) return grant;
  const refusal = await import('./refusal.ts').catch(() => null);
  throw (
    refusal?.refusalOf({ response, from, type, text, longest: LONGEST }, cut) ??
    new AssistantError('session-failed', `${from} answered ${response.status}.`)
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
