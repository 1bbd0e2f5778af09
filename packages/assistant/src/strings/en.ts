/** Every word of the shell. */
export interface Strings {
  heading: string;
  greeting: string;
  placeholder: string;
  open: (heading: string) => string;
  close: (heading: string) => string;
  history: string;
  newChat: string;
  connecting: string;
  failed: string;
  failedHelp: string;
  retry: string;
}

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
};
