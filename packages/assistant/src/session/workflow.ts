import { warnOnce } from '../shared/warn.ts';
import type { SessionGrant } from './types.ts';

const GUIDE = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs/guides/leave-agent-builder.md';

/** Says once that a hosted session stands on what ends soon, where the session or the address of its endpoint shows it. */
export function warnOfWorkflow(sessionUrl: string, grant: SessionGrant | null): void {
  const [id] = /\bwf_\w+/.exec(`${sessionUrl} ${String(grant?.workflow?.id)}`) ?? [];
  if (!id) return;
  warnOnce(
    'hosted-workflow',
    `The session runs the workflow ${id}. OpenAI's Agent Builder, which runs it, shuts down on 30 November 2026. ` +
      `How to move to a server of your own: ${GUIDE}`,
  );
}
