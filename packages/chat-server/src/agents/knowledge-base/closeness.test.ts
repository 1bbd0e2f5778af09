import { describe, expect, it } from 'vitest';
import { createCloseness } from './closeness.ts';
import { splitIntoPassages } from './passages.ts';
import type { Concept } from './query.ts';
import { terms } from './terms.ts';

const passage = (markdown: string) => splitIntoPassages([{ url: '/a', markdown }])[0]!;
const concept = (...texts: string[]): Concept => ({
  weight: 1,
  share: 1,
  alternatives: texts.flatMap((text) => terms(text).map((term) => ({ term, sureness: 1 }))),
  parts: [],
});

const concepts = [concept('session'), concept('token', 'ticket'), concept('renew')];
const closeness = (question: string, markdown: string) => createCloseness()(question, concepts)(passage(markdown));

describe('how close the words of a question stand in a passage', () => {
  it.each([
    ['session token', 'A session token is short.', 1],
    ['session token', 'The token of the session.', 1],
    ['session token', 'A session ticket.', 1],
    ['session token', '## Session tokens\n\nThey are short.', 1],
    ['session token', 'A token is made. Later, a session begins.', 0],
    ['renew the session token', 'A session token is short.', 0.5],
    ['session token', '# Session\n\nToken.', 0],
    ['token', 'A session token.', 0],
    ['weather', 'A session token.', 0],
    ['session session', 'A session, a session.', 0],
  ])('“%s” in “%s”: %d', (question, markdown, share) => {
    expect(closeness(question, markdown)).toBe(share);
  });
});
