import { describe, expect, it } from 'vitest';
import { ENGLISH, PRESETS } from 'kb-assistant/design';
import { isKnown, isMeasurable, onPages, readingOf, seedsOf } from './colors.ts';
import { solid } from './computed.ts';
import { type Design, valueAt, withValue } from './design.ts';
import { FORMATS } from './exports.ts';
import { DEFAULTS } from '../../../../packages/assistant/src/config/defaults.ts';
import { withoutEffect } from './effects.ts';
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

describe('a control with a default', () => {
  it.each(FIELDS.filter((field) => field.kind === 'choice' && field.path in DEFAULTS))(
    'names the assistant’s own: $label',
    (field) => {
      expect(field).toMatchObject({ initial: DEFAULTS[field.path as keyof typeof DEFAULTS] });
    },
  );
});

describe('what a page says', () => {
  it('leaves font, size and dark colours that were chosen without effect, by name', () => {
    const { dark, typography } = FULL;
    expect(withoutEffect({ theme: 'from-page', textColor: '#111111', dark: dark!, typography: typography! })).toEqual([
      'Accent, dark',
      'Surface, dark',
      'Text, dark',
      'Font',
      'Size',
    ]);
    expect(withoutEffect(FULL)).toEqual([]);
  });
});

describe.each(FORMATS)('the export as $name', ({ write }) => {
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

  it.each<Design>([
    { preset: 'forest', primaryColor: '#0f766e', dark: { textColor: '#e7ece9' } },
    { radius: 'soft', density: 'compact' },
    { typography: { baseSize: 15 } },
    { typography: { fontFamily: 'Georgia; } /* serif' } },
    { typography: { fontFamily: '</style>' } },
    { greeting: 'To be ended */ or not', prompts: [{ label: 'An end: */', prompt: '*/ <script>' }] },
    { primaryColor: 'rgb(255 0 0 / 20%)', textColor: 'var(--words)' },
    { theme: 'from-page', primaryColor: '#0f766e', panelWidth: 500 },
  ])('reads back %j', (design) => {
    expect(importDesign(write(design, SITE))).toEqual({ design, ignored: [] });
  });

  it('has in its comment what no style sheet says, and nothing else', () => {
    const [sheet, comment] = write({ radius: 'soft', panelWidth: 500 }, SITE).split('/*');
    expect(sheet).toBe('kb-assistant {\n  --kb-panel-width: 500px;\n}\n\n');
    expect(comment).toContain('<kb-assistant\n  radius="soft"\n></kb-assistant>');
  });

  it('leaves it to the page to derive from a colour that only the page knows', () => {
    const text = write({ primaryColor: 'var(--brand)', textColor: '#111111' }, SITE);
    expect(text).toMatch(/^kb-assistant \{\n\}\n/);
    expect(text).toContain('primary-color="var(--brand)"\n  text-color="#111111"');
    const [primaryColor, backgroundColor, textColor] = ['var(--brand)', 'var(--surface)', '#111111'];
    const whole = { primaryColor, backgroundColor, textColor };
    expect(write({ ...whole, dark: whole }, SITE)).toContain('  --kb-accent: var(--brand);\n');
  });

  it('keeps a colour that is see-through out of the launcher, which would show it so', () => {
    expect(write({ primaryColor: 'rgb(255 0 0 / 20%)' }, SITE)).not.toMatch(/--kb-accent: rgb/);
  });

  it('says the colours that were derived for the dark scheme, and none where none were chosen', () => {
    expect(write({ primaryColor: '#1e3a8a' }, SITE)).toMatch(/:state\(dark\) \{\n {2}--kb-accent: #[^1]/);
    expect(write({ panelWidth: 500 }, SITE)).toBe('kb-assistant {\n  --kb-panel-width: 500px;\n}\n');
  });
});

describe('the export as Vue', () => {
  it('is indented as its formatter would', () => {
    const { write } = FORMATS.find(({ name }) => name === 'Vue')!;
    expect(write({ radius: 'soft', strings: { retry: 'Once more' } }, SITE)).toContain(
      '<template>\n  <KbAssistant\n    api-url=',
    );
    expect(write({ strings: { retry: 'Once more' } }, SITE)).toContain(
      '\n    :strings=\'{\n      "retry": "Once more"\n    }\'\n  />\n</template>',
    );
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

  it.each([
    ['<KbAssistant heading="Hi" radius="soft"></KbAssistant>', { heading: 'Hi', radius: 'soft' }],
    ["<KbAssistant heading={'Hi'} radius='soft' />", { heading: 'Hi', radius: 'soft' }],
    ['<KbAssistant heading={`Hi "you"\\`s`} draggableLauncher>', { heading: 'Hi "you"`s', draggableLauncher: true }],
    ["<KbAssistant prompts={[{label: 'a', prompt: `b`,}]}/>", { prompts: [{ label: 'a', prompt: 'b' }] }],
    [`<KbAssistant :prompts="[{ label: 'a', prompt: 'b' }]" />`, { prompts: [{ label: 'a', prompt: 'b' }] }],
    ['<KbAssistant v-bind:offset-x="40" heading="A > b" />', { offsetX: 40, heading: 'A > b' }],
    ['<KbAssistant {/* {no} prop */} heading="Hi" />', { heading: 'Hi' }],
    ["{ preset: 'clay', }", { preset: 'clay' }],
  ])('takes %s, as it is written by hand', (text, design) => {
    expect(importDesign(text)).toEqual({ design, ignored: [] });
  });

  it.each([
    ['<KbAssistant radius="soft" onKbError={(e) => { report("}"); }} />', ['onKbError']],
    ['<KbAssistant radius="soft" apiUrl={url} heading={title} {...rest} />', ['heading', '{...rest}']],
    ['<KbAssistant radius="soft" heading={`Hi ${name}`} />', ['heading']],
    ['<KbAssistant radius="soft" :heading="title" :api-url="url" @kb-error="report" />', [':heading', '@kb-error']],
  ])('of %s takes what it can read, and names the rest', (text, ignored) => {
    expect(importDesign(text)).toEqual({ design: { radius: 'soft' }, ignored });
  });

  it.each(['<KbAssistant onKbError={report} />', '{ "sparkle": 9 }', '<kb-assistant glow="9"></kb-assistant>'])(
    'says that there is nothing of use in %s',
    (text) => {
      expect(() => importDesign(text)).toThrow(/^Nothing in that .*(onKbError|sparkle|glow)/);
    },
  );

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
    expect(design).toEqual({
      theme: 'from-page',
      textColor: '#bbbbbb',
      backgroundColor: 'rgb(255, 250, 243)',
      dark: {},
    });
    expect(seedsOf(design, 'light').backgroundColor).toBe('#fffaf3');
    expect(readingOf(design, 'light', 'textColor').ratio).toBeCloseTo(1.8, 1);
    expect(onPages({ preset: 'clay' }, pages)).toEqual({ preset: 'clay' });
  });

  it('is that of the page in the dark, whatever was chosen: the assistant takes no dark colours beside a page’s', () => {
    const pages = { dark: { textColor: 'rgb(241, 228, 216)' } };
    expect(onPages({ theme: 'from-page', dark: { textColor: '#bbbbbb' } }, pages).dark).toEqual(pages.dark);
  });

  it.each(['var(--brand)', 'currentColor', 'color-mix(in srgb, red, blue)', 'light-dark(red, blue)', 'CanvasText'])(
    'of %s is not told before the page has told what it comes to, and is then',
    (primaryColor) => {
      expect(isMeasurable({ primaryColor }, 'light', {})).toBe(false);
      expect(seedsOf({ primaryColor }, 'light').primaryColor).toBe('#2563eb');
      expect(readingOf({ primaryColor }, 'light', 'primaryColor').ratio).toBeGreaterThan(3);
      const computed = { light: { [primaryColor]: 'color(srgb 0.5 0 0.5)' } };
      expect(isMeasurable({ primaryColor }, 'light', computed)).toBe(true);
      expect(seedsOf({ primaryColor }, 'light', computed).primaryColor).toBe('#800080');
      expect(readingOf({ primaryColor }, 'light', 'primaryColor', computed).ratio).toBeCloseTo(9.4, 1);
    },
  );

  it('in the dark is that of what the colours come to in the dark', () => {
    const primaryColor = 'light-dark(red, blue)';
    const computed = { light: { [primaryColor]: 'rgb(255, 0, 0)' }, dark: { [primaryColor]: 'rgb(0, 0, 255)' } };
    expect(seedsOf({ dark: { primaryColor } }, 'dark', computed).primaryColor).toBe('#0000ff');
    expect(isMeasurable({ dark: { primaryColor } }, 'light', {})).toBe(true);
  });

  it.each([
    ['transparent', 'rgba(0, 0, 0, 0)', 'unseen'],
    ['var(--nothing)', '', 'nothing'],
    ['color(xyz 0.2 0.3 0.4)', 'color(xyz-d65 0.2 0.3 0.4)', 'unreadable'],
  ])('of %s is that of the default, which the assistant takes instead', (color, came, kind) => {
    const computed = { light: { [color]: came } };
    expect(solid(color, 'light', computed)).toEqual({ kind });
    expect(seedsOf({ textColor: color }, 'light', computed).textColor).toBe(seedsOf({}, 'light').textColor);
  });

  it.each([
    ['rgb(255 0 0 / 20%)', 'rgba(255, 0, 0, 0.2)', 'made-solid'],
    ['#ff000033', 'rgba(255, 0, 0, 0.2)', 'made-solid'],
    ['red', 'rgb(255, 0, 0)', 'solid'],
    ['rgb(255 0 0 / 20%)', undefined, 'made-solid'],
    ['#FF0000', undefined, 'solid'],
  ])('of %s is that of the solid colour which the assistant makes of it', (color, came, kind) => {
    const computed = came === undefined ? {} : { light: { [color]: came } };
    expect(solid(color, 'light', computed)).toEqual({ kind, hex: '#ff0000' });
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
