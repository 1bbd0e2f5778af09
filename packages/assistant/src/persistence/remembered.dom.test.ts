import { afterEach, describe, expect, it, vi } from 'vitest';
import { AssistantMemory } from './memory.ts';
import { isBack, isRemembered } from './remembered.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
  sessionStorage.clear();
});

describe('isBack', () => {
  /** A page as an engine tells of it: where somebody comes from, how, and whether a page of the site was there before. */
  const page = (referrer: string, navigationType: string, canGoBack = false): void => {
    vi.spyOn(document, 'referrer', 'get').mockReturnValue(referrer);
    vi.stubGlobal('navigation', { activation: { navigationType }, canGoBack });
    // Engines have it; happy-dom has not.
    vi.stubGlobal('origin', location.origin);
  };

  it('is false for somebody who comes from elsewhere, or types the address', () => {
    for (const from of ['', 'https://search.test/']) {
      for (const how of ['push', 'replace']) {
        page(from, how);
        expect(isBack(), `${how} from ${from}`).toBe(false);
      }
    }
  });

  it('is true for who comes from a page of the site, in a new tab too', () => {
    page(`${location.origin}/page`, 'push');
    expect(isBack()).toBe(true);
  });

  it('is true where a page of the site was in this tab before, whatever it lets be known of its addresses', () => {
    page('', 'push', true);
    expect(isBack()).toBe(true);
  });

  it('is true for a page that is loaded again, or gone back to', () => {
    for (const how of ['reload', 'traverse']) {
      page('https://search.test/', how);
      expect(isBack(), how).toBe(true);
    }
  });

  it('is true where the engine does not tell', () => {
    page('https://search.test/', 'push');
    for (const silent of [undefined, {}, { activation: null }]) {
      vi.stubGlobal('navigation', silent);
      expect(isBack()).toBe(true);
    }
  });
});

describe('isRemembered', () => {
  const memory = new AssistantMemory('local', 'help', '/api');

  it('finds nothing where no assistant has been', () => {
    localStorage.setItem('cart', '3');
    expect(isRemembered()).toBe(false);
  });

  it('finds a panel that was open in this tab', () => {
    memory.writeOpen(true);
    expect([isRemembered(), localStorage.length]).toEqual([true, 0]);
  });

  it('finds a conversation of all tabs', () => {
    memory.writeThread('thr_1');
    expect([isRemembered(), sessionStorage.length]).toEqual([true, 0]);
  });

  it('finds nothing where the browser keeps storages closed', () => {
    memory.writeThread('thr_1');
    vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
      throw new DOMException('closed', 'SecurityError');
    });
    expect(isRemembered()).toBe(false);
  });
});
