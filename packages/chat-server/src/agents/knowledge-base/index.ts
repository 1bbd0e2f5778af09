export type { KnowledgeDocument } from './document.ts';
export { knowledgeBase, type KnowledgeBaseOptions } from './knowledge-base.ts';
export { defaultSynonyms } from './synonyms.ts';
