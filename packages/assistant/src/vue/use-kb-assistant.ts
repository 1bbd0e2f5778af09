import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import { METHODS, type Methods } from '../bindings/names.ts';
import { type AssistantState, INITIAL_STATE, watchState } from '../bindings/watch-state.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';

/** What a template's `ref` holds: the component, or the element itself. */
type Target = { $el: KbAssistant } | KbAssistant | null | undefined;

/** The assistant in hand: its state as refs, and its methods. */
export type KbAssistantHandle = Methods & {
  readonly [K in keyof AssistantState]: Readonly<ShallowRef<AssistantState[K]>>;
};

/**
 * Drives a `<KbAssistant>` from the component that renders it.
 *
 * @param target - The template ref of the `<KbAssistant>`.
 * @throws Error from a method that is called while it is not mounted.
 * @example
 * const assistant = useKbAssistant(useTemplateRef('assistant'));
 * // <KbAssistant ref="assistant" api-url="/api/chatkit" />
 * // <button @click="assistant.ask('How do I reset my password?')">Help</button>
 */
export function useKbAssistant(target: Readonly<ShallowRef<Target>>): KbAssistantHandle {
  const open = shallowRef(INITIAL_STATE.open);
  const status = shallowRef(INITIAL_STATE.status);
  const element = (): KbAssistant | null => {
    const current = target.value;
    return current && '$el' in current ? current.$el : (current ?? null);
  };

  let stop: (() => void) | undefined;
  watch(
    target,
    () => {
      stop?.();
      const current = element();
      stop = current
        ? watchState(current, (state) => {
            open.value = state.open;
            status.value = state.status;
          })
        : undefined;
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => stop?.());

  const call =
    (name: keyof Methods) =>
    (...args: unknown[]): unknown => {
      const current = element();
      if (!current) throw new Error(`${name}() was called while the <KbAssistant> of useKbAssistant() is not mounted.`);
      return (current[name] as (...args: unknown[]) => unknown)(...args);
    };
  const methods = Object.fromEntries(METHODS.map((name) => [name, call(name)])) as unknown as Methods;
  return { ...methods, open, status };
}
