export type { KnowledgeDocument } from './document.ts';
export type { Retrieve, RetrievedPassage, RetrieveOptions } from '../retrieve.ts';
export {
  type KnowledgeBase,
  knowledgeBase,
  type KnowledgeBaseOptions,
  type KnowledgeChanges,
} from './knowledge-base.ts';
export { defaultSynonyms } from './synonyms.ts';
