import { warnOnce } from '../shared/warn.ts';
import type { Inputs, Prompt } from './types.ts';

/** The prompts that can be shown; one without a label or a prompt is left out. */
export function promptsOf(prompts: Inputs['prompts']): readonly Prompt[] {
  if (prompts === undefined || prompts === null) return [];
  if (!Array.isArray(prompts)) {
    warnOnce('prompts', `prompts: expected a list of { label, prompt }, got ${typeof prompts}; none are shown.`);
    return [];
  }
  return prompts.filter((prompt: Prompt | null, index) => {
    if (typeof prompt?.label === 'string' && prompt.label.trim() !== '' && prompt.prompt) return true;
    warnOnce(`prompts[${index}]`, `prompts[${index}]: expected a label and a prompt; it is left out.`);
    return false;
  });
}
