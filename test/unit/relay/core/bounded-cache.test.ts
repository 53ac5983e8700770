import { expect, it } from 'vitest';
import { BoundedCache } from '#relay/core/bounded-cache.ts';

it('keeps what was used lately and forgets the rest', () => {
  const cache = new BoundedCache<number, string>(10);
  for (let key = 0; key < 1_000; key += 1) {
    cache.set(key, `value ${key}`);
    // Used all the time.
    expect(cache.get(0)).toBe('value 0');
  }
  for (let key = 991; key < 1_000; key += 1) expect(cache.get(key)).toBe(`value ${key}`);
  expect(Array.from({ length: 1_000 }, (_, key) => cache.get(key)).filter(Boolean).length).toBeLessThanOrEqual(20);
});

it('forgets on request', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.delete('a');
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 2]);
  cache.clear();
  expect(cache.get('b')).toBeUndefined();
});
