import { describe, expect, it } from 'vitest';
import { mergeValues } from './form-values.ts';

describe('what an action carries', () => {
  it('is the values of its form where it has no payload', () => {
    expect(mergeValues(undefined, { name: 'Ada' })).toEqual({ payload: { name: 'Ada' }, conflicts: [] });
  });

  it('is both, and where they meet the payload stays', () => {
    expect(mergeValues({ id: 7, name: 'kept' }, { name: 'Ada', age: '36' })).toEqual({
      payload: { id: 7, name: 'kept', age: '36' },
      conflicts: ['name'],
    });
  });

  it('is the payload alone where that has no room for names', () => {
    expect(mergeValues('text', { name: 'Ada' })).toEqual({ payload: 'text', conflicts: ['name'] });
    expect(mergeValues(['a'], {})).toEqual({ payload: ['a'], conflicts: [] });
  });
});
