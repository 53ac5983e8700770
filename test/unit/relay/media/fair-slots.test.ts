import { describe, expect, it } from 'vitest';
import { FairSlots } from '#relay/media/fair-slots.ts';
import { settled } from '#test/fakes/hand-clock.ts';

/** Work that ends when told to, and the order in which it began. */
function bench(slots: FairSlots) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    add: (group: string, name: string) =>
      slots.run(group, async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
  };
}

describe('fair slots', () => {
  it('gives a group no more than its share while others find a place', async () => {
    const { begun, add, end } = bench(new FairSlots(4, 2));
    for (const name of ['a1', 'a2', 'a3', 'a4']) void add('a', name);
    await settled();
    expect(begun).toEqual(['a1', 'a2']);
    void add('b', 'b1');
    void add('c', 'c1');
    void add('c', 'c2');
    await settled();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
    await end('b1');
    expect(begun.at(-1)).toBe('c2');
    await end('a1');
    expect(begun.at(-1)).toBe('a3');
  });

  it('lets waiting groups take turns', async () => {
    const { begun, add, end } = bench(new FairSlots(1, 1));
    for (const name of ['a1', 'a2', 'a3']) void add('a', name);
    for (const name of ['b1', 'b2']) void add('b', name);
    for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  });

  it('frees the place of work that failed', async () => {
    const slots = new FairSlots(1, 1);
    await expect(slots.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(slots.run('a', () => Promise.resolve(7))).resolves.toBe(7);
    expect(slots.waiting).toBe(0);
  });
});
