export type { Agent, AgentEvent, Turn } from './agent.ts';
export type { Authenticate, AuthenticationFailure, User } from './authenticate.ts';
export { type ChatServer, type ChatServerOptions, createChatServer } from './create-chat-server.ts';
export { AgentError, type ErrorCode, errorStatus } from './errors.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { consoleLog, type Log, type LogEntry, type TurnOutcome } from './log.ts';
export { type FeedbackKind, InvalidCursorError, type PageQuery, type Store, type ThreadRecord } from './store.ts';
