import { afterEach, describe, expect, it, vi } from 'vitest';
import { AssistantMemory } from './memory.ts';
import { isRemembered } from './remembered.ts';

const SERVER = '/api';
const memory = new AssistantMemory('local', '', SERVER);
const comeFrom = (url: string): void => void vi.spyOn(document, 'referrer', 'get').mockReturnValue(url);

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

describe('isRemembered', () => {
  it('finds nothing where nobody has been', () => {
    comeFrom(`${location.origin}/page`);
    expect(isRemembered('', SERVER)).toBe(false);
  });

  it('finds a panel that was open in this tab, wherever somebody comes from', () => {
    memory.writeOpen(true);
    comeFrom('https://search.test/');
    expect(isRemembered('', SERVER)).toBe(true);
  });

  it('finds a conversation in other tabs when somebody comes from a page of the site', () => {
    memory.writeThread('thr_1');
    comeFrom(`${location.origin}/page`);
    expect(isRemembered('', SERVER)).toBe(true);
    expect(isRemembered('another', SERVER), 'of another assistant').toBe(false);
    expect(isRemembered('', '/elsewhere'), 'of another server').toBe(false);
  });

  it('does not open the storage of all tabs for somebody who comes from elsewhere', () => {
    memory.writeThread('thr_1');
    const local = vi.spyOn(globalThis, 'localStorage', 'get');
    for (const from of ['', 'https://search.test/']) {
      comeFrom(from);
      expect(isRemembered('', SERVER)).toBe(false);
    }
    expect(local).not.toHaveBeenCalled();
  });

  it('looks into it for somebody who comes back to this tab', () => {
    memory.writeThread('thr_1');
    comeFrom('https://search.test/');
    expect(isRemembered('', SERVER, true)).toBe(true);
  });

  it('finds nothing where the browser keeps storages closed', () => {
    vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('closed', 'SecurityError');
    });
    expect(isRemembered('', SERVER)).toBe(false);
  });
});
