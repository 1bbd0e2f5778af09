export type { Retrieve, RetrievedPassage, RetrieveOptions } from '../retrieve.ts';
export { UpstreamError, type UpstreamErrorCode } from '../upstream/errors.ts';
export { openAICompatible, type OpenAICompatibleOptions } from './openai-compatible.ts';
