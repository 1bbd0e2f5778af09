import type { TurnHelpers } from './agent.ts';

/** Makes the events that an agent yields. They hold nothing of the turn, so that all turns share them. */
export const turnHelpers: TurnHelpers = {
  progress: (text, icon) => ({ kind: 'progress', text, ...(icon === undefined ? {} : { icon }) }),
  source: (source) => ({ kind: 'source', source }),
  effect: (name, data = {}) => ({ kind: 'effect', name, data }),
  notice: (level, message, title) => ({ kind: 'notice', level, message, ...(title === undefined ? {} : { title }) }),
  title: (title) => ({ kind: 'title', title }),
  status: (status) => ({ kind: 'status', status }),
  allowCancel: (allow) => ({ kind: 'allow_cancel', allow }),
  widget: (widget, options = {}) => ({ ...options, kind: 'widget', widget }),
  workflow: (workflow, options = {}) => ({ ...options, kind: 'workflow', workflow }),
  task: (task) => ({ kind: 'task', task }),
  image: (image, options = {}) => ({ ...options, kind: 'image', image }),
  tool: (name, args = {}) => ({ kind: 'tool', name, arguments: args }),
  structuredInput: (inputs) => ({ kind: 'structured_input', inputs }),
  hidden: (content) => ({ kind: 'hidden', content }),
  endOfTurn: () => ({ kind: 'end_of_turn' }),
  replace: (item) => ({ kind: 'replace', item }),
  remove: (itemId) => ({ kind: 'remove', itemId }),
};
