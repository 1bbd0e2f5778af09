import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../config/resolve.ts';
import type { Inputs } from '../config/types.ts';
import { DEFAULT_COLORS, type Look } from '../theme/palette.ts';
import { buildChatKitOptions, sameOptions } from './options.ts';

const callbacks = {
  fetch: () => Promise.resolve(new Response()),
  getClientSecret: () => Promise.resolve('secret'),
  onClientTool: () => ({}),
};
const look = (scheme: 'light' | 'dark'): Look => ({
  scheme,
  colors: DEFAULT_COLORS[scheme],
  radius: 'pill',
  density: 'normal',
  typography: {},
});
const build = (inputs: Inputs, thread: string | null = null) =>
  buildChatKitOptions(resolveConfig(inputs), { look: look('light'), prompts: inputs.prompts ?? [] }, thread, callbacks);

describe('buildChatKitOptions', () => {
  it('connects to a server of the site', () => {
    expect(build({ apiUrl: '/api', domainKey: 'key' }).api).toEqual({
      url: '/api',
      domainKey: 'key',
      fetch: callbacks.fetch,
    });
  });

  it("connects to OpenAI's", () => {
    expect(build({ sessionUrl: '/session' }).api).toEqual({ getClientSecret: callbacks.getClientSecret });
  });

  it('is complete, since ChatKit merges nothing', () => {
    const prompts = [{ label: 'Hello', prompt: 'Hello' }];
    expect(
      build({ apiUrl: '/api', heading: 'Help', greeting: 'Hi', placeholder: 'Ask', locale: 'de', prompts }, 'thr_1'),
    ).toMatchObject({
      locale: 'de',
      frameTitle: 'Help',
      initialThread: 'thr_1',
      startScreen: { greeting: 'Hi', prompts },
      composer: { placeholder: 'Ask' },
      theme: { colorScheme: 'light' },
    });
  });

  it('lets the options of the site win, field by field', () => {
    const options = build({
      apiUrl: '/api',
      greeting: 'Hi',
      chatkitOptions: {
        startScreen: { greeting: 'Welcome' },
        composer: { placeholder: 'Type' },
        history: { enabled: false },
      },
    });
    expect(options.startScreen).toEqual({ greeting: 'Welcome', prompts: [] });
    expect(options.history).toMatchObject({ enabled: false, showDelete: true });
    expect(build({ apiUrl: '/api', chatkitOptions: { theme: { density: 'compact' } } }).theme).toMatchObject({
      density: 'compact',
      colorScheme: 'light',
    });
  });
});

describe('sameOptions', () => {
  it('does not look at functions', () => {
    const inputs = { apiUrl: '/api' };
    const other = { ...callbacks, fetch: () => Promise.reject(new Error()) };
    expect(
      sameOptions(
        build(inputs),
        buildChatKitOptions(resolveConfig(inputs), { look: look('light'), prompts: [] }, null, other),
      ),
    ).toBe(true);
    expect(sameOptions(build(inputs), build({ ...inputs, greeting: 'Other' }))).toBe(false);
    expect(sameOptions(null, build(inputs))).toBe(false);
  });
});
