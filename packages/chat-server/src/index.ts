export type {
  ActionAgent,
  ActionTurn,
  Agent,
  AgentEvent,
  ShownOptions,
  SyncAction,
  SyncActionTurn,
  Turn,
  TurnHelpers,
  TurnInput,
} from './agent.ts';
export type { Attachments, CreateAttachments } from './attachments/attachment-port.ts';
export type { Authenticate, AuthenticationFailure, User } from './authenticate.ts';
export { type ChatServer, type ChatServerOptions, createChatServer } from './create-chat-server.ts';
export { AgentError, type ErrorCode, errorStatus } from './errors.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { consoleLog, type Log, type LogEntry, type TurnOutcome } from './log.ts';
export type { RateLimit } from './rate-limit.ts';
export { LEASE_MS, type Relay, type RelayEvents, type TakeResult } from './relay.ts';
export {
  type AttachmentRecord,
  type FeedbackKind,
  InvalidCursorError,
  type PageQuery,
  type Store,
  type ThreadChange,
  type ThreadRecord,
  type ToolCallRecord,
  type UnsentQuery,
} from './store.ts';
export type { Recording, Transcribe } from './transcribe.ts';
export { turnHelpers } from './turn-helpers.ts';
export type { Span, SpanAttributes, Tracing } from './tracing/tracing.ts';
export { deleteUserData, exportUserData, type UserDataEntry } from './user-data.ts';
