import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AssistantMemory } from './memory.ts';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('AssistantMemory', () => {
  it('remembers the thread for good and the open panel for the tab', () => {
    const memory = new AssistantMemory('local', '', '/api');
    memory.writeThread('thr_1');
    memory.writeOpen(true);
    expect(memory.read()).toEqual({ threadId: 'thr_1', open: true });
    sessionStorage.clear();
    expect(memory.read()).toEqual({ threadId: 'thr_1', open: false });
  });

  it('forgets with the tab where the site says so', () => {
    const memory = new AssistantMemory('session', '', '/api');
    memory.writeThread('thr_1');
    expect(localStorage).toHaveLength(0);
    expect(memory.read().threadId).toBe('thr_1');
  });

  it('stores nothing where the site says so', () => {
    const memory = new AssistantMemory('none', '', '/api');
    memory.writeThread('thr_1');
    memory.writeOpen(true);
    expect(localStorage.length + sessionStorage.length).toBe(0);
    expect(memory.read()).toEqual({ threadId: null, open: false });
  });

  it('keeps two assistants apart', () => {
    new AssistantMemory('local', 'sales', '/api').writeThread('thr_1');
    expect(new AssistantMemory('local', 'support', '/api').read().threadId).toBeNull();
    expect(new AssistantMemory('local', 'sales', '/other').read().threadId).toBeNull();
  });

  it('forgets a thread', () => {
    const memory = new AssistantMemory('local', '', '/api');
    memory.writeThread('thr_1');
    memory.writeThread(null);
    expect(localStorage).toHaveLength(0);
  });

  it('works without where storage is full', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(() => new AssistantMemory('local', '', '/api').writeThread('thr_1')).not.toThrow();
    vi.restoreAllMocks();
  });
});
