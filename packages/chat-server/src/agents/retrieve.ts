import type { Turn } from '../agent.ts';

/** A piece of text that an answer may be taken from. */
export interface RetrievedPassage {
  /** What the source is called where it is shown. */
  title: string;
  /** Where it can be read. Without it, the source is shown by its title alone. */
  url?: string;
  text: string;
}

export interface RetrieveOptions {
  /** The person's earlier messages, oldest first: a follow-up cannot be understood without them. */
  earlier?: readonly string[];
  /** At most so many passages. Default 6. */
  limit?: number;
  /** Whose question it is, for a search that gives each person what they may see. Absent outside of a chat. */
  turn?: Turn;
}

/**
 * Finds the passages to answer a question from, best first.
 *
 * @example
 * const retrieve: Retrieve = async (question, { limit = 6 } = {}) => {
 *   const rows = await db.query('SELECT title, url, text FROM pages ORDER BY embedding <=> $1 LIMIT $2', [await embed(question), limit]);
 *   return rows;
 * };
 */
export type Retrieve = (
  question: string,
  options?: RetrieveOptions,
) => Promise<readonly RetrievedPassage[]> | readonly RetrievedPassage[];
