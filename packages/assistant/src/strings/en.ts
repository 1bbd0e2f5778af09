import type { Strings } from './strings.ts';

/** The words of the shell where no other language is asked for, by their names in `strings`. */
export const en: Strings = {
  heading: 'Assistant',
  greeting: 'How can I help?',
  placeholder: 'Ask a question…',
  open: (heading) => `Open ${heading}`,
  close: (heading) => `Close ${heading}`,
  history: 'History',
  newChat: 'New chat',
  expand: 'Expand',
  resize: 'Resize: use the arrow keys',
  dismiss: 'Dismiss',
  answering: 'Answering…',
  unread: (count) => (count === 1 ? '1 new answer' : `${count} new answers`),
  offline: 'No connection',
  move: 'Move it to another corner with Ctrl and the arrow keys.',
  connecting: 'Connecting…',
  failed: 'The assistant could not be reached',
  failedHelp: 'Check your connection and try again. If it keeps happening, send the details to the owner of this site.',
  offlineHelp: 'It goes on by itself when the connection is back.',
  signInFailed: 'You are not signed in',
  signInHelp: 'Sign in on this site, then try again.',
  setupFailed: 'The assistant is not available',
  setupHelp: 'It is not your fault: something has to be set up. Please send the details to the owner of this site.',
  spare: 'A backup chat is in use',
  details: 'Details',
  copyDetails: 'Copy details',
  copied: 'Copied',
  retry: 'Try again',
  allowTitle: 'May the assistant do this?',
  allowText: (name) => `It wants to use “${name}” on this page.`,
  allow: 'Allow',
  decline: 'Not now',
  consentTitle: 'Start the chat?',
  consentText: (hosts) =>
    hosts
      ? `It loads the chat from ${hosts}, and remembers your conversation.`
      : 'It loads the chat, and remembers your conversation.',
  consentYes: 'Start',
  noSession: 'You could not be connected. Reload the page and try again.',
};
