import type { FileSource, Task, UrlSource } from '@kb-assistant/protocol';

/** What OpenAI runs itself, as it comes from the wire. Only what is shown is named here. */
interface HostedCall {
  type?: string;
  name?: unknown;
  queries?: unknown;
  results?: unknown;
  action?: { query?: unknown; queries?: unknown; url?: unknown; sources?: unknown } | null;
}

/**
 * The step that a call of OpenAI's own tools is shown as: a search with what was searched for, anything else by its
 * name. `null` for what is no such call.
 */
export function hostedTask(call: HostedCall, titleOf: (name: string) => string): Task | null {
  const name = /^(\w+)_call$/.exec(call.type ?? '')?.[1];
  if (!name || name === 'function' || name === 'computer') return null;
  if (name === 'web_search') {
    const queries = texts([call.action?.query, ...list(call.action?.queries)]);
    const sources = texts([call.action?.url, ...list(call.action?.sources).map((each) => fieldOf(each, 'url'))])
      .filter((url) => URL.canParse(url))
      .map((url): UrlSource => ({ type: 'url', url, title: new URL(url).hostname }));
    return {
      type: 'web_search',
      title: titleOf(name),
      ...(queries[0] === undefined ? {} : { title_query: queries[0] }),
      queries,
      sources,
    };
  }
  if (name === 'file_search') {
    const files = texts(list(call.results).map((each) => fieldOf(each, 'filename')));
    return {
      type: 'file',
      title: titleOf(name),
      sources: files.map((filename): FileSource => ({ type: 'file', title: filename, filename })),
    };
  }
  return { type: 'custom', title: titleOf(name === 'mcp' && typeof call.name === 'string' ? call.name : name) };
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const fieldOf = (value: unknown, field: string): unknown => (value as Record<string, unknown> | null)?.[field];

const texts = (values: unknown[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string' && value !== '')),
];

/** `search_knowledge_base` and `searchKnowledgeBase` are “Search knowledge base”. */
export function spokenName(name: string): string {
  const words = name
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ')
    .replace(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
