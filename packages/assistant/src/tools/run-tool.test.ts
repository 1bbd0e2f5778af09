import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTool } from './run-tool.ts';
import type { ClientTools, ToolCall, ToolQuestion } from './types.ts';

const calls: ToolCall[] = [];
const questions: ToolQuestion[] = [];
let agrees = true;

const setColorScheme = vi.fn();
const run = (tools: ClientTools, name: string, params: Record<string, unknown> = {}) =>
  runTool(
    { name, params },
    {
      tools: () => tools,
      setColorScheme,
      ask: async (question) => {
        questions.push(question);
        return agrees;
      },
      onCall: (call) => calls.push(call),
    },
  );

beforeEach(() => {
  agrees = true;
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  setColorScheme.mockReset();
  vi.useRealTimers();
  calls.length = questions.length = 0;
});

const handler = ({ a, b }: Record<string, unknown>) => ({ sum: Number(a) + Number(b) });

describe('a tool that the agent calls', () => {
  it('is answered for by what its handler gives', async () => {
    expect(await run({ add: handler }, 'add', { a: 1, b: 2 })).toEqual({ sum: 3 });
    expect(await run({ add: { handler } }, 'add', { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it.each([
    ['nothing', undefined, {}],
    ['a list', [1, 2], { result: [1, 2] }],
    ['a word', 'done', { result: 'done' }],
    ['more than plain data', { at: new Date(0), run: () => 1 }, { at: '1970-01-01T00:00:00.000Z' }],
  ])('answers with an object where it gives %s', async (_, given, answer) => {
    expect(await run({ tool: () => given }, 'tool')).toEqual(answer);
  });

  it.each(['missing', 'constructor', 'toString', '__proto__'])('is told apart from none: "%s"', async (name) => {
    expect(await run({}, name)).toEqual({ error: `This page has no tool "${name}".` });
    expect(calls.at(-1)?.outcome).toBe('unknown');
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no such page')), 'no such page'],
    [
      'throws at once',
      () => {
        throw 'a word';
      },
      'a word',
    ],
    ['gives what cannot be sent', () => ({ big: 1n }), 'no plain data'],
  ])('answers with an error where it %s', async (_, tool: () => unknown, message) => {
    expect((await run({ tool }, 'tool'))['error']).toContain(message);
    expect(calls.at(-1)?.outcome).toBe('failed');
  });

  it('answers with an error where it takes too long', async () => {
    vi.useFakeTimers();
    const answer = run({ slow: { handler: () => new Promise(() => {}), timeoutMs: 5_000 } }, 'slow');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answer).toEqual({ error: 'The tool did not answer within 5 s.' });
  });
});

describe('validate', () => {
  const ran = vi.fn(() => ({}));

  it.each([
    ['a text that says what is wrong', () => 'sku is missing.', 'Invalid arguments: sku is missing.'],
    ['false', () => false, 'Invalid arguments: the page refused them.'],
    [
      'an exception',
      () => {
        throw new Error('not a number');
      },
      'Invalid arguments: not a number',
    ],
  ])('keeps a call from running by %s', async (_, validate: () => unknown, error) => {
    expect(await run({ tool: { handler: ran, validate } }, 'tool')).toEqual({ error });
    expect([ran.mock.calls.length, calls.at(-1)?.outcome]).toEqual([0, 'invalid']);
  });

  it.each([[true], [undefined], ['']])('lets a call run by %j', async (verdict) => {
    expect(await run({ tool: { handler, validate: () => verdict } }, 'tool', { a: 1, b: 1 })).toEqual({ sum: 2 });
  });

  it('takes a schema of a library, and what it makes of the arguments', async () => {
    const schema = {
      '~standard': {
        validate: (value: unknown) =>
          'a' in (value as object)
            ? { value: { a: 10, b: 0 } }
            : { issues: [{ message: 'a is required.' }, { message: 'b too.' }] },
      },
    };
    expect(await run({ add: { handler, validate: schema } }, 'add', { a: '1' })).toEqual({ sum: 10 });
    expect(await run({ add: { handler, validate: schema } }, 'add')).toEqual({
      error: 'Invalid arguments: a is required. b too.',
    });
  });
});

describe('confirm', () => {
  it('asks first, in general words or in those of the site', async () => {
    await run({ pay: { handler, confirm: true } }, 'pay', { a: 1 });
    await run({ pay: { handler, confirm: 'Pay now?' } }, 'pay');
    await run({ pay: { handler, confirm: ({ a }) => `Pay ${String(a)} €?` } }, 'pay', { a: 5 });
    expect(questions).toEqual([
      { name: 'pay', text: null, params: { a: 1 } },
      { name: 'pay', text: 'Pay now?', params: {} },
      { name: 'pay', text: 'Pay 5 €?', params: { a: 5 } },
    ]);
  });

  it('asks nothing where the function says so, or where the arguments are wrong', async () => {
    await run({ pay: { handler, confirm: () => false } }, 'pay');
    await run({ pay: { handler, confirm: true, validate: () => false } }, 'pay');
    expect(questions).toEqual([]);
  });

  it('runs nothing that the person declines, and tells the agent', async () => {
    agrees = false;
    const ran = vi.fn();
    expect(await run({ pay: { handler: ran, confirm: true } }, 'pay')).toEqual({ error: 'The person said no.' });
    expect([ran.mock.calls.length, calls.at(-1)?.outcome]).toEqual([0, 'declined']);
  });
});

describe('what is told of a call', () => {
  it('is its name, outcome, time, and the names of its arguments, never their values', async () => {
    await run({ login: () => ({}) }, 'login', { password: 'hunter2', user: 'ann' });
    expect(calls).toEqual([
      { name: 'login', outcome: 'done', params: ['password', 'user'], durationMs: expect.any(Number) as number },
    ]);
  });
});

describe('switch_theme', () => {
  it.each(['light', 'dark'])('switches to %s', async (theme) => {
    expect(await run({}, 'switch_theme', { theme })).toEqual({ theme });
    expect(setColorScheme).toHaveBeenCalledExactlyOnceWith(theme);
  });

  it('names what it does not know', async () => {
    expect(await run({}, 'switch_theme', { theme: 'pink' })).toEqual({
      error: 'theme: expected "light" or "dark", got "pink".',
    });
    expect(setColorScheme).not.toHaveBeenCalled();
  });

  it("gives way to the site's own", async () => {
    expect(await run({ switch_theme: () => 'mine' }, 'switch_theme', { theme: 'dark' })).toEqual({ result: 'mine' });
    expect(setColorScheme).not.toHaveBeenCalled();
  });
});
