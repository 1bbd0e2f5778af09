/** Fetched where a page has settings in JSON, or something on its tag that is no setting. */
import { PROPERTIES } from '../config/attributes.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { DOCS } from '../shared/errors.ts';
import { warnOnce } from '../shared/warn.ts';
import { nearestName } from './nearest-name.ts';
import { noSetting } from './no-setting.ts';

/** What pages and their tools put on any script of theirs, and what any element has. */
const FOREIGN =
  /^(kb-|turbo|turbolinks|swup|astro|cf|cookie|consent|src$|type$|gtm|n-head|hid$|category|nscript|test|qa$|cy$|key$|id$|class$|style$|lang$|dir$)/;

const ATTRIBUTES = Object.values(PROPERTIES).flatMap(({ attribute }) => attribute || []);

/** Names that a tag carries and that are no attribute of the element: told once, with the one that was meant. */
export const checkTags = (tags: Iterable<HTMLScriptElement>): void => Array.from(tags).forEach(checkTag);

function checkTag(tag: HTMLScriptElement): void {
  const names = tag.getAttributeNames().filter((name) => name.startsWith('data-'));
  const settings = names.map((name) => name.slice(5));
  const makesNone = !names.some((name) => name.endsWith('-url')) && !document.querySelector('kb-assistant');
  if (makesNone && settings.some((setting) => ATTRIBUTES.includes(setting))) {
    warnOnce(
      'tag',
      `The script tag makes an assistant where it has data-api-url or data-session-url; it has ${names.join(', ')}, and there is no <kb-assistant> on the page. See ${DOCS}/script-tag.md`,
    );
  }
  for (const setting of settings) {
    if (FOREIGN.test(setting) || ATTRIBUTES.includes(setting)) continue;
    const meant = nearestName(setting, ATTRIBUTES);
    warnOnce(
      `tag-${setting}`,
      `The script tag has data-${setting}, and there is no such setting. ${meant ? `Did you mean data-${meant}? ` : ''}See ${DOCS}/configuration.md`,
    );
  }
}

/**
 * Gives the page's assistants what its `<script type="application/json" data-kb-assistant>` says: objects that no
 * attribute can hold. What cannot be read is told with its place, and all the rest works without it.
 */
export function applyJson(script: Element, hosts: Iterable<KbAssistant>): void {
  const text = script.textContent ?? '';
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    warnOnce(
      'json',
      `The JSON in <script data-kb-assistant> cannot be read${placeOf(text, error)}: ${(error as Error).message}`,
    );
    return;
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    warnOnce(
      'json',
      `<script data-kb-assistant> should hold an object such as { "prompts": [] }; got ${text.trim().slice(0, 40)}`,
    );
    return;
  }
  const known: [string, unknown][] = [];
  for (const entry of Object.entries(settings)) {
    if (Object.hasOwn(PROPERTIES, entry[0])) known.push(entry);
    else noSetting('<script data-kb-assistant>', entry[0]);
  }
  for (const host of hosts) Object.assign(host, Object.fromEntries(known));
}

/** Engines name the place in different ways, and some not at all: where it is named, as line and column. */
function placeOf(text: string, error: unknown): string {
  const message = (error as Error).message;
  if (/line \d+/.test(message)) return '';
  const position = /position (\d+)/.exec(message)?.[1] ?? firstProblem(text);
  const before = text.slice(0, Number(position)).split('\n');
  return ` at line ${before.length} column ${before.at(-1)!.length + 1}`;
}

/** Where the longest beginning ends that some JSON could begin with: found by trying what would complete it. */
function firstProblem(text: string): number {
  // An engine that names no place says "Unexpected EOF" for a text that only stops too early.
  for (let end = text.length; end > 0; end -= 1) {
    try {
      JSON.parse(text.slice(0, end));
      return end;
    } catch (error) {
      if (/EOF|end of/i.test((error as Error).message)) return end;
    }
  }
  return 0;
}
