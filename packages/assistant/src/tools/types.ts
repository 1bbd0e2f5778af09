/** Does what the agent asks of the page, and says how it went; nothing to say is `{}`. */
export type ClientToolHandler = (params: Record<string, unknown>) => unknown;

/** A validator of any library that speaks Standard Schema (https://standardschema.dev), such as Zod or Valibot. */
export interface ToolSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => ToolSchemaResult | Promise<ToolSchemaResult>;
  };
}

type ToolSchemaResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/** A tool that is checked, or asked about, before it runs. */
export interface ClientToolDefinition {
  handler: ClientToolHandler;
  /**
   * Asks the person before the tool runs: `true` for a general question with the arguments, a text for one of your own,
   * or a function that gives either, and `false` where these arguments need no question. Default: no question.
   */
  confirm?: boolean | string | ((params: Record<string, unknown>) => boolean | string);
  /**
   * Checks the arguments: a schema, or a function that returns what is wrong with them (a text, or `false`). A wrong
   * call does not run, and the agent is told why.
   */
  validate?: ToolSchema | ((params: Record<string, unknown>) => unknown);
  /** How long the handler may take, in milliseconds, before the agent is told that it failed. Default 60,000. */
  timeoutMs?: number;
}

export type ClientTool = ClientToolHandler | ClientToolDefinition;

/** Tools by the name under which the agent calls them. */
export type ClientTools = Readonly<Record<string, ClientTool>>;

/** What became of a call: `done`; `failed` by itself; `declined` by the person; `invalid` arguments; `unknown` tool. */
export type ToolOutcome = 'done' | 'failed' | 'declined' | 'invalid' | 'unknown';

/** What `kb-tool` tells of a call. The values of the arguments are nobody's business but the tool's. */
export interface ToolCall {
  name: string;
  outcome: ToolOutcome;
  /** The names of the arguments. */
  params: string[];
  /** From the agent's asking to its answer, in milliseconds; a question to the person included. */
  durationMs: number;
}

/** A question to the person, before a tool runs. */
export interface ToolQuestion {
  name: string;
  /** The site's own words, where it has some. */
  text: string | null;
  params: Record<string, unknown>;
}

export interface ToolHooks {
  /** The site's tools of now. */
  tools(): ClientTools;
  /** Light or dark, as the tool asks that every page has. */
  setColorScheme(scheme: 'light' | 'dark'): void;
  /** Whether the person agrees. */
  ask(question: ToolQuestion): Promise<boolean>;
  onCall(call: ToolCall): void;
}
