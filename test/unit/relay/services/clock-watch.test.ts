import { describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { ClockWatch } from '#relay/services/clock-watch.ts';

describe('clock watch', () => {
  it('says once that the clock is wrong, and once that it is right again', () => {
    const lines: string[] = [];
    let offsetMs = 0;
    const watch = new ClockWatch({
      offset: { offsetMs: () => offsetMs },
      log: {
        ...silentLogger,
        warn: (event) => lines.push(event),
        info: (event) => lines.push(event),
      },
    });
    for (offsetMs of [0, 59_000, -600_000, -600_000, 3_000, 0]) watch.look();
    expect(lines).toEqual(['clock.wrong', 'clock.right']);
  });
});
