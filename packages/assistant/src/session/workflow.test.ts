import { afterEach, expect, it, vi } from 'vitest';
import { forgetWarnings } from '../shared/warn.ts';
import { warnOfWorkflow } from './workflow.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => {
  warn.mockClear();
  forgetWarnings();
});

it.each([
  ['the session', '/session', { client_secret: 's', workflow: { id: 'wf_123abc' } }],
  ['the address of its endpoint', '/session?workflow=wf_123abc', null],
])('warns once of the end of a hosted workflow that %s shows', (_, url, grant) => {
  warnOfWorkflow(url, grant);
  warnOfWorkflow(url, grant);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/wf_123abc.*30 November 2026.*leave-agent-builder\.md/));
});

it('says nothing of a session without one', () => {
  warnOfWorkflow('/session', { client_secret: 'wf_of_a_secret' });
  expect(warn).not.toHaveBeenCalled();
});
