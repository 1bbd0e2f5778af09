/** Every word of ours that a person can meet. */
export interface Strings {
  /** Name of the whole region, for screen readers. */
  chat: string;
  newChat: string;
  history: string;
  back: string;
  greeting: string;
  more: string;
  placeholder: string;
  send: string;
  stop: string;
  /** Before a message, for screen readers. */
  you: string;
  assistant: string;
  /** While nothing of an answer has come. */
  thinking: string;
  reconnecting: string;
  loading: string;
  copy: string;
  copied: string;
  copyCode: string;
  code: string;
  table: string;
  good: string;
  bad: string;
  retry: string;
  latest: string;
  sources: string;
  source: string;
  removeQuote: string;
  rename: string;
  title: string;
  save: string;
  cancel: string;
  delete: string;
  deleteQuestion: string;
  current: string;
  noHistory: string;
  noHistoryHint: string;
  loadMore: string;
  locked: string;
  closed: string;
  answerFailed: string;
  answerCut: string;
  changeFailed: string;
  offline: string;
  missing: string;
}
