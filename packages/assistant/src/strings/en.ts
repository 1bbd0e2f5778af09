import type { Strings } from './strings.ts';

export const en: Strings = {
  heading: 'Assistant',
  greeting: 'How can I help?',
  placeholder: 'Ask a question…',
  open: (heading) => `Open ${heading}`,
  close: (heading) => `Close ${heading}`,
  history: 'History',
  newChat: 'New chat',
  connecting: 'Connecting…',
  failed: 'The assistant could not be reached',
  failedHelp: 'Check your connection and try again. If it keeps happening, tell the owner of this site the code below.',
  retry: 'Try again',
  noSession: 'You could not be connected. Reload the page and try again.',
};
