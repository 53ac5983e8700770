import { describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { DeliveryQueue, emptyQueue, mostQueued, type LeftOut } from '#relay/alerts/delivery-queue.ts';
import type { RelayNotice } from '#relay/alerts/alert-state.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { aNotice } from '#test/integration/alerts/some-notice.ts';

const notice = (number: number, patch: Partial<RelayNotice> = {}): RelayNotice => ({
  ...aNotice,
  id: `n-${number}`,
  at: number,
  ...patch,
});

/** A queue before a sink that can be told to fail. */
function aQueue(start = emptyQueue) {
  const clock = new HandClock();
  const sent: { id: string; leftOut: LeftOut }[] = [];
  const tries: number[] = [];
  const signals: AbortSignal[] = [];
  const sink = { failing: false, retryAfterMs: null as number | null };
  let lastLeftOut: LeftOut = null;
  const queue = new DeliveryQueue(
    {
      sink: {
        name: 'webhook',
        send: ({ id }, _text, signal) => {
          signals.push(signal);
          tries.push(clock.monotonic());
          if (sink.failing) {
            const wait = sink.retryAfterMs === null ? {} : { retryAfterMs: sink.retryAfterMs };
            return Promise.reject(new RelayError('ALERT_UNREACHABLE', 'away', wait));
          }
          sent.push({ id, leftOut: lastLeftOut });
          return Promise.resolve('ok');
        },
      },
      clock,
      chance: () => 0.5,
      log: silentLogger,
      textOf: (_notice, leftOut) => {
        lastLeftOut = leftOut;
        return { title: '', lines: [] };
      },
      onChange: () => undefined,
      onSent: () => undefined,
      onFailed: () => undefined,
    },
    start,
  );
  return { queue, clock, sink, sent, tries, signals };
}

describe('notices on their way', () => {
  it('wait longer after each failure, and a quarter of an hour at most', async () => {
    const { queue, clock, sink, tries } = aQueue();
    sink.failing = true;
    queue.add(notice(1));
    await settled();
    await clock.windSlowly(2 * 3_600_000, 1_000);
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(waits.slice(0, 8)).toEqual([5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000]);
    expect(new Set(waits.slice(8))).toEqual(new Set([900_000]));
  });

  it('wait as long as the other side asks', async () => {
    const { queue, clock, sink, tries } = aQueue();
    sink.failing = true;
    sink.retryAfterMs = 120_000;
    queue.add(notice(1));
    await settled();
    await clock.windSlowly(200_000, 1_000);
    expect(tries).toEqual([0, 120_000]);
  });

  it('are let go of when they are sent: the end of the queue means nothing to them', async () => {
    const { queue, signals } = aQueue();
    queue.add(notice(1));
    await settled();
    queue.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('are a hundred at most; the oldest become one line', async () => {
    const { queue, clock, sink, sent } = aQueue();
    sink.failing = true;
    for (let number = 1; number <= mostQueued + 37; number += 1) queue.add(notice(number));
    await settled();
    expect(queue.state.entries).toHaveLength(mostQueued);
    sink.failing = false;
    await clock.windSlowly(10_000, 1_000);
    await settled();

    expect(sent).toHaveLength(mostQueued);
    const told = sent.filter(({ leftOut }) => leftOut !== null);
    expect(told).toHaveLength(1);
    expect(told[0]?.leftOut?.count).toBe(37);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(mostQueued);
    expect(queue.state).toEqual(emptyQueue);
  });

  it('of reminders keep the newest only', async () => {
    const { queue, sink } = aQueue();
    sink.failing = true;
    queue.add(notice(1));
    await settled();
    for (let number = 2; number <= 50; number += 1) queue.add(notice(number, { kind: 'reminder' }));
    queue.add(notice(51, { kind: 'reminder', incidentIds: ['another'] }));
    expect(queue.state.entries.map(({ notice: { id } }) => id)).toEqual(['n-1', 'n-50', 'n-51']);
    expect(queue.state.leftOut).toBeNull();
  });

  it('are sent after a restart, in order', async () => {
    const before = aQueue();
    before.sink.failing = true;
    before.queue.add(notice(1));
    before.queue.add(notice(2));
    await settled();
    before.queue.stop();

    const after = aQueue(JSON.parse(JSON.stringify(before.queue.state)) as typeof emptyQueue);
    after.queue.tryNow();
    await settled();
    expect(after.sent.map(({ id }) => id)).toEqual(['n-1', 'n-2']);
  });

  it('are dropped when nobody wants them any more, and new ones are taken again', async () => {
    const { queue, sink, sent } = aQueue();
    sink.failing = true;
    queue.add(notice(1));
    await settled();
    queue.clear();
    expect(queue.state).toEqual(emptyQueue);
    sink.failing = false;
    queue.add(notice(2));
    await settled();
    expect(sent.map(({ id }) => id)).toEqual(['n-2']);
  });
});
