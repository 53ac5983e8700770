import { describe, expect, it } from 'vitest';
import { mergedForm, sameForm } from '#renderer/store/setup-merge.ts';

const base = { name: 'a', cxone: { id: '1', key: '2' }, skills: ['x'], rights: { tulip: ['reply'] } };

describe('two hands on one form', () => {
  it('keeps what was typed and follows the rest', () => {
    const typed = { ...base, name: 'mine', cxone: { id: '1', key: 'mine' } };
    const stored = { ...base, name: 'theirs', cxone: { id: 'theirs', key: 'theirs' }, skills: ['x', 'y'] };
    expect(mergedForm(base, typed, stored)).toEqual({
      name: 'mine',
      cxone: { id: 'theirs', key: 'mine' },
      skills: ['x', 'y'],
      rights: { tulip: ['reply'] },
    });
  });

  it('takes a list as one field, and a key that was taken out as gone', () => {
    expect(mergedForm(base, { ...base, skills: [] }, { ...base, skills: ['x', 'y'] }).skills).toEqual([]);
    expect(mergedForm(base, { ...base, rights: {} }, { ...base, name: 'theirs' })).toEqual({
      ...base,
      name: 'theirs',
      rights: {},
    });
    const theirs = { ...base, rights: { tulip: ['reply'], daisy: [] } };
    expect(mergedForm<Record<string, unknown>>(base, { ...base, rights: {} }, theirs)['rights']).toEqual({ daisy: [] });
  });

  it('gives back what is stored when nothing was typed', () => {
    const stored = { ...base, name: 'theirs' };
    expect(mergedForm(base, structuredClone(base), stored)).toBe(stored);
    expect(sameForm(base, structuredClone(base))).toBe(true);
    expect(sameForm(base, { ...base, skills: ['x', 'y'] })).toBe(false);
  });
});
