import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../packages/assistant/src/shared/errors.ts';
import { PART_ERRORS } from '../packages/assistant/src/shared/part-errors.ts';
import { UPSTREAM_ERRORS } from '../packages/chat-server/src/agents/upstream/errors.ts';
import { errorStatus } from '../packages/chat-server/src/errors.ts';
import type { ConversationErrorCode } from '../packages/chatkit-local/src/conversation/errors.ts';
import type { ApiErrorCode } from '../packages/chatkit-local/src/transport/api-error.ts';
import type { ProtocolError } from '../packages/protocol/src/errors.ts';
import { SESSION_ERRORS, type SessionConfigError } from '../packages/session/src/errors.ts';
import type { SessionFailure } from '../packages/session/src/verify-session.ts';

type OtherCode =
  | SessionFailure['error']['code']
  | SessionConfigError['code']
  | ProtocolError['code']
  | ConversationErrorCode
  | ApiErrorCode;

/** Codes that stand in types only; one that is missing here does not compile. */
const others = {
  'token-missing': true,
  'token-expired': true,
  'token-invalid': true,
  'secret-too-short': true,
  'invalid-option': true,
  'malformed-json': true,
  'malformed-event': true,
  'unknown-request-type': true,
  'invalid-request': true,
  busy: true,
  'empty-message': true,
  stopped: true,
  removed: true,
  'no-thread': true,
  'no-client-tool': true,
  'answer-failed': true,
  'answer-cut': true,
  'not-configured': true,
  'part-missing': true,
  'payload-conflict': true,
  'no-widget-handler': true,
  'no-attachments': true,
  'network-error': true,
  'http-error': true,
  'unexpected-answer': true,
} satisfies Record<OtherCode, true>;

const codes = new Set(
  [ERRORS, PART_ERRORS, SESSION_ERRORS, errorStatus, UPSTREAM_ERRORS, others].flatMap((table) => Object.keys(table)),
);
const pages = globSync('*.md', { cwd: join(import.meta.dirname, '../docs/errors') })
  .map((file) => basename(file, '.md'))
  .filter((name) => name !== 'index');

describe('docs/errors', () => {
  it('has a page for each code, and no page for a code that is gone', () => {
    expect(pages.toSorted()).toEqual([...codes].toSorted());
  });
});
