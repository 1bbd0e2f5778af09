import { type DefineSetupFnComponent, defineComponent, h, onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import { ElementBinding, type Given } from '../bindings/element-binding.ts';
import { EVENTS } from '../bindings/events.ts';
import type { CamelEventName, EventName, Settings } from '../bindings/names.ts';
import { watchState } from '../bindings/watch-state.ts';
import { PROPERTIES } from '../config/attributes.ts';
import type { KbAssistantEventMap } from '../assembly/events.ts';
import type { KbAssistant as KbAssistantElement } from '../element/kb-assistant.ts';
import '../define.ts';

/** The element's attributes and properties, in camel case. */
export type KbAssistantProps = Settings;

/** The element's events: `@kb-open`, `@chatkit-thread-change`; and `v-model:open`. */
export type KbAssistantEmits = {
  [K in EventName as CamelEventName<K>]: (event: KbAssistantEventMap[K]) => true;
} & { 'update:open': (open: boolean) => true };

const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** A boolean that is absent stays undefined: false would be a setting, and `open` closes a panel. */
const PROPS = Object.fromEntries(
  Object.entries(PROPERTIES).map(([name, declaration]) => [
    name,
    'type' in declaration && declaration.type === Boolean ? { type: Boolean, default: undefined } : { type: null },
  ]),
);

/**
 * `<kb-assistant>` as a Vue component. Rendering on a server gives the empty element.
 *
 * @example
 * <KbAssistant api-url="/api/chatkit" v-model:open="open" @kb-error="({ detail }) => report(detail.code)" />
 */
export const KbAssistant = defineComponent({
  name: 'KbAssistant',
  props: PROPS,
  emits: [...Object.values(EVENTS), 'update:open'],
  setup(props, { emit, slots }) {
    const element = shallowRef<KbAssistantElement>();
    const given = (): Given => ({
      settings: Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)),
      // Vue drops what nobody listens to.
      events: EVENT_NAMES,
    });

    onMounted(() => {
      const host = element.value!;
      let open: boolean | undefined;
      const stop = watchState(host, (state) => {
        if (open !== undefined && open !== state.open) emit('update:open', state.open);
        open = state.open;
      });
      const binding = new ElementBinding(host, (type, event) => emit(EVENTS[type], event));
      const end = watch(given, (now) => binding.update(now), { immediate: true, flush: 'post' });
      onBeforeUnmount(() => {
        end();
        binding.dispose();
        stop();
      });
    });

    return () => h('kb-assistant', { ref: element }, slots['default']?.());
  },
}) as unknown as DefineSetupFnComponent<KbAssistantProps, KbAssistantEmits>;
