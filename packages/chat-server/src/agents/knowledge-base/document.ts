/** One page of the knowledge base. */
export interface KnowledgeDocument {
  /**
   * Where the page can be read, without an anchor. Absolute, where the official renderer shows the sources: its frame
   * has another origin than the page.
   */
  url: string;
  /** Where the file lies, as other files link to it: `guides/returns.md`. Default: the path of the URL. */
  path?: string;
  /** Default: `title` of the front matter, else the first heading, else the URL. */
  title?: string;
  markdown: string;
}
