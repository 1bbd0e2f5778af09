import { expect, it } from 'vitest';
import { inputsOf, type OverlayOption, replaceGroup } from './groups.ts';

it('takes overlay apart', () => {
  const overlay: OverlayOption = {
    enabled: true,
    position: 'top-left',
    offset: { x: 8, y: 16 },
    mode: 'sidebar',
    width: 480,
  };
  expect(inputsOf('overlay', overlay)).toEqual({
    withoutOverlay: false,
    position: 'top-left',
    offsetX: 8,
    offsetY: 16,
    mode: 'sidebar',
    panelWidth: 480,
  });
});

it('takes header and startScreen apart', () => {
  expect(inputsOf('header', { enabled: false, title: 'Help' })).toEqual({ withoutHeader: true, heading: 'Help' });
  expect(inputsOf('startScreen', { greeting: 'Hi', prompts: [] })).toEqual({ greeting: 'Hi', prompts: [] });
});

it('takes theme apart, but for what is said nowhere else', () => {
  const theme = { primaryColor: '#0f766e', preset: 'ink', dark: { textColor: '#eee' } } as const;
  expect(inputsOf('theme', theme)).toEqual({ primaryColor: '#0f766e', preset: 'ink' });
  expect(inputsOf('theme', 'from-page')).toEqual({});
});

it('takes back what an object that is replaced has said, unless somebody has said otherwise since', () => {
  const old = { primaryColor: '#111111', textColor: '#222222' };
  const now = { primaryColor: '#111111', textColor: '#333333' };
  expect(replaceGroup('theme', old, { preset: 'ink' }, now)).toEqual({ primaryColor: undefined, preset: 'ink' });
});

it('leaves alone what is not named', () => {
  expect(inputsOf('overlay', { offset: { y: 0 } })).toEqual({ offsetY: 0 });
});

it.each([undefined, null, 'x', 3])('sets nothing for %j', (wrong) => {
  expect(inputsOf('overlay', wrong as never)).toEqual({});
});
