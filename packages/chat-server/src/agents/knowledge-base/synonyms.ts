/**
 * Words that people use for the same thing, whatever the pages are about. In one group each word finds the others.
 * Spelling variants and everyday verbs only: what a product calls its things belongs into the options.
 */
export const defaultSynonyms: readonly (readonly string[])[] = [
  ['colour', 'color'],
  ['behaviour', 'behavior'],
  ['centre', 'center'],
  ['mobile', 'phone', 'smartphone'],
  ['remove', 'delete', 'erase'],
  ['hide', 'disable', 'rid'],
  ['change', 'modify', 'edit'],
  ['save', 'store', 'keep'],
  ['login', 'signin', 'sign-in'],
  ['website', 'site', 'page'],
  ['user', 'visitor', 'customer', 'people', 'person'],
  ['chat', 'conversation', 'thread'],
  ['error', 'fail', 'failure', 'exception', 'crash'],
  ['database', 'db'],
  ['answer', 'reply', 'response'],
  ['folder', 'directory'],
  ['image', 'picture'],
  ['split', 'cut', 'divide'],
  ['begin', 'start', 'launch'],
  ['reload', 'refresh'],
  ['renew', 'renewal'],
  ['end', 'finish', 'shutdown', 'discontinue'],
  ['expire', 'expiry', 'expiration'],
  ['size', 'wide', 'width', 'large'],
  ['connect', 'integrate', 'integration', 'plug'],
  // What people call a chat assistant and its button, on whatever site.
  ['assistant', 'widget', 'chatbot', 'bot'],
  ['launcher', 'bubble'],
];
