import { type ItemUpdate, toJson, type Workflow } from '@kb-assistant/protocol';

/**
 * The updates for the tasks that were added or changed. Whatever else changed (the summary, a task taken away) is told
 * when the workflow is done: the protocol has no update for it.
 */
export const diffWorkflow = (before: Workflow, after: Workflow): ItemUpdate[] =>
  after.tasks.flatMap((task, task_index): ItemUpdate[] => {
    const old = before.tasks[task_index];
    if (old === undefined) return [{ type: 'workflow.task.added', task_index, task }];
    return toJson(old) === toJson(task) ? [] : [{ type: 'workflow.task.updated', task_index, task }];
  });
