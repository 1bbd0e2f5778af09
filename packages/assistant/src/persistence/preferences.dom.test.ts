import { beforeEach, expect, it } from 'vitest';
import { PreferencesMemory } from './preferences.ts';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

it('remembers how the shell was set up, for this assistant', () => {
  new PreferencesMemory('local', 'help', '/api').write({ corner: 'top-left', width: 480 });
  expect(new PreferencesMemory('local', 'help', '/api').now).toEqual({ corner: 'top-left', width: 480 });
  expect(new PreferencesMemory('local', 'shop', '/api').now).toEqual({});
});

it('forgets what is taken back, and leaves nothing behind', () => {
  const memory = new PreferencesMemory('session', '', '/api');
  memory.write({ expanded: true });
  expect(sessionStorage.length).toBe(1);
  memory.write({ expanded: undefined });
  expect([memory.now, sessionStorage.length]).toEqual([{}, 0]);
});

it('stores nothing where the site allows none, and knows it for as long as it lives', () => {
  const memory = new PreferencesMemory('none', '', '/api');
  memory.write({ teaser: 'Need help?' });
  expect([memory.now.teaser, localStorage.length, sessionStorage.length]).toEqual(['Need help?', 0, 0]);
});

it.each(['nonsense', 'null', '{"corner":"middle","width":"wide","expanded":1,"teaser":{}}', '{"width":null}'])(
  'takes nothing from %j',
  (stored) => {
    localStorage.setItem('kb-assistant:default:/api:layout', stored);
    expect(new PreferencesMemory('local', '', '/api').now).toEqual({});
  },
);
