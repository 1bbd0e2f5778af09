import type { ChatKitOptions } from '@openai/chatkit';

type OnClientTool = NonNullable<ChatKitOptions['onClientTool']>;

/** Does what the agent asks of the page, and says how it went. */
export type ClientTool = (
  params: Record<string, unknown>,
) => Promise<Record<string, unknown>> | Record<string, unknown>;

/** Tools by the name under which the agent calls them. */
export type ClientTools = Readonly<Record<string, ClientTool>>;

/**
 * Runs the tool that the agent named. The agent is always answered: an unknown tool and one that throws
 * become an `error`, since an agent that waits for an answer waits for ever.
 */
export const runClientTool =
  (tools: () => ClientTools): OnClientTool =>
  async ({ name, params }) => {
    const all = tools();
    const tool = Object.hasOwn(all, name) ? all[name] : undefined;
    if (!tool) return { error: `This page has no tool "${name}".` };
    try {
      return await tool(params);
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
