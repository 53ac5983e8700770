import { describe, expect, it } from 'vitest';
import { createMessageIdMaker } from '#relay/core/message-id.ts';

describe('message ids', () => {
  it('grow and stay unique within one millisecond and when the clock steps back', () => {
    let now = 1_767_225_600_000;
    const make = createMessageIdMaker(() => now, Math.random);
    const ids = Array.from({ length: 5_000 }, (_, index) => {
      if (index === 2_000) now -= 3_600_000;
      if (index % 1_000 === 999) now += 1;
      return make('inbound');
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('names the direction and is safe in a URL', () => {
    const make = createMessageIdMaker(
      () => 0,
      () => 0.999_999,
    );
    expect(make('outbound')).toMatch(/^wxout-[0-9A-Z]{26}$/u);
    expect(make('inbound')).toMatch(/^wxin-[0-9A-Z]{26}$/u);
  });
});
