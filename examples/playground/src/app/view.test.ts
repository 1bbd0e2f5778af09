import { describe, expect, it } from 'vitest';
import { readHash, writeHash } from './view.ts';

describe('the address of a design', () => {
  it.each([
    ['#eyJh-_', { design: 'eyJh-_', view: {} }],
    [
      '#eyJh&page=shop&device=phone&schemes=dark',
      { design: 'eyJh', view: { page: 'shop', device: 'phone', schemes: 'dark' } },
    ],
    ['#&page=night', { design: '', view: { page: 'night' } }],
    ['', { design: '', view: {} }],
  ] as const)('%j says the design and how it is looked at', (hash, { design, view }) => {
    expect(readHash(hash)).toEqual({ design, view, ignored: [] });
    expect(writeHash(design, view)).toBe(hash);
  });

  it('names what there is not', () => {
    const { view, ignored } = readHash('#&page=moon&constructor=1&device=phone');
    expect(view).toEqual({ device: 'phone' });
    expect(ignored).toEqual(['page=moon', 'constructor=1']);
  });
});
