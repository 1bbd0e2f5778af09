import type { Strings } from './strings.ts';

/** Whole messages, in lower case and without punctuation, that ask for nothing the pages could answer. */
const SMALL_TALK: [reply: keyof Strings, pattern: RegExp][] = [
  [
    'greeting',
    /^(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|hallo|guten (?:morgen|tag|abend)|moin|bonjour|bonsoir|salut|hola|buenos dias|buenas (?:tardes|noches))(?: (?:there|all|everyone|zusammen))?$/,
  ],
  [
    'thanks',
    /^(?:(?:ok|okay|great|perfect|cool|super) )?(?:thanks|thank you|thx|ty|cheers|danke|vielen dank|merci|gracias)(?: (?:a lot|so much|very much|you|schon|beaucoup))?$/,
  ],
  [
    'about',
    /^(?:who are you|what are you|what can you do|what do you do|are you (?:an? )?(?:bot|robot|human|ai|person|real person|real)|how can you help(?: me)?|help|wer bist du|was kannst du|qui es tu|quien eres)$/,
  ],
];

/** Which of our own words a message is answered with; none where it is a question. */
export function smallTalk(text: string): keyof Strings | undefined {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return SMALL_TALK.find(([, pattern]) => pattern.test(plain))?.[0];
}
