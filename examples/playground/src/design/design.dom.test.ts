import { describe, expect, it } from 'vitest';
import { ENGLISH, PRESETS } from 'kb-assistant/design';
import { isKnown, onPages, readingOf } from './colors.ts';
import { type Design, valueAt, withValue } from './design.ts';
import { FORMATS } from './exports.ts';
import { FIELDS } from './fields.ts';
import { History } from './history.ts';
import { importDesign } from './imports.ts';
import { readDesign } from './read-design.ts';
import { decodeDesign, encodeDesign } from './share.ts';

/** Everything that can be decided, with characters that each format has to escape. */
const FULL: Design = {
  preset: 'forest',
  primaryColor: '#0f766e',
  backgroundColor: '#fafaf9',
  textColor: '#1c1917',
  dark: { primaryColor: '#5eead4', backgroundColor: '#101512', textColor: '#e7ece9' },
  radius: 'soft',
  density: 'compact',
  colorScheme: 'dark',
  typography: { fontFamily: 'Georgia, serif', baseSize: 15 },
  mode: 'sidebar',
  position: 'top-start',
  offsetX: 40,
  offsetY: 12,
  panelWidth: 480,
  panelHeight: 640,
  draggableLauncher: true,
  promptsOnLauncher: true,
  closeOnOutsideClick: true,
  heading: 'Ask "Clay" & co <now>',
  greeting: "What's up? {yes}",
  placeholder: 'Frage…',
  disclaimer: 'Answers are quoted.',
  teaser: 'Need a hand?',
  shortcut: 'mod+k',
  locale: 'de',
  prompts: [{ label: "It's {open}", prompt: 'Is "</script>" & <b> safe?' }],
  strings: { history: 'Earlier', retry: 'Once "more"' },
};

const SITE = { origin: 'https://help.example.com' };

describe('a design', () => {
  it('has a control for each of its values', () => {
    const paths = FIELDS.map(({ path }) => path);
    expect(
      paths.filter((path) => path !== 'theme' && !path.startsWith('strings.') && valueAt(FULL, path) === undefined),
    ).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('has a control for each word that is plain text', () => {
    const words = Object.entries(ENGLISH).filter(([, word]) => typeof word === 'string');
    const paths: string[] = FIELDS.map(({ path }) => path);
    const missing = words.filter(([name]) => !paths.includes(name) && !paths.includes(`strings.${name}`));
    expect(missing).toEqual([]);
    expect(words.length).toBeGreaterThan(20);
  });

  it('loses a group with the last value in it', () => {
    const design = withValue({}, 'dark.textColor', '#fff');
    expect(design).toEqual({ dark: { textColor: '#fff' } });
    expect(withValue(design, 'dark.textColor', undefined)).toEqual({});
  });
});

describe.each(FORMATS.filter(({ name }) => name !== 'CSS'))('the export as $name', ({ write }) => {
  it('reads back as the same design', () => {
    expect(importDesign(write(FULL, SITE))).toEqual({ design: FULL, ignored: [] });
  });

  it('reads back an empty design', () => {
    expect(importDesign(write({}, SITE))).toEqual({ design: {}, ignored: [] });
  });

  it('takes the colours from the page where that was chosen', () => {
    const design: Design = { theme: 'from-page', mode: 'modal' };
    expect(importDesign(write(design, SITE)).design).toEqual(design);
  });
});

describe('the export as CSS', () => {
  const { write } = FORMATS.find(({ name }) => name === 'CSS')!;

  it('reads back what a style sheet can say', () => {
    const { primaryColor, backgroundColor, textColor, dark, panelWidth, panelHeight, typography } = FULL;
    const { fontFamily } = typography!;
    expect(importDesign(write(FULL, SITE)).design).toEqual({
      primaryColor,
      backgroundColor,
      textColor,
      dark,
      panelWidth,
      panelHeight,
      typography: { fontFamily },
    });
  });

  it('says the colours that were derived for the dark scheme, and none where none were chosen', () => {
    expect(write({ primaryColor: '#1e3a8a' }, SITE)).toMatch(/:state\(dark\) \{\n {2}--kb-accent: #[^1]/);
    expect(write({ panelWidth: 500 }, SITE)).toBe('kb-assistant {\n  --kb-panel-width: 500px;\n}\n');
  });
});

describe('an import', () => {
  it('takes the groups that the element takes, and names what is no part of a design', () => {
    const { design, ignored } = readDesign({
      theme: { primaryColor: '#123456', dark: { textColor: '#eeeeee' } },
      overlay: { position: 'top-left', offset: { x: 8 }, width: 500 },
      header: { title: 'Help' },
      apiUrl: '/api/chatkit',
      sparkle: 9,
      radius: 'wobbly',
    });
    expect(design).toEqual({
      primaryColor: '#123456',
      dark: { textColor: '#eeeeee' },
      position: 'top-left',
      offsetX: 8,
      panelWidth: 500,
      heading: 'Help',
    });
    expect(ignored).toEqual(['sparkle', 'radius']);
  });

  it.each(['', 'hello', '<p>nothing</p>', '{ "preset": ', '[1]', '<KbAssistant prompts={[} />'])(
    'says what is wrong with %j',
    (text) => {
      expect(() => importDesign(text)).toThrow(/\w+ \w+/);
    },
  );
});

describe('the contrast of a colour', () => {
  const SEEDS = ['primaryColor', 'backgroundColor', 'textColor'] as const;

  // An accent that is a fill may stand out less, as amber does: what is written on it can be read.
  it.each(PRESETS)('is enough in the preset %s', (preset) => {
    for (const scheme of ['light', 'dark'] as const) {
      for (const seed of SEEDS.filter((each) => each !== 'primaryColor' || preset !== 'amber')) {
        const { ratio, least } = readingOf({ preset }, scheme, seed);
        expect(ratio, `${scheme} ${seed}`).toBeGreaterThanOrEqual(least);
      }
    }
  });

  it.each<Design>([
    { textColor: '#bbbbbb' },
    { primaryColor: '#ffff00' },
    { backgroundColor: '#808080', textColor: '#8a8a8a', primaryColor: '#777777' },
    { dark: { textColor: '#333333', primaryColor: '#101010' } },
    { dark: { backgroundColor: '#7f7f7f', textColor: '#6b7280' } },
    { preset: 'clay', primaryColor: 'rgb(255 250 240)', textColor: 'hsl(40 30% 90%)' },
  ])('of %j is mended by what is offered', (start) => {
    let design = start;
    let mended = 0;
    for (const scheme of ['light', 'dark'] as const) {
      for (const seed of ['textColor', 'primaryColor'] as const) {
        const { mend } = readingOf(design, scheme, seed);
        if (mend === undefined) continue;
        design = withValue(design, scheme === 'dark' ? `dark.${seed}` : seed, mend);
        mended += 1;
      }
      for (const seed of SEEDS) {
        const { ratio, least } = readingOf(design, scheme, seed);
        expect(ratio, `${scheme} ${seed}`).toBeGreaterThanOrEqual(least);
      }
    }
    expect(mended).toBeGreaterThan(0);
  });

  it('is not told where a colour is the page’s', () => {
    expect(isKnown({ theme: 'from-page' }, 'light', 'textColor')).toBe(false);
    expect(isKnown({ theme: 'from-page', textColor: '#111111' }, 'light', 'textColor')).toBe(false);
    const design: Design = { theme: 'from-page', textColor: '#111111', backgroundColor: '#ffffff' };
    expect(isKnown(design, 'light', 'textColor')).toBe(true);
    expect(isKnown(design, 'dark', 'textColor')).toBe(false);
    expect(isKnown({ preset: 'forest' }, 'light', 'primaryColor')).toBe(true);
  });

  it('is that of the page’s colours once they are known, under those that were chosen', () => {
    const pages = { light: { textColor: 'rgb(51, 36, 26)', backgroundColor: 'rgb(255, 250, 243)' } };
    const design = onPages({ theme: 'from-page', textColor: '#bbbbbb' }, pages);
    expect(design).toEqual({ theme: 'from-page', textColor: '#bbbbbb', backgroundColor: '#fffaf3', dark: {} });
    expect(readingOf(design, 'light', 'textColor').ratio).toBeCloseTo(1.8, 1);
    expect(onPages({ preset: 'clay' }, pages)).toEqual({ preset: 'clay' });
  });
});

describe('the address', () => {
  it('holds the whole design', () => {
    const text = encodeDesign(FULL);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeDesign(text)).toEqual({ design: FULL, ignored: [] });
  });

  it('names what a damage made of it', () => {
    const damaged = encodeDesign({ presdt: 'forest', radius: 'soft' } as Design);
    expect(decodeDesign(damaged)).toEqual({ design: { radius: 'soft' }, ignored: ['presdt'] });
  });

  it.each(['%%%', 'e30x', encodeDesign(FULL).slice(0, 40), btoa('[]'), btoa('null')])(
    'is refused when it is damaged: %s',
    (text) => {
      expect(() => decodeDesign(text)).toThrow();
    },
  );
});

describe('the history', () => {
  it('takes steps back and takes them again', () => {
    const history = new History('a');
    history.change('b');
    history.change('c');
    history.undo();
    history.undo();
    expect([history.now, history.canUndo, history.canRedo]).toEqual(['a', false, true]);
    history.redo();
    expect(history.now).toBe('b');
    history.change('d');
    expect(history.canRedo).toBe(false);
  });

  it('makes one step of a slider that is dragged', () => {
    const history = new History(0);
    history.change(1, 'width');
    history.change(2, 'width');
    history.change(3, 'width');
    history.undo();
    expect(history.now).toBe(0);
  });

  it('makes two steps of two drags', () => {
    const history = new History(0);
    history.change(1, 'width');
    history.settle();
    history.change(2, 'width');
    history.undo();
    expect(history.now).toBe(1);
  });
});
