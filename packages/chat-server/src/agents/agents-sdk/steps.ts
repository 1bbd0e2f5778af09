import type { Task, Workflow } from '@kb-assistant/protocol';
import type { AgentEvent, Turn } from '../../agent.ts';

/**
 * What an agent does before and between its words, shown as one workflow until the next words begin. Thoughts and what
 * is done are shown apart.
 */
export class Steps {
  readonly #turn: Pick<Turn, 'workflow'>;
  /** Counts the workflows: each has a key of its own. */
  #count = 0;
  #type: Workflow['type'] = 'custom';
  /** In the order in which they began. */
  #open = new Map<string, Task>();
  #startedAt = 0;
  /** What was shown in a workflow that is closed by now. */
  readonly #past = new Set<string>();

  constructor(turn: Pick<Turn, 'workflow'>) {
    this.#turn = turn;
  }

  /** Whether this step is shown already. */
  has(id: string): boolean {
    return this.#open.has(id) || this.#past.has(id);
  }

  get(id: string): Task | undefined {
    return this.#open.get(id);
  }

  /** Adds a step, or changes the one with this id. What is over already stays as it was. */
  *set(id: string, task: Task): Generator<AgentEvent> {
    if (this.#past.has(id)) return;
    const type = task.type === 'thought' ? 'reasoning' : 'custom';
    if (this.#open.size > 0 && type !== this.#type) yield* this.close();
    if (this.#open.size === 0) {
      this.#count += 1;
      this.#type = type;
      this.#startedAt = performance.now();
    }
    this.#open.set(id, task);
    yield this.#shown([...this.#open.values()]);
  }

  *complete(id: string): Generator<AgentEvent> {
    const task = this.#open.get(id);
    if (task && task.status_indicator !== 'complete') yield* this.set(id, { ...task, status_indicator: 'complete' });
  }

  /** What follows is no step: all of them are over. */
  *close(): Generator<AgentEvent> {
    if (this.#open.size === 0) return;
    const tasks = Array.from(this.#open.values(), (task) => ({ ...task, status_indicator: 'complete' as const }));
    const duration = Math.max(1, Math.round((performance.now() - this.#startedAt) / 1000));
    yield this.#shown(tasks, true, this.#type === 'reasoning' ? { duration } : undefined);
    for (const id of this.#open.keys()) this.#past.add(id);
    this.#open = new Map();
  }

  #shown(tasks: Task[], done = false, summary?: Workflow['summary']): AgentEvent {
    const workflow = { type: this.#type, tasks, expanded: false, ...(summary ? { summary } : {}) };
    return this.#turn.workflow(workflow, { key: `agents-sdk-${this.#count}`, done });
  }
}
