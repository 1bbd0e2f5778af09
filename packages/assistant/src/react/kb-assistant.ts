import {
  createElement,
  forwardRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type Ref,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { type Given, ElementBinding } from '../bindings/element-binding.ts';
import { EVENTS } from '../bindings/events.ts';
import type { EventName, Handlers, Settings } from '../bindings/names.ts';
import { watchState } from '../bindings/watch-state.ts';
import { PROPERTIES } from '../config/attributes.ts';
import type { KbAssistant as KbAssistantElement } from '../element/kb-assistant.ts';
import '../define.ts';

/**
 * The element's attributes and properties in camel case, its events as `on…` handlers, and what every HTML element takes
 * (`id`, `className`, `style`, children for its slots).
 */
export type KbAssistantProps = Settings &
  Handlers & {
    /** The panel has opened or closed. With `open` it makes a controlled component. */
    onOpenChange?: ((open: boolean) => void) | undefined;
  } & Omit<HTMLAttributes<KbAssistantElement>, keyof Settings | keyof Handlers>;

/** Before paint in a browser; on a server there is neither, and React complains of layout effects there. */
const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;

const handlerName = (type: EventName): keyof Handlers =>
  `on${EVENTS[type][0]!.toUpperCase()}${EVENTS[type].slice(1)}` as keyof Handlers;

const EVENT_NAMES = Object.keys(EVENTS) as EventName[];
const OURS = new Set<string>([...Object.keys(PROPERTIES), ...EVENT_NAMES.map(handlerName), 'onOpenChange']);

function sort(props: KbAssistantProps): Given & { html: Record<string, unknown> } {
  const entries = Object.entries(props);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => Object.hasOwn(PROPERTIES, name))),
    events: EVENT_NAMES.filter((type) => props[handlerName(type)]),
    html: Object.fromEntries(entries.filter(([name]) => !OURS.has(name))),
  };
}

/**
 * `<kb-assistant>` as a React component, for React 18 and 19. Rendering on a server gives the empty element.
 *
 * Functions may be new at every render: the latest is called, and nothing is set up again.
 *
 * @example
 * <KbAssistant apiUrl="/api/chatkit" sessionUrl="/api/chatkit/session" onKbError={({ detail }) => report(detail.code)} />
 */
export const KbAssistant: ForwardRefExoticComponent<KbAssistantProps & RefAttributes<KbAssistantElement>> = forwardRef(
  function KbAssistant(props: KbAssistantProps, ref: Ref<KbAssistantElement>) {
    const { html, ...given } = sort(props);
    const element = useRef<KbAssistantElement>(null);
    const binding = useRef<ElementBinding>(null);
    const latest = useRef(props);
    useImperativeHandle(ref, () => element.current!, []);

    useBrowserLayoutEffect(() => {
      latest.current = props;
    });

    useBrowserLayoutEffect(() => {
      const host = element.current!;
      let open: boolean | undefined;
      const stop = watchState(host, (state) => {
        // What it is at first is what it was given.
        if (open !== undefined && open !== state.open) latest.current.onOpenChange?.(state.open);
        open = state.open;
      });
      const bound = new ElementBinding(host, (type, event) => {
        const handler = latest.current[handlerName(type)] as ((event: Event) => void) | undefined;
        handler?.(event);
      });
      binding.current = bound;
      return () => {
        bound.dispose();
        stop();
      };
    }, []);

    useBrowserLayoutEffect(() => binding.current!.update(given));

    // React 18 writes `className` on a custom element as it stands there.
    const { className, ...rest } = html;
    return createElement('kb-assistant', { ...rest, class: className, ref: element });
  },
);
