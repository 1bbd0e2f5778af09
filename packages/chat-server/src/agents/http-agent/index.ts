export type { Message } from '../conversation.ts';
export type { ReadText } from '../upstream/chat-completion.ts';
export { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
export { httpAgent, type HttpAgentOptions, type HttpQuestion } from './http-agent.ts';
