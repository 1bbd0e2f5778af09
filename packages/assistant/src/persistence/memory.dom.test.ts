import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsentGate } from './consent.ts';
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

  describe('of a user that the site names', () => {
    it('is kept apart from that of others, and under no name', () => {
      const ann = new AssistantMemory('local', '', '/api', 'ann@example.com');
      ann.writeThread('thr_ann');
      expect(new AssistantMemory('local', '', '/api', 'bob').read().threadId).toBeNull();
      expect(new AssistantMemory('local', '', '/api').read().threadId).toBeNull();
      expect(new AssistantMemory('local', '', '/api', 'ann@example.com').read().threadId).toBe('thr_ann');
      expect(JSON.stringify(Object.entries(localStorage))).not.toContain('ann@');
    });

    it('goes when the next one comes, with the draft, and no other thing of the site', () => {
      const ann = new AssistantMemory('local', '', '/api', 'ann');
      ann.writeThread('thr_ann');
      ann.writeDraft({ threadId: 'thr_ann', text: 'my salary' });
      new AssistantMemory('local', 'other', '/api', 'ann').writeThread('thr_other');
      localStorage.setItem('kb-assistant-of-the-site', 'stays');
      const bob = new AssistantMemory('local', '', '/api', 'bob');
      bob.writeThread('thr_bob');
      bob.forgetOthers();
      expect([ann.read().threadId, ann.readDraft('thr_ann'), bob.read().threadId]).toEqual([null, '', 'thr_bob']);
      expect(new AssistantMemory('local', 'other', '/api', 'ann').read().threadId).toBe('thr_other');
      expect(localStorage.getItem('kb-assistant-of-the-site')).toBe('stays');
    });
  });

  describe('of a draft', () => {
    const memory = (): AssistantMemory => new AssistantMemory('local', '', '/api');

    it('holds for its conversation, in this tab', () => {
      memory().writeDraft({ threadId: 'thr_1', text: 'How do I' });
      expect([memory().readDraft('thr_1'), memory().readDraft(null), localStorage.length]).toEqual(['How do I', '', 0]);
    });

    it('ends when it is sent, emptied, or no draft', () => {
      for (const text of ['', ' ', 'x'.repeat(20_001)]) {
        memory().writeDraft({ threadId: null, text: 'Hello' });
        memory().writeDraft({ threadId: null, text });
        expect(sessionStorage).toHaveLength(0);
      }
    });

    it.each(['{', '"text"', '{"threadId":null,"text":5}'])('takes %j for none', (stored) => {
      sessionStorage.setItem('kb-assistant:default:/api:draft', stored);
      expect(memory().readDraft(null)).toBe('');
    });
  });

  it('forgets all that is somebody’s', () => {
    const memory = new AssistantMemory('local', '', '/api');
    memory.writeThread('thr_1');
    memory.writeOpen(true);
    memory.writeDraft({ threadId: null, text: 'Hello' });
    memory.forget();
    expect(localStorage.length + sessionStorage.length).toBe(0);
  });
});

describe('ConsentGate', () => {
  const gateOf = (memory: AssistantMemory): ConsentGate => {
    const gate = new ConsentGate();
    gate.update(true, memory);
    return gate;
  };

  it('is open where the site wants no consent, and writes nothing then', () => {
    const gate = new ConsentGate();
    const memory = new AssistantMemory('local', '', '/api');
    gate.update(false, memory);
    expect([gate.given, gate.grant(memory), localStorage.length]).toEqual([true, false, 0]);
  });

  it('opens with an agreement, which holds on the next page', () => {
    const memory = new AssistantMemory('local', '', '/api');
    const gate = gateOf(memory);
    expect([gate.given, localStorage.length + sessionStorage.length]).toEqual([false, 0]);
    expect([gate.grant(memory), gate.given, gateOf(memory).given]).toEqual([true, true, true]);
  });

  it('can be opened before it is known to be closed', () => {
    const memory = new AssistantMemory('local', '', '/api');
    const gate = new ConsentGate();
    expect([gate.grant(memory), localStorage.length]).toEqual([false, 0]);
    gate.update(true, memory);
    expect([gate.given, gateOf(memory).given]).toEqual([true, true]);
  });

  it('holds for the page only where nothing is to be stored', () => {
    const memory = new AssistantMemory('none', '', '/api');
    const gate = gateOf(memory);
    gate.grant(memory);
    expect([gate.given, gateOf(memory).given, localStorage.length]).toEqual([true, false, 0]);
  });

  it('closes when the agreement is taken back, and leaves nothing stored', () => {
    const memory = new AssistantMemory('local', '', '/api');
    const gate = gateOf(memory);
    gate.grant(memory);
    memory.writeThread('thr_1');
    memory.writeOpen(true);
    gate.withdraw(memory);
    expect([gate.given, gateOf(memory).given, localStorage.length + sessionStorage.length]).toEqual([false, false, 0]);
  });
});
