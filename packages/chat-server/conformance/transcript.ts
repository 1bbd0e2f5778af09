import type { Notes, Pattern } from './match.ts';

/** What a server must have been set up with for a transcript. */
export type Need =
  /** Its agent follows the script of README.md. */
  | 'script'
  /** It takes attachments. */
  | 'attachments'
  /** It takes dictation. */
  | 'transcription'
  /** There are headers of a second user. */
  | 'second-user';

/** What is sent; fields may be made from what was learnt before. */
export interface Step {
  /** What this step shows, in a few words. */
  says: string;
  as?: 'second-user';
  /** The body, or what makes it. */
  send: Body | ((notes: Notes) => Body);
  /** The status; 200 where it is absent. Several where the protocol leaves it open. */
  status?: number | number[];
  /** The events of the answer in their order; others of the kinds that may stand anywhere are passed over. */
  events?: Expected[];
  /** The answer as one JSON document. */
  json?: Pattern;
  /** The answer to a file that is sent to the address that was noted as this. */
  upload?: { to: string; bytes: string; type: string };
}

/** A request of the protocol, or text that is none. */
export type Body = { type: string; params?: unknown; metadata?: unknown } | string;

/** An event, or any number of events that fit. */
export type Expected = { one: Pattern } | { many: Pattern };

export interface Transcript {
  name: string;
  needs?: Need[];
  steps: Step[];
}

export const one = (pattern: Pattern): Expected => ({ one: pattern });
export const many = (pattern: Pattern): Expected => ({ many: pattern });
