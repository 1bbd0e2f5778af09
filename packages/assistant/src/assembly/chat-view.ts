import type { ChatState } from '../chatkit/state.ts';
import type { FailureView } from '../panel/failure.ts';
import type { AssistantErrorCode } from '../shared/errors.ts';
import type { Strings } from '../strings/strings.ts';

/** What the header says of the chat, where there is something to say. */
export function stateLine({ status, up }: ChatState, spareNotice: boolean, strings: Strings): string | null {
  if (status === 'offline') return strings.offline;
  if (status === 'connecting') return strings.connecting;
  return up && spareNotice ? strings.spare : null;
}

/** What a person can do something about; everything else is for the owner of the site to mend. */
const OF_THE_NETWORK: ReadonlySet<AssistantErrorCode> = new Set([
  'renderer-unreachable',
  'renderer-timeout',
  'frame-timeout',
  'chat-lost',
  'session-unreachable',
  'session-timeout',
  'session-failed',
]);
const OF_THE_SIGN_IN: ReadonlySet<AssistantErrorCode> = new Set(['session-refused', 'auth-failed']);

/** What stands in the place of a chat that failed, in words for the person who sees it. */
export function failureOf(
  { status, error, spare }: ChatState,
  strings: Strings,
  { report, ...handlers }: Pick<FailureView, 'onRetry' | 'onDetails'> & { report: string | null },
): FailureView | null {
  if (status !== 'failed' && status !== 'offline') return null;
  const told = error ? `${error.code}${spare ? ' (fallback)' : ''}\n${error.message}` : null;
  const details = told && report ? `${told}\n\n${report}` : told;
  const view = { strings, details, ...handlers };
  if (status === 'offline') return { ...view, title: strings.offline, help: strings.offlineHelp };
  const code = error?.code ?? 'chat-error';
  if (OF_THE_NETWORK.has(code)) return { ...view, title: strings.failed, help: strings.failedHelp };
  if (OF_THE_SIGN_IN.has(code)) return { ...view, title: strings.signInFailed, help: strings.signInHelp };
  return { ...view, title: strings.setupFailed, help: strings.setupHelp };
}
