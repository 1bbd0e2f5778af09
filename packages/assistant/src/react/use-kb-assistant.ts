import { type RefCallback, useCallback, useMemo, useRef, useState } from 'react';
import { METHODS, type Methods } from '../bindings/names.ts';
import { type AssistantState, INITIAL_STATE, watchState } from '../bindings/watch-state.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';

/** The assistant in hand: its state, which renders anew at each change, and its methods, which stay the same. */
export type KbAssistantHandle = Methods & AssistantState & { ref: RefCallback<KbAssistant> };

/**
 * Drives a `<KbAssistant>` from the component that renders it.
 *
 * @throws Error from a method that is called while no `<KbAssistant>` with this `ref` is mounted.
 * @example
 * const assistant = useKbAssistant();
 * return (
 *   <>
 *     <button onClick={() => assistant.ask('How do I reset my password?')}>Help</button>
 *     <KbAssistant ref={assistant.ref} apiUrl="/api/chatkit" />
 *   </>
 * );
 */
export function useKbAssistant(): KbAssistantHandle {
  const [state, setState] = useState(INITIAL_STATE);
  const element = useRef<KbAssistant | null>(null);
  const stop = useRef<() => void>(undefined);

  // React 18 calls it with null at the end; a clean-up function, as React 19 has it, it would ignore.
  const ref = useCallback((current: KbAssistant | null) => {
    stop.current?.();
    stop.current = undefined;
    element.current = current;
    if (current) {
      stop.current = watchState(current, (next) =>
        setState((now) => (now.open === next.open && now.status === next.status ? now : next)),
      );
    }
  }, []);

  const methods = useMemo(() => {
    const call =
      (name: keyof Methods) =>
      (...args: unknown[]): unknown => {
        if (!element.current) {
          throw new Error(`${name}() was called while no <KbAssistant> is mounted with the ref of useKbAssistant().`);
        }
        return (element.current[name] as (...args: unknown[]) => unknown)(...args);
      };
    return Object.fromEntries(METHODS.map((name) => [name, call(name)])) as unknown as Methods;
  }, []);

  return useMemo(() => ({ ...methods, ...state, ref }), [methods, state, ref]);
}
