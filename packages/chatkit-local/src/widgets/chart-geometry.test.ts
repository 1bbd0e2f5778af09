import { describe, expect, it } from 'vitest';
import { CURVES, path, spans, ticks, type Curve } from './chart-geometry.ts';

describe('ticks', () => {
  it.each([
    [
      [305, 80],
      [0, 100, 200, 300, 400],
    ],
    [
      [-30, 40],
      [-40, -20, 0, 20, 40],
    ],
    [[0.3], [0, 0.1, 0.2, 0.3]],
    [[0], [0, 1]],
    [[], [0, 1]],
  ])('of %j are round, and hold zero and every value', (values, expected) => {
    expect(ticks(values)).toEqual(expected);
  });
});

describe('spans', () => {
  const rows = [
    { a: 3, b: 4 },
    { a: -1, b: 2 },
  ];

  it('begin at zero', () => {
    expect(spans([{ dataKey: 'a' }], rows)).toEqual([
      [
        { from: 0, to: 3 },
        { from: 0, to: -1 },
      ],
    ]);
  });

  it('of one stack stand on each other, and what is below zero hangs', () => {
    const stacked = ['a', 'b'].map((dataKey) => ({ dataKey, stack: 's' }));
    expect(spans(stacked, rows)[1]).toEqual([
      { from: 3, to: 7 },
      { from: 0, to: 2 },
    ]);
  });

  it('of what is no number are empty', () => {
    expect(spans([{ dataKey: 'a' }], [{ a: 'many' }, {}])).toEqual([
      [
        { from: 0, to: 0 },
        { from: 0, to: 0 },
      ],
    ]);
  });
});

it.each<[Curve, string]>([
  ['linear', 'M0 0L10 4'],
  ['smooth', 'M0 0C5 0 5 4 10 4'],
  ['step', 'M0 0H5V4H10'],
  ['step-before', 'M0 0V4H10'],
  ['step-after', 'M0 0H10V4'],
])('a %s path', (curve, data) => {
  const points = [
    [0, 0],
    [10, 4],
  ] as const;
  expect(path(points, curve)).toBe(data);
  expect(path([], curve)).toBe('');
});

it('every curve that a server can name is one that is drawn', () => {
  expect(Object.keys(CURVES)).toHaveLength(15);
});
