import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { ElementBinding } from './element-binding.ts';
import type { Settings } from './names.ts';

/** An element that keeps count of what is written to it. */
function recorder() {
  const written: [string, unknown][] = [];
  const element = document.createElement('div');
  const proxy = new Proxy(element, {
    set(_target, name, value) {
      written.push([String(name), value]);
      return true;
    },
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as unknown as KbAssistant;
  return { element, proxy, written };
}

let listen: ReturnType<typeof vi.fn<() => void>>;
beforeEach(() => {
  listen = vi.fn();
});

describe('a binding', () => {
  it('writes a setting when it changes, and at no other time', () => {
    const { proxy, written } = recorder();
    const binding = new ElementBinding(proxy, listen);
    const give = (settings: Settings): void => binding.update({ settings, events: [] });
    give({ open: true, heading: 'Help' });
    give({ open: true, heading: 'Help' });
    give({ open: true, heading: 'Support' });
    expect(written).toEqual([
      ['open', true],
      ['heading', 'Help'],
      ['heading', 'Support'],
    ]);
  });

  it('lets a setting that is gone take its default', () => {
    const { proxy, written } = recorder();
    const binding = new ElementBinding(proxy, listen);
    binding.update({ settings: { heading: 'Help' }, events: [] });
    binding.update({ settings: {}, events: [] });
    expect(written.at(-1)).toEqual(['heading', undefined]);
  });

  it('listens to the events that somebody wants, and to no more after it was disposed of', () => {
    const { element } = recorder();
    const binding = new ElementBinding(element as unknown as KbAssistant, listen);
    binding.update({ settings: {}, events: ['kb-open'] });
    element.dispatchEvent(new CustomEvent('kb-open'));
    element.dispatchEvent(new CustomEvent('kb-close'));
    expect(listen).toHaveBeenCalledTimes(1);
    binding.update({ settings: {}, events: ['kb-close'] });
    element.dispatchEvent(new CustomEvent('kb-open'));
    expect(listen).toHaveBeenCalledTimes(1);
    element.dispatchEvent(new CustomEvent('kb-close'));
    expect(listen).toHaveBeenCalledTimes(2);
    binding.dispose();
    element.dispatchEvent(new CustomEvent('kb-close'));
    expect(listen).toHaveBeenCalledTimes(2);
  });

  it('does not take the event of an element inside for its own', () => {
    const { element } = recorder();
    const inner = element.appendChild(document.createElement('div'));
    const binding = new ElementBinding(element as unknown as KbAssistant, listen);
    binding.update({ settings: {}, events: ['kb-open'] });
    inner.dispatchEvent(new CustomEvent('kb-open', { bubbles: true }));
    expect(listen).not.toHaveBeenCalled();
  });
});
