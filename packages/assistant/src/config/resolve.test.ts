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

// As a browser says it.
const supports = (_: string, value: string) => !/bluish/.test(value);
beforeEach(() => void vi.stubGlobal('CSS', { supports }));
afterEach(() => void vi.unstubAllGlobals());

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
      palette: { preset: 'azure', fromPage: false, light: {}, dark: {}, radius: 'pill', density: 'normal' },
      disclaimer: null,
      language: 'en',
      direction: 'ltr',
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

  it('puts a palette together', () => {
    const { light, dark, radius, density, typography } = resolveConfig({
      primaryColor: '#111111',
      textColor: '#222222',
      radius: 'soft',
      density: 'compact',
      theme: { dark: { textColor: '#eeeeee' }, typography: { baseSize: 16 } },
    }).palette;
    expect(typography).toEqual({ baseSize: 16 });
    expect(light).toEqual({ primaryColor: '#111111', textColor: '#222222' });
    expect({ dark, radius, density }).toEqual({ dark: { textColor: '#eeeeee' }, radius: 'soft', density: 'compact' });
  });

  it('names the page of the reference where it warns', () => {
    resolveConfig({ colorScheme: 'sepia' as never });
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/"auto" or "light" or "dark".*docs\/configuration\.md#color-scheme$/),
    );
  });

  it('takes an attribute that was taken away for one that was never there', () => {
    const gone = null as unknown as undefined;
    resolveConfig({ preset: gone, primaryColor: gone, colorScheme: gone, theme: gone, prompts: gone, strings: gone });
    expect(warn).not.toHaveBeenCalled();
  });

  it('lets a site put our words in its own', () => {
    const { strings, language, direction } = resolveConfig({ locale: 'fa', strings: { retry: 'دوباره' } });
    expect(strings.retry).toBe('دوباره');
    expect([language, direction]).toEqual(['fa', 'rtl']);
  });

  it('says which language and direction our words have', () => {
    const words = (locale: string) => {
      const { language, direction } = resolveConfig({ locale });
      return `${language} ${direction}`;
    };
    expect(['ar-EG', 'fa', 'zh-HK'].map(words)).toEqual(['ar rtl', 'en ltr', 'zh-TW ltr']);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(resolveConfig({}))).toBe(true);
  });

  it.each<[Inputs, string, unknown, RegExp]>([
    [{ position: 'middle' as never }, 'position', 'bottom-right', /position="middle".*"bottom-right" or "bottom-left"/],
    [{ colorScheme: 'sepia' as never }, 'colorScheme', 'auto', /color-scheme="sepia"/],
    [{ persist: 'forever' as never }, 'persist', 'local', /persist="forever"/],
    [{ offsetX: Number.NaN }, 'offsetX', 24, /offset-x="NaN"/],
    [{ offsetY: -1 }, 'offsetY', 24, /offset-y="-1"/],
    [{ primaryColor: 'bluish' }, 'palette.light', {}, /primary-color="bluish": expected a CSS colour/],
    [{ theme: { dark: { textColor: 'bluish' } } }, 'palette.dark', {}, /theme\.dark\.textColor="bluish"/],
    [{ theme: 'from-here' as 'from-page' }, 'palette.fromPage', false, /theme="from-here".*"from-page"/],
    [
      { preset: 'neon' as never },
      'palette.preset',
      'azure',
      /preset="neon".*"azure" or "ink".*configuration\.md#preset/,
    ],
    [
      { radius: 'square' as never },
      'palette.radius',
      'pill',
      /radius="square".*"pill" or "round" or "soft" or "sharp"/,
    ],
    [{ density: 'dense' as never }, 'palette.density', 'normal', /density="dense".*"compact"/],
    [{ strings: { retri: 'x' } as object }, 'strings.retry', 'Try again', /strings\.retri="x".*heading.*left out/],
    [{ prompts: [{ label: '', prompt: 'x' }] }, 'prompts', [], /prompts\[0\].*left out/],
    [{ prompts: 'x' as unknown as [] }, 'prompts', [], /prompts: expected a list/],
  ])('takes the default for %j, and says so once', (inputs, path, fallback, words) => {
    expect(resolveConfig(inputs)).toHaveProperty(path, fallback);
    resolveConfig(inputs);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(words));
  });
});
