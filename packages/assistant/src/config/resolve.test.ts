import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetWarnings } from '../shared/warn.ts';
import { resolveConfig } from './resolve.ts';
import type { Inputs } from './types.ts';

const warn = vi.spyOn(console, 'warn');
beforeEach(() => void warn.mockImplementation(() => {}));
afterEach(() => {
  forgetWarnings();
  warn.mockReset();
});

describe('resolveConfig', () => {
  it('completes what a page need not say', () => {
    expect(resolveConfig({ apiUrl: '/api/chatkit' })).toMatchObject({
      connection: { kind: 'custom', apiUrl: '/api/chatkit', domainKey: 'domain_pk_localhost_dev', session: null },
      renderer: {
        src: 'https://cdn.platform.openai.com/deployments/chatkit/chatkit.js',
        tag: 'openai-chatkit',
        fallbackSrc: null,
      },
      position: 'bottom-right',
      offsetX: 24,
      offsetY: 24,
      colorScheme: 'auto',
      persist: 'local',
      palette: { primaryColor: '#2563eb', backgroundColor: '#ffffff', textColor: '#111827' },
    });
    expect(warn).not.toHaveBeenCalled();
  });

  it('tells the two ways of connecting apart', () => {
    const sessionFetcher = () => Promise.resolve('secret');
    expect(resolveConfig({}).connection.kind).toBe('none');
    expect(resolveConfig({ sessionUrl: '/session' }).connection.kind).toBe('hosted');
    expect(resolveConfig({ sessionFetcher }).connection).toEqual({ kind: 'hosted', session: sessionFetcher });
    expect(resolveConfig({ apiUrl: '/api', sessionFetcher }).connection).toMatchObject({ session: sessionFetcher });
  });

  it('lets theme win over the attributes', () => {
    const { palette } = resolveConfig({
      primaryColor: '#111111',
      textColor: '#222222',
      theme: { primaryColor: '#333333' },
    });
    expect(palette).toMatchObject({ primaryColor: '#333333', textColor: '#222222' });
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(resolveConfig({}))).toBe(true);
  });

  it.each<[Inputs, string, unknown, RegExp]>([
    [{ position: 'middle' }, 'position', 'bottom-right', /position="middle".*"bottom-right" or "bottom-left"/],
    [{ colorScheme: 'sepia' }, 'colorScheme', 'auto', /color-scheme="sepia"/],
    [{ persist: 'forever' }, 'persist', 'local', /persist="forever"/],
    [{ offsetX: Number.NaN }, 'offsetX', 24, /offset-x="NaN"/],
    [{ offsetY: -1 }, 'offsetY', 24, /offset-y="-1"/],
    [{ primaryColor: 'bluish' }, 'palette.primaryColor', '#2563eb', /primary-color="bluish"/],
    [{ prompts: [{ label: '', prompt: 'x' }] }, 'prompts', [], /prompts\[0\].*left out/],
    [{ prompts: 'x' as unknown as [] }, 'prompts', [], /prompts: expected a list/],
  ])('takes the default for %j, and says so once', (inputs, path, fallback, words) => {
    expect(resolveConfig(inputs)).toHaveProperty(path, fallback);
    resolveConfig(inputs);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(words));
  });
});
