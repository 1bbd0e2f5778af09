import type { UserMessageContent } from '@kb-assistant/protocol';
import { Checker, type OptionError } from '../options/check.ts';
import { readMessageContent } from '../options/read-start-screen.ts';

/** For what the types forbid, and a page without types may do all the same. */
export function assertType(fits: boolean, message: string): void {
  if (!fits) throw new TypeError(message);
}

/** What a page wants said, whichever way it said so. */
export function messageContent(params: { text?: string; content?: unknown }, method: string): UserMessageContent[] {
  assertType(typeof params === 'object' && params !== null, `${method} expects an object, e.g. { text: "Hello" }.`);
  const problems: OptionError[] = [];
  const check = new Checker((problem) => problems.push(problem));
  const content =
    params.content === undefined
      ? readMessageContent(params.text ?? '', `${method}.text`, check)
      : readMessageContent(params.content, `${method}.content`, check);
  assertType(problems.length === 0, problems[0]?.message ?? '');
  return content;
}
