import type { User } from './authenticate.ts';

/** What a person has dictated. */
export interface Recording {
  audio: Uint8Array<ArrayBuffer>;
  /** As the browser names it: `audio/webm;codecs=opus`. */
  mimeType: string;
  /** The type alone. */
  mediaType: (typeof recordingTypes)[number];
  user: User;
  /** BCP 47 tag of the language that the person most likely speaks. */
  locale: string;
  signal: AbortSignal;
}

/** Writes down what was said. */
export type Transcribe = (recording: Recording) => Promise<string> | string;

/** What browsers record. */
export const recordingTypes = ['audio/webm', 'audio/mp4', 'audio/ogg'] as const;
