/** A language. What it has no word for is said in English; a test sees that it has them all. */
export type Translation = Partial<Strings>;

/** Every word of the shell. */
export interface Strings {
  heading: string;
  greeting: string;
  placeholder: string;
  open: (heading: string) => string;
  close: (heading: string) => string;
  history: string;
  newChat: string;
  expand: string;
  resize: string;
  /** Takes the teaser or the prompts away from above the launcher. */
  dismiss: string;
  answering: string;
  unread: (count: number) => string;
  offline: string;
  /** How the launcher is moved by keyboard, where it may be. */
  move: string;
  connecting: string;
  failed: string;
  failedHelp: string;
  offlineHelp: string;
  signInFailed: string;
  signInHelp: string;
  /** What only the owner of the site can mend. */
  setupFailed: string;
  setupHelp: string;
  /** Said once, when the spare renderer has taken over. */
  spare: string;
  details: string;
  copyDetails: string;
  copied: string;
  retry: string;
  /** Before a tool of the page runs. */
  allowTitle: string;
  allowText: (tool: string) => string;
  allow: string;
  decline: string;
  /** Before anything is loaded, where the site wants consent. */
  consentTitle: string;
  /** `hosts` is empty where all comes from the site itself. */
  consentText: (hosts: string) => string;
  consentYes: string;
  noSession: string;
}
