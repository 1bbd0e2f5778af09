import type { Agent } from '@kb-assistant/chat-server';
import { type KnowledgeDocument, knowledgeBase } from '@kb-assistant/chat-server/knowledge-base';
import { openAICompatible } from '@kb-assistant/chat-server/openai-compatible';

export interface Answerer {
  agent: Agent;
  /** Who answers, for the person who starts the server. */
  name: string;
}

const MODEL = 'gpt-5.6-luna';

/**
 * Who answers: with `OPENAI_API_KEY`, a language model that is given what the pages say; without it, the pages
 * themselves. `OPENAI_BASE_URL` names a server other than OpenAI's, which may need no key; `OPENAI_MODEL` the model.
 */
export function createAnswerer(documents: readonly KnowledgeDocument[], env: NodeJS.ProcessEnv): Answerer {
  const help = knowledgeBase({ documents });
  const { OPENAI_API_KEY: apiKey = '', OPENAI_BASE_URL: baseURL = '', OPENAI_MODEL: model } = env;
  if (apiKey === '' && baseURL === '') return { agent: help, name: 'the pages of the help centre, word for word' };
  const name = model || MODEL;
  const agent = openAICompatible({
    ...(apiKey === '' ? {} : { apiKey }),
    ...(baseURL === '' ? {} : { baseURL }),
    model: name,
    instructions:
      'You are the assistant of kb-assistant, a floating chat assistant for websites. Answer developers briefly, in Markdown and in the language of the question.',
    retrieve: help.retrieve,
  });
  return { agent, name: `${name} at ${baseURL === '' ? 'OpenAI' : new URL(baseURL).host}, from what the pages say` };
}
