import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { code, delta, hour, HistoryRun, minute, sumsOf, tulip } from './history-kit.ts';

describe('history of traffic', () => {
  let run: HistoryRun;
  beforeEach(async () => {
    run = new HistoryRun();
    await run.start();
  });

  it('fills every period with buckets that follow one another', () => {
    for (const [period, bucketMs, count] of [
      ['hour', minute, 60],
      ['day', 10 * minute, 144],
      ['week', 2 * hour, 84],
    ] as const) {
      const { buckets, bucketMs: told } = run.history(period);
      expect(told).toBe(bucketMs);
      expect(buckets).toHaveLength(count);
      const last = buckets.at(-1)?.at ?? 0;
      expect(last).toBeLessThanOrEqual(run.clock.now());
      expect(last + bucketMs).toBeGreaterThan(run.clock.now());
      expect(buckets.map(({ at }) => at)).toEqual(buckets.map((_, index) => last - (count - 1 - index) * bucketMs));
    }
  });

  it('counts acceptance, delivery, retries and failures, and how long delivery took', async () => {
    const message = run.accept('inbound');
    const reply = run.accept('outbound');
    await run.wind(2_000);
    run.settle(message, 'delivered');
    run.settle(reply, 'retry');
    run.settle(reply, 'retry', false);
    run.settle(reply, 'expired');
    const history = run.history('hour');
    expect(sumsOf(history)).toEqual({ inbound: 1, outbound: 1, delivered: 1, retries: 1, failed: 1 });
    const bucket = history.buckets.at(-1);
    expect(bucket?.deliveryIn?.p50).toBeGreaterThan(1_900);
    expect(bucket?.deliveryIn?.p50).toBeLessThan(2_100);
    expect(bucket?.deliveryOut).toBeNull();
    expect(bucket?.troubleSince).toBe(reply.receivedAt);
    expect(history.errors).toEqual([{ code, count: 2 }]);
  });

  it('counts what cannot be read as accepted and failed', () => {
    const message = { seq: 9, channelId: tulip, direction: 'inbound', receivedAt: run.clock.now() } as const;
    run.service.quarantined(message, 'RECORD_DAMAGED');
    expect(sumsOf(run.history('day'))).toMatchObject({ inbound: 1, failed: 1 });
  });

  it('counts no message twice that an earlier run had accepted', () => {
    const receivedAt = run.clock.now() - hour;
    run.service.stored({ seq: 1, channelId: tulip, direction: 'inbound', receivedAt });
    expect(sumsOf(run.history('day')).inbound).toBe(0);
  });

  it('tells one channel, several, or all', () => {
    run.accept('inbound', tulip);
    run.accept('inbound', delta);
    run.accept('outbound', delta);
    expect(sumsOf(run.history('hour', [tulip]))).toMatchObject({ inbound: 1, outbound: 0 });
    expect(sumsOf(run.history('hour', [delta]))).toMatchObject({ inbound: 1, outbound: 1 });
    expect(sumsOf(run.history('hour', [tulip, delta]))).toEqual(sumsOf(run.history('hour')));
  });

  it('says which stretches it did not see whole', async () => {
    await run.wind(25 * minute);
    const { buckets } = run.history('hour');
    // Midnight, when it began, is the beginning of a minute.
    expect(buckets.map(({ isWhole }) => isWhole)).toEqual([
      ...Array<boolean>(34).fill(false),
      ...Array<boolean>(26).fill(true),
    ]);
    expect(run.history('week').buckets.at(-1)?.isWhole).toBe(true);
    expect(run.history('week').buckets.at(-2)?.isWhole).toBe(false);
  });

  it('sums up to what it was told, over hours and whatever is asked in between', async () => {
    const step = fc.record({
      channelId: fc.constantFrom(tulip, delta),
      direction: fc.constantFrom('inbound', 'outbound'),
      end: fc.constantFrom('delivered', 'dead_letter', 'unconfirmed', 'expired', 'retry', null),
      tookMs: fc.integer({ min: 0, max: 4 * minute }),
      quietMs: fc.integer({ min: 0, max: 25 * minute }),
      asks: fc.boolean(),
    } as const);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const fresh = new HistoryRun();
        await fresh.start();
        const told = { inbound: 0, outbound: 0, delivered: 0, retries: 0, failed: 0 };
        for (const { channelId, direction, end, tookMs, quietMs, asks } of steps) {
          const message = fresh.accept(direction, channelId);
          told[direction] += 1;
          fresh.clock.wind(tookMs);
          if (end !== null) fresh.settle(message, end);
          if (end === 'delivered' || end === 'retry') told[end === 'retry' ? 'retries' : 'delivered'] += 1;
          else if (end !== null) told.failed += 1;
          if (asks) fresh.history('day');
          fresh.clock.wind(quietMs);
        }
        const week = fresh.history('week');
        expect(sumsOf(week)).toEqual(told);
        const measured = week.buckets.map(
          ({ deliveryIn, deliveryOut }) => (deliveryIn?.count ?? 0) + (deliveryOut?.count ?? 0),
        );
        expect(measured.reduce((sum, count) => sum + count, 0)).toBe(told.delivered);
        await fresh.service.stop();
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a week by putting old stretches together, and forgets what is older', async () => {
    for (let day = 0; day < 9; day += 1) {
      run.accept();
      await run.wind(24 * hour, 2 * hour);
    }
    expect(sumsOf(run.history('week')).inbound).toBe(6);
    expect(sumsOf(run.history('day')).inbound).toBeLessThanOrEqual(1);
  });
});

describe('across restarts', () => {
  it('goes on with the figures, minutes included, and marks the time it was off', async () => {
    const run = new HistoryRun();
    await run.start();
    run.accept();
    await run.wind(15 * minute);
    run.settle(run.accept('outbound'), 'dead_letter');
    await run.wind(90_000);
    const before = run.history('hour');
    await run.service.stop();
    await run.wind(5 * minute);
    await run.start();
    await run.wind(3 * minute);

    const after = run.history('hour');
    expect(sumsOf(after)).toEqual(sumsOf(before));
    expect(sumsOf(run.history('week'))).toEqual(sumsOf(before));
    expect(sumsOf(run.history('day'))).toEqual(sumsOf(before));
    expect(after.errors).toEqual(before.errors);
    expect(after.buckets.find(({ failed }) => failed > 0)?.at).toBe(
      before.buckets.find(({ failed }) => failed > 0)?.at,
    );
    const off = after.buckets.slice(-9, -3).map(({ isWhole }) => isWhole);
    expect(off).toContain(false);
    expect(after.buckets.at(-1)?.isWhole).toBe(true);
  });

  it('loses a minute at most when it is killed, and says that it did', async () => {
    const run = new HistoryRun();
    await run.start();
    run.accept();
    await run.wind(61_000);
    run.accept();
    run.kill();
    await run.service.start();
    expect(sumsOf(run.history('day')).inbound).toBe(1);
    await run.wind(30 * minute);
    expect(sumsOf(run.history('day')).inbound).toBe(1);
    expect(run.history('hour').buckets.filter(({ inbound }) => inbound > 0)).toHaveLength(1);
  });

  it('writes a block that is over once, and never more than a few records a minute', async () => {
    const run = new HistoryRun();
    await run.start();
    await run.wind(2 * hour);
    const blocks = [...run.store.kept.values()].filter(({ endedAt }) => endedAt !== null);
    expect(blocks).toHaveLength(12 - 1);
    expect(run.store.kept.size - blocks.length).toBeLessThanOrEqual(8);
    expect(run.store.puts).toBeLessThan(120 * 2 + 20);
  });

  it('removes what is older than eight days, an hour after the start', async () => {
    const run = new HistoryRun();
    await run.start();
    run.accept();
    await run.wind(11 * minute);
    await run.service.stop();
    await run.wind(9 * 24 * hour, 24 * hour);
    await run.start();
    await run.wind(50 * minute);
    expect(run.store.removed).toEqual([]);
    await run.wind(20 * minute);
    expect(run.store.removed.length).toBeGreaterThan(0);
  });

  it('goes on in memory while the disk refuses, and writes when it takes again', async () => {
    const run = new HistoryRun();
    await run.start();
    run.store.fails = true;
    run.accept();
    await run.wind(12 * minute);
    expect(run.errors).toContain('traffic_history.not_written');
    expect(sumsOf(run.history('day')).inbound).toBe(1);
    run.store.fails = false;
    await run.wind(2 * minute);
    run.kill();
    await run.service.start();
    expect(sumsOf(run.history('day')).inbound).toBe(1);
  });

  it('starts without what is damaged', async () => {
    const run = new HistoryRun();
    const span = { kind: 'traffic_span', channelId: null, parent: null, at: run.clock.now() - hour } as const;
    await run.store.putRecord({ ...span, id: 'b1', endedAt: span.at + 600_000, body: '{"half' });
    await run.store.putRecord({ ...span, id: 'm1', endedAt: null, body: '{"blockAt":1,"spans":[{}]}' });
    await run.start();
    expect(sumsOf(run.history('week')).inbound).toBe(0);
  });
});

describe('when the wall clock is set', () => {
  it('measures no message over it, forward or back', async () => {
    for (const leap of [3 * hour, -3 * hour, 90_000, -90_000]) {
      const run = new HistoryRun();
      await run.start();
      const before = run.accept();
      await run.wind(5_000);
      run.clock.setWall(run.clock.now() + leap);
      run.settle(before, 'delivered');
      const after = run.accept();
      await run.wind(1_000, 1_000);
      run.settle(after, 'delivered');
      const bucket = run.history('hour').buckets.at(-1);
      expect(bucket?.deliveryIn?.count).toBe(1);
      expect(bucket?.deliveryIn?.p95).toBeLessThan(1_100);
      expect(bucket?.isWhole).toBe(false);
    }
  });

  it('drops what lies ahead of a clock that is set back, so that nothing is counted twice when the time comes', async () => {
    const run = new HistoryRun();
    await run.start();
    run.clock.setWall(run.clock.now() + 3 * hour);
    await run.wind(20_000);
    run.accept();
    await run.wind(70_000);
    run.clock.setWall(run.clock.now() - 3 * hour);
    await run.wind(4 * hour, minute);
    expect(sumsOf(run.history('day')).inbound).toBe(0);
  });

  it('takes time that nobody saw for sleep', async () => {
    const run = new HistoryRun();
    await run.start();
    await run.wind(10 * minute);
    run.clock.setWall(run.clock.now() + 30 * minute);
    await run.wind(10 * minute);
    const whole = run.history('hour').buckets.map(({ isWhole }) => isWhole);
    expect(whole.slice(-40, -12)).not.toContain(true);
    expect(whole.slice(-9)).not.toContain(false);
  });
});
