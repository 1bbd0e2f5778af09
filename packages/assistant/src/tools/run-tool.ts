import { switchTheme } from './switch-theme.ts';
import type { ClientToolDefinition, ToolHooks, ToolOutcome } from './types.ts';

/** What the agent calls. */
export interface ToolRequest {
  name: string;
  params: Record<string, unknown>;
}

const TIMEOUT_MS = 60_000;

/** A call that came to nothing, and the words for the agent. */
class ToolFailure extends Error {
  readonly outcome: ToolOutcome;

  constructor(outcome: ToolOutcome, message: string) {
    super(message);
    this.outcome = outcome;
  }
}

/**
 * Runs the tool that the agent named: checked, then agreed to, then run. The agent is always answered: whatever goes
 * wrong becomes `{ error }`, since an agent that waits for an answer waits for ever.
 */
export async function runTool(request: ToolRequest, hooks: ToolHooks): Promise<Record<string, unknown>> {
  const { name } = request;
  const params = request.params ?? {};
  const startedAt = performance.now();
  let outcome: ToolOutcome = 'done';
  let answer: Record<string, unknown>;
  try {
    answer = await answerOf(name, params, hooks);
  } catch (error) {
    outcome = error instanceof ToolFailure ? error.outcome : 'failed';
    answer = { error: error instanceof Error ? error.message : String(error) };
    if (outcome === 'failed') console.error(`[kb-assistant] The tool "${name.slice(0, 100)}" failed.`, error);
  }
  hooks.onCall({
    name: name.slice(0, 100),
    outcome,
    params: Object.keys(params),
    durationMs: Math.round(performance.now() - startedAt),
  });
  return answer;
}

async function answerOf(
  name: string,
  given: Record<string, unknown>,
  { tools, setColorScheme, ask }: ToolHooks,
): Promise<Record<string, unknown>> {
  const all = { ...switchTheme(setColorScheme), ...tools() };
  const tool = Object.hasOwn(all, name) ? all[name] : undefined;
  const definition: Partial<ClientToolDefinition> = (typeof tool === 'function' ? { handler: tool } : tool) ?? {};
  const { handler, confirm = false, timeoutMs = TIMEOUT_MS } = definition;
  if (typeof handler !== 'function') throw new ToolFailure('unknown', `This page has no tool "${name}".`);

  const params = await check(definition.validate, given);
  const question = typeof confirm === 'function' ? confirm(params) : confirm;
  if (question !== false) {
    const text = typeof question === 'string' ? question : null;
    if (!(await ask({ name, text, params }))) throw new ToolFailure('declined', 'The person said no.');
  }
  return asAnswer(await within(timeoutMs, handler(params)));
}

/** The arguments to go on with, which a schema may have completed. */
async function check(
  validate: ClientToolDefinition['validate'],
  params: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (!validate) return params;
  const wrong = (reason: string): ToolFailure => new ToolFailure('invalid', `Invalid arguments: ${reason}`);
  // Some libraries make their schemas functions; a schema is one whatever else it is.
  if ('~standard' in validate) {
    const result = await validate['~standard'].validate(params);
    if (result.issues) throw wrong(result.issues.map(({ message }) => message).join(' '));
    return result.value as Record<string, unknown>;
  }
  let verdict: unknown;
  try {
    verdict = await validate(params);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  if (typeof verdict === 'string' && verdict !== '') throw wrong(verdict);
  if (verdict === false) throw wrong('the page refused them.');
  return params;
}

/** Plain data, since it goes to a frame and a server: what cannot go is named here, and not lost there. */
function asAnswer(result: unknown): Record<string, unknown> {
  let json: string | undefined;
  try {
    json = JSON.stringify(result);
  } catch (cause) {
    throw new Error(`The tool ran, and gave something that is no plain data: ${String(cause)}`, { cause });
  }
  const data: unknown = json === undefined ? {} : JSON.parse(json);
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return isObject ? (data as Record<string, unknown>) : { result: data };
}

async function within<T>(ms: number, promise: T | Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The tool did not answer within ${ms / 1000} s.`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
