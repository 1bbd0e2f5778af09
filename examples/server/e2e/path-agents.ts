import type { Agent } from '@kb-assistant/chat-server';
import type { AgentServersFile } from './agent-servers.ts';

/** What a test changes while the servers run. */
export const control = {
  /** How far the servers' clock is ahead, in milliseconds. */
  aheadMs: 0,
  /** Whether the flaky agent fails. */
  fails: true,
};

const echo: Agent = async function* (turn) {
  yield `You asked: ${turn.text}`;
};

/** Says something, and then nothing until it is stopped. */
const endless: Agent = async function* (turn) {
  yield 'It begins';
  await new Promise((resolve) => turn.signal.addEventListener('abort', resolve));
};

const flaky: Agent = async function* (turn) {
  yield 'Half of it';
  if (control.fails) throw new Error('the password of the database is hunter2');
  yield ` and the rest of ${turn.text}`;
};

const hostile: Agent = async function* () {
  yield 'Look: <img src=x onerror="window.hacked=1"> <script>window.hacked=1</script>\n\n';
  yield '[a link](javascript:window.hacked=1) <a href="javascript:window.hacked=1" onclick="window.hacked=1">b</a> done.';
};

export const agents = { echo, endless, flaky, hostile };

export const now = (): number => Date.now() + control.aheadMs;

({ agents, control, now }) satisfies AgentServersFile;
