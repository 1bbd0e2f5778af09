import type { ChatKitOptions } from '@openai/chatkit';
import type { ToolHooks } from './types.ts';

type OnClientTool = NonNullable<ChatKitOptions['onClientTool']>;

/** What ChatKit calls for the agent. Most visits call no tool, so what runs them comes with the first call. */
export const onClientTool =
  (hooks: ToolHooks): OnClientTool =>
  async (request) => {
    try {
      const { runTool } = await import('./run-tool.ts');
      return await runTool(request, hooks);
    } catch (error) {
      // The file did not come. The agent is answered all the same.
      return { error: `The page could not run its tools: ${String(error)}` };
    }
  };
