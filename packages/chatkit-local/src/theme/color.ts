/** A colour in sRGB, each channel from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

const HEX = /^#([\da-f]{3,8})$/i;
const RGB = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i;
const SRGB = /^color\(srgb ([\d.-]+) ([\d.-]+) ([\d.-]+)/i;

/** Stays on the canvas where it did not take a colour. */
const UNREAD = '#010203';

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

function fromHex(digits: string): Rgb | null {
  if (digits.length === 5 || digits.length === 7) return null;
  const size = digits.length < 6 ? 1 : 2;
  const channel = (index: number) => {
    const part = digits.slice(index * size, index * size + size);
    return Number.parseInt(size === 1 ? part + part : part, 16) / 255;
  };
  return [channel(0), channel(1), channel(2)];
}

/** Reads `#rgb`, `#rrggbb`, `rgb()` and `color(srgb …)`; alpha is passed over. */
export function readColor(value: string): Rgb | null {
  const text = value.trim();
  const hex = HEX.exec(text)?.[1];
  if (hex) return fromHex(hex);
  const rgb = RGB.exec(text);
  if (rgb) return [clamp(Number(rgb[1]) / 255), clamp(Number(rgb[2]) / 255), clamp(Number(rgb[3]) / 255)];
  const srgb = SRGB.exec(text);
  return srgb ? [clamp(Number(srgb[1])), clamp(Number(srgb[2])), clamp(Number(srgb[3]))] : null;
}

/**
 * Reads any colour that the browser knows, names and `oklch()` included, by letting it rewrite them.
 * Where there is no browser, what {@link readColor} reads.
 */
export function parseColor(value: string): Rgb | null {
  const known = readColor(value);
  if (known || typeof document === 'undefined' || !CSS.supports('color', value)) return known;
  const probe = document.createElement('canvas').getContext('2d');
  if (!probe) return null;
  // A mix in sRGB is written out as `color(srgb …)`, whatever notation and space it was made from.
  probe.fillStyle = UNREAD;
  probe.fillStyle = `color-mix(in srgb, ${value}, ${value})`;
  if (probe.fillStyle === UNREAD) return null;
  return readColor(probe.fillStyle);
}

export const toHex = (color: Rgb): string =>
  `#${color
    .map((channel) =>
      Math.round(clamp(channel) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const gamma = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** Contrast of two colours as WCAG 2 counts it: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** https://bottosson.github.io/posts/oklab/ */
function toOklab(color: Rgb): Rgb {
  const [r, g, b] = color.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    clamp(gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    clamp(gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ];
}

/** What lies between two colours in OKLab, as `color-mix(in oklab, color share, ground)` has it. */
export function mix(color: Rgb, share: number, ground: Rgb): Rgb {
  const [from, to] = [toOklab(ground), toOklab(color)];
  const between = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return fromOklab([between(0), between(1), between(2)]);
}

/** The colour, lightened or darkened as little as it takes to stand out from a background by `ratio`. */
export function withContrast(color: Rgb, background: Rgb, ratio: number): Rgb {
  if (contrast(color, background) >= ratio) return color;
  const [lightness, a, b] = toOklab(color);
  const step = luminance(background) < 0.18 ? 0.01 : -0.01;
  for (let next = lightness + step; next > 0 && next < 1; next += step) {
    // Close to black and white there is less room for colour.
    const room = Math.min(1, (1 - Math.abs(2 * next - 1)) * 1.6);
    const moved = fromOklab([next, a * room, b * room]);
    if (contrast(moved, background) >= ratio) return moved;
  }
  return step > 0 ? [1, 1, 1] : [0, 0, 0];
}
