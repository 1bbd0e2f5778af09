import { describe, expect, it } from 'vitest';
import { runClientTool } from './client-tools.ts';

const run = runClientTool(() => ({
  add: ({ a, b }) => ({ sum: Number(a) + Number(b) }),
  fail: () => Promise.reject(new Error('no such page')),
}));

describe('runClientTool', () => {
  it('answers with what the tool gives', async () => {
    expect(await run({ name: 'add', params: { a: 1, b: 2 } })).toEqual({ sum: 3 });
  });

  it.each(['missing', 'constructor', 'toString'])('answers that there is no tool "%s"', async (name) => {
    expect(await run({ name, params: {} })).toEqual({ error: `This page has no tool "${name}".` });
  });

  it('answers with the error of a tool that throws', async () => {
    expect(await run({ name: 'fail', params: {} })).toEqual({ error: 'no such page' });
  });
});
