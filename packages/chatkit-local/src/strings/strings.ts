/** A language. What it has no word for is said in English; a test sees that it has them all. */
export type Translation = Partial<Strings>;

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
  attach: string;
  dropHere: string;
  removeFile: string;
  uploading: string;
  uploadFailed: string;
  /** With `{name}` and `{size}`. */
  tooLarge: string;
  /** With `{count}`. */
  tooMany: string;
  /** With `{name}`. */
  wrongType: string;
  tools: string;
  model: string;
  mention: string;
  suggestions: string;
  searching: string;
  nothingFound: string;
  dictate: string;
  recording: string;
  finishDictation: string;
  transcribing: string;
  noMicrophone: string;
  dictationFailed: string;
  clear: string;
  choose: string;
  /** Of a field whose text does not fit its pattern. */
  wrongFormat: string;
  /** Where a part of the element could not be fetched. */
  partFailed: string;
  working: string;
  /** Over the steps of an answer that have no title. */
  worked: string;
  /** `{time}` is a duration, as the language writes it. */
  thoughtFor: string;
  searchedWeb: string;
  lookedAtFiles: string;
  madeImage: string;
  image: string;
  drawing: string;
  /** `{name}` is a tool of the page. */
  usingTool: string;
  goOn: string;
  skip: string;
  skipped: string;
  yourAnswer: string;
  anyNumber: string;
}
