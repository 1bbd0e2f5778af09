import { describe, expect, it } from 'vitest';
import { KbAssistant } from '../element/kb-assistant.ts';
import { EVENTS } from './events.ts';
import { METHODS } from './names.ts';

describe('the names that frameworks use', () => {
  it('are those of methods that the element has', () => {
    for (const name of METHODS) expect(KbAssistant.prototype).toHaveProperty(name, expect.any(Function));
  });

  it('are the events in camel case', () => {
    for (const [type, name] of Object.entries(EVENTS)) {
      expect(name).toBe(type.replaceAll(/[-.]([a-z])/g, (_, letter: string) => letter.toUpperCase()));
    }
  });
});
