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
  noSession: string;
}
