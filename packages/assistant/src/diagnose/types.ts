import type { AssistantErrorCode } from '../shared/errors.ts';

/** `warn` is what works now and may not for everybody; `fail` is what keeps the chat from coming up. */
export type Verdict = 'pass' | 'warn' | 'fail';

/** Each check by its id, and its title in the report; in the order in which a chat comes up. */
export const CHECKS = {
  settings: 'Settings',
  consent: 'Consent',
  'secure-page': 'Secure page',
  'domain-key': 'Domain key',
  script: 'Chat script',
  element: 'Chat element',
  policy: 'Content security policy',
  frame: 'Chat frame',
  session: 'Session endpoint',
  'session-answer': 'Session',
  'session-cors': 'Session endpoint, other origins',
  clock: 'Clocks',
  chat: 'Chat endpoint',
  'chat-answer': 'Chat protocol',
  'chat-cors': 'Chat endpoint, other origins',
  stream: 'Streamed answer',
  storage: 'Storage',
  versions: 'Versions',
} as const satisfies Record<string, string>;

export type CheckId = keyof typeof CHECKS;

/** One line of the report. */
export interface Check {
  id: CheckId;
  verdict: Verdict;
  /** What was found. No secret is in it. */
  found: string;
  /** What to do, where there is something. */
  fix?: string;
  /** The code of the error that this would be, with a page in docs/errors. */
  code?: AssistantErrorCode;
}

/** What `diagnose()` found. */
export interface Diagnosis {
  /** The worst of all checks. */
  verdict: Verdict;
  checks: readonly Check[];
  /** The report in words, to print or to send to somebody. */
  text: string;
}

/** What is asked of an endpoint. */
export interface Ask {
  url: string;
  body: string;
  headers: Headers;
  credentials: RequestCredentials;
  /** Aborts when it takes too long, also while the body is read. */
  signal: AbortSignal;
}

/** Why there was no answer. */
export type NoAnswer = 'cors' | 'cors-or-gone' | 'policy' | 'mixed-content' | 'offline' | 'timeout' | 'unreachable';

/** How asking went. */
export type Exchange =
  { kind: 'answered'; response: Response; firstByteMs: number } | { kind: 'failed'; reason: NoAnswer; detail: string };

/** Asks an endpoint: a page does it with its browser's rules, a terminal without. */
export type Probe = (ask: Ask) => Promise<Exchange>;

/** Where an endpoint is, and whose page asks it. */
export interface Endpoint {
  /** As it was configured. */
  url: string;
  /** The origin of the page. */
  origin: string;
  /** Credentials of the visitor that go along, besides cookies. */
  auth: Headers;
  credentials: RequestCredentials;
}
