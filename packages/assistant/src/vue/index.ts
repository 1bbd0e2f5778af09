export { KbAssistant, type KbAssistantEmits, type KbAssistantProps } from './kb-assistant.ts';
export { type KbAssistantHandle, useKbAssistant } from './use-kb-assistant.ts';
export type { KbAssistant as KbAssistantElement } from '../element/kb-assistant.ts';
