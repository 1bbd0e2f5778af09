'use client';
import type { KbAssistant as KbAssistantElement } from '../element/kb-assistant.ts';

export { KbAssistant, type KbAssistantProps } from './kb-assistant.ts';
export { type KbAssistantHandle, useKbAssistant } from './use-kb-assistant.ts';
export type { KbAssistantElement };
