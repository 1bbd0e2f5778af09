import { assert, constantFrom, property, record } from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forgetWarnings } from '../shared/warn.ts';
import { connectionOf, fallbackOf, isPlain, loadChecks } from './connection.ts';
import { problemOf } from './connection-problem.ts';
import type { Inputs } from './types.ts';

const sessionFetcher = () => Promise.resolve('secret');
const authFetcher = () => 'token';
const apiUrl = '/api';

// Before what checks settings is there.
const early = connectionOf({ apiUrl, uploadStrategy: 'direct' });
beforeAll(async () => void (await loadChecks({})));

afterEach(() => {
  forgetWarnings();
  vi.restoreAllMocks();
});

describe('connectionOf', () => {
  it('goes to a server of the site, with a session, with auth, with cookies, or with none of it', () => {
    expect(connectionOf({ apiUrl })).toMatchObject({ kind: 'custom', apiUrl, session: null, auth: null, upload: null });
    expect(connectionOf({ apiUrl, sessionFetcher })).toMatchObject({ kind: 'custom', session: sessionFetcher });
    expect(connectionOf({ apiUrl, authFetcher })).toMatchObject({ kind: 'custom', auth: authFetcher, session: null });
    expect(connectionOf({ apiUrl, credentials: 'include' })).toMatchObject({ kind: 'custom', credentials: 'include' });
  });

  it("goes to OpenAI's where there is a session and no server", () => {
    expect(connectionOf({ sessionUrl: '/session' }).kind).toBe('hosted');
    expect(connectionOf({ sessionFetcher })).toEqual({ kind: 'hosted', session: sessionFetcher });
  });

  it('says how files are uploaded', () => {
    expect(connectionOf({ apiUrl, uploadStrategy: 'two-phase' })).toMatchObject({ upload: { type: 'two_phase' } });
    const direct = { upload: { type: 'direct', uploadUrl: '/up' } };
    expect(connectionOf({ apiUrl, uploadUrl: '/up' })).toMatchObject(direct);
    expect(connectionOf({ apiUrl, uploadUrl: '/up', uploadStrategy: 'direct' })).toMatchObject(direct);
  });

  it.each<[string, Inputs, string, RegExp]>([
    ['nothing', {}, 'connection-missing', /api-url .* session-url/],
    ['an empty address', { apiUrl: '' }, 'connection-missing', /api-url/],
    ['auth and nowhere to go', { authFetcher }, 'connection-missing', /authFetcher .* api-url/],
    ['a cookie and nowhere to go', { authCookie: 'a' }, 'connection-missing', /auth-cookie .* api-url/],
    [
      'two ways to a session',
      { sessionUrl: '/s', sessionFetcher },
      'connection-ambiguous',
      /session-url and sessionFetcher/,
    ],
    [
      'two ways to say who asks',
      { apiUrl, authCookie: 'a', authFetcher },
      'connection-ambiguous',
      /auth-cookie and authFetcher/,
    ],
    [
      'a hosted session with a domain key',
      { sessionUrl: '/s', domainKey: 'k' },
      'connection-ambiguous',
      /session-url .* domain-key .* api-url/,
    ],
    [
      'a hosted session with uploads',
      { sessionFetcher, uploadUrl: '/u' },
      'connection-ambiguous',
      /sessionFetcher .* upload-url/,
    ],
    [
      'a hosted session in the open renderer',
      { sessionUrl: '/s', chatkitTag: 'kb-chatkit' },
      'connection-ambiguous',
      /session-url .*chatkit-tag="kb-chatkit".*api-url/,
    ],
    [
      'one address for two endpoints',
      { apiUrl, sessionUrl: apiUrl },
      'connection-ambiguous',
      /api-url and session-url are both "\/api"/,
    ],
    [
      "ChatKit's own api",
      { apiUrl, chatkitOptions: { api: {} } as Inputs['chatkitOptions'] },
      'connection-ambiguous',
      /chatkitOptions\.api/,
    ],
    [
      'attachments without a way',
      { apiUrl, chatkitOptions: { composer: { attachments: { enabled: true } } } },
      'connection-ambiguous',
      /upload-strategy.*upload-url/,
    ],
    [
      'a direct upload to nowhere',
      { apiUrl, uploadStrategy: 'direct' },
      'connection-ambiguous',
      /upload-strategy="direct" needs upload-url/,
    ],
    [
      'two ways to upload',
      { apiUrl, uploadStrategy: 'two-phase', uploadUrl: '/u' },
      'connection-ambiguous',
      /upload-strategy="two-phase".*upload-url/,
    ],
    [
      'a third way to upload',
      { apiUrl, uploadStrategy: 'pigeon' as never },
      'connection-ambiguous',
      /upload-strategy is "pigeon"/,
    ],
    ['a script for an address', { apiUrl: 'javascript:alert(1)' }, 'connection-url-invalid', /api-url is "javascript:/],
    [
      'a misspelt scheme',
      { apiUrl, sessionUrl: 'htps://x.example/s' },
      'connection-url-invalid',
      /session-url is "htps:/,
    ],
    ['half an address', { apiUrl: 'https://' }, 'connection-url-invalid', /api-url is "https:/],
  ])('names what is wrong with %s', (_, inputs, code, words) => {
    expect(connectionOf(inputs)).toMatchObject({ kind: 'none', code, detail: expect.stringMatching(words) });
  });

  it('takes settings as they are until they are checked, and a plain connection without a check', () => {
    expect(early).toMatchObject({ kind: 'custom', apiUrl });
    expect(isPlain({ apiUrl, sessionUrl: '/session', domainKey: 'k', chatkitTag: 'kb-chatkit' })).toBe(true);
    expect(isPlain({})).toBe(false);
  });

  it('lets nothing through unchecked that a check would refuse', () => {
    const address = constantFrom(
      undefined,
      '',
      '/api',
      '/session',
      'https://a.example',
      'https://',
      'htps:/x',
      'data:,x',
    );
    const text = constantFrom(undefined, '', 'direct', 'two-phase', '/up', 'kb-chatkit');
    const inputs = record({
      apiUrl: address,
      sessionUrl: address,
      uploadUrl: address,
      uploadStrategy: text,
      domainKey: text,
      chatkitTag: text,
      authCookie: text,
      authFetcher: constantFrom(undefined, authFetcher),
      sessionFetcher: constantFrom(undefined, sessionFetcher),
      chatkitOptions: constantFrom(undefined, {}, { api: {} }, { composer: { attachments: { enabled: true } } }),
    });
    assert(property(inputs, (each) => !isPlain(each as Inputs) || problemOf(each as Inputs) === null));
  });

  it('warns of credentials that are none, and leaves them out', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(connectionOf({ apiUrl, credentials: 'yes' as never })).toMatchObject({ kind: 'custom', credentials: null });
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/credentials="yes".*"include"/));
  });
});

describe('fallbackOf', () => {
  it('leaves out a spare renderer that could show nothing, and says so', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(fallbackOf({ apiUrl, fallbackSrc: '/kb-chatkit.js' })).toBe('/kb-chatkit.js');
    expect(warn).not.toHaveBeenCalled();
    expect(fallbackOf({ sessionUrl: '/s', fallbackSrc: '/kb-chatkit.js' })).toBeNull();
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/fallback-src.*api-url/));
  });
});
