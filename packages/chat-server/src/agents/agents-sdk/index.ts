export { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
export {
  agentsSdk,
  type AgentsSdkOptions,
  type FinishedRun,
  type RunAgents,
  type RunOutput,
  type StreamedRun,
} from './agents-sdk.ts';
