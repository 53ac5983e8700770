import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { SearchDesk } from '#relay/storage/sqlite/search/search-desk.ts';
import { testKey } from '#test/integration/storage/sqlite-harness.ts';
import { SearchBench, text } from './search-harness.ts';

let bench: SearchBench;
let desk: SearchDesk;
let monotonic = 0;

beforeEach(() => {
  bench = new SearchBench();
  monotonic = 1_000;
  const clock = { ...systemClock, monotonic: () => monotonic };
  desk = new SearchDesk({ dataDir: bench.folder, storeKey: testKey, clock, log: bench.log.logger });
});

afterEach(async () => {
  desk.close();
  await bench.dispose();
});

const untilIdle = (): string[] => {
  const steps: string[] = [];
  for (let step = desk.step(); step !== 'idle'; step = desk.step()) steps.push(step);
  return steps;
};

describe('new messages that do not fill a batch', () => {
  it('gather for a moment, and go into the index together', async () => {
    await bench.put(text('before'));
    desk.open();
    untilIdle();
    await bench.put(text('after a while'));
    expect(untilIdle()).toEqual(['new']);
    await bench.put(text('one'));
    await bench.put(text('two'));

    monotonic += 300;
    expect(untilIdle()).toEqual([]);
    monotonic += 200;
    expect(untilIdle()).toEqual(['new']);
  });

  it('do not gather when they fill one', async () => {
    await bench.put(text('before'));
    desk.open();
    untilIdle();
    await bench.put(...Array.from({ length: 120 }, (_, index) => text(`message ${index}`)));

    expect(untilIdle()[0]).toBe('new');
  });
});
