import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { RelayStore, WaitingReport } from '#relay/ports/relay-store.ts';
import { StatusService, type ReportAnswer } from '#relay/services/status-service.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';

const tulip = ChannelId.parse('tulip');
const lotus = ChannelId.parse('lotus');

/** The outbox as the port describes it. */
class Outbox implements Pick<RelayStore, 'dueReports' | 'nextReportAt' | 'reportEnded'> {
  readonly waiting = new Map<number, WaitingReport>();
  readonly ended: { seq: number; kind: string; platformCode: string | null }[] = [];
  failNext = 0;

  add(seq: number, at: number, channelId = tulip): void {
    const { id } = aPendingMessage({ seq });
    this.waiting.set(seq, { seq, id, channelId, at, attempts: 0, dueAt: at, status: 'delivered', reason: null });
  }

  dueReports(now: number, limit: number) {
    const due = [...this.waiting.values()].filter((report) => report.dueAt <= now);
    return Promise.resolve(
      due.sort((first, second) => first.dueAt - second.dueAt || first.seq - second.seq).slice(0, limit),
    );
  }

  nextReportAt() {
    const times = [...this.waiting.values()].map((report) => report.dueAt);
    return Promise.resolve(times.length === 0 ? null : Math.min(...times));
  }

  reportEnded(report: WaitingReport, end: Parameters<RelayStore['reportEnded']>[1]) {
    if (this.failNext > 0) {
      this.failNext -= 1;
      return Promise.reject(new RelayError('STORE_FULL', 'told to fail'));
    }
    if (end.kind === 'retry') {
      this.waiting.set(report.seq, { ...report, attempts: report.attempts + 1, dueAt: end.dueAt });
    } else {
      this.waiting.delete(report.seq);
      this.ended.push({ seq: report.seq, kind: end.kind, platformCode: end.platformCode });
    }
    return Promise.resolve();
  }
}

const hour = 3_600_000;
const busy: ReportAnswer = { kind: 'try_later', platformCode: 'HTTP 503', retryAfterMs: null };

describe('status service', () => {
  let clock: HandClock;
  let outbox: Outbox;
  let made: number[];
  let underWay: Map<string, number>;
  let answer: (report: WaitingReport) => ReportAnswer | Promise<ReportAnswer>;

  beforeEach(() => {
    clock = new HandClock();
    outbox = new Outbox();
    made = [];
    underWay = new Map();
    answer = () => ({ kind: 'taken' });
  });

  function service(isBusy = () => false): StatusService {
    return new StatusService({
      store: outbox,
      report: async (report) => {
        made.push(report.seq);
        underWay.set(report.channelId, (underWay.get(report.channelId) ?? 0) + 1);
        return answer(report);
      },
      integrationOf: (channelId) => (channelId === 'gone' ? null : channelId),
      isBusy,
      onEnded: () => undefined,
      clock,
      log: silentLogger,
    });
  }

  it('makes what waits from before the start, oldest first, and what comes after', async () => {
    for (const seq of [3, 1, 2]) outbox.add(seq, clock.now() + seq - 10);
    const status = service();
    status.start();
    await clock.windSlowly(500, 50);
    outbox.add(4, clock.now());
    status.wake();
    await clock.windSlowly(500, 50);
    expect(made).toEqual([1, 2, 3, 4]);
    expect(outbox.waiting.size).toBe(0);
  });

  it('tries again on the published schedule for a day, and then gives up where it can be seen', async () => {
    outbox.add(1, clock.now());
    const times: number[] = [];
    const start = clock.now();
    answer = () => {
      times.push(clock.now() - start);
      return busy;
    };
    service().start();
    await clock.windSlowly(26 * hour, 4_000);
    const waits = times.slice(1, 8).map((at, index) => Math.round((at - (times[index] ?? 0)) / 1_000));
    for (const [index, wanted] of [5, 30, 120, 600, 1_800, 3_600, 3_600].entries()) {
      expect(Math.abs((waits[index] ?? 0) - wanted)).toBeLessThanOrEqual(9);
    }
    expect(outbox.ended).toEqual([{ seq: 1, kind: 'gave_up', platformCode: 'HTTP 503' }]);
    expect(times.at(-1)).toBeGreaterThanOrEqual(24 * hour);
  }, 30_000);

  it('does not make again what CXone refused for good, nor what belongs to no channel', async () => {
    outbox.add(1, clock.now());
    outbox.add(2, clock.now(), ChannelId.parse('gone'));
    answer = () => ({ kind: 'refused', platformCode: 'HTTP 404' });
    service().start();
    await clock.windSlowly(hour, 60_000);
    expect(made).toEqual([1]);
    expect(outbox.ended.map(({ seq, kind }) => [seq, kind]).sort()).toEqual([
      [1, 'gave_up'],
      [2, 'gave_up'],
    ]);
  });

  it('lets a slow integration delay only its own reports, and bounds what is under way', async () => {
    for (let seq = 1; seq <= 1_000; seq += 1) outbox.add(seq, clock.now() - 2_000 + seq);
    for (let seq = 1_001; seq <= 1_020; seq += 1) outbox.add(seq, clock.now(), lotus);
    answer = (report) => (report.channelId === tulip ? new Promise(() => undefined) : { kind: 'taken' });
    service().start();
    await clock.windSlowly(10_000, 50);
    expect(underWay.get(tulip)).toBe(8);
    expect(underWay.get(lotus)).toBe(20);
    expect(outbox.ended).toHaveLength(20);
  });

  it('keeps a report whose end could not be noted, and survives a reporter that throws', async () => {
    outbox.add(1, clock.now());
    outbox.failNext = 1;
    answer = () => ({ kind: 'taken' });
    const status = service();
    status.start();
    await clock.windSlowly(20_000, 100);
    expect(made).toEqual([1, 1]);
    outbox.add(2, clock.now());
    let throws = true;
    answer = () => {
      if (throws) {
        throws = false;
        throw new Error('told to throw');
      }
      return { kind: 'taken' };
    };
    status.wake();
    await clock.windSlowly(20_000, 100);
    expect(outbox.waiting.size).toBe(0);
  });

  it('writes what CXone said together, and when it is stopped at once', async () => {
    for (let seq = 1; seq <= 20; seq += 1) outbox.add(seq, clock.now());
    const status = service();
    status.start();
    await clock.windSlowly(75, 25);
    expect(made).toHaveLength(20);
    expect(outbox.ended).toEqual([]);
    await clock.windSlowly(50, 25);
    expect(outbox.ended).toHaveLength(20);

    outbox.add(21, clock.now());
    status.wake();
    await clock.windSlowly(75, 25);
    expect(made).toHaveLength(21);
    status.stop();
    await clock.windSlowly(25, 25);
    expect(outbox.waiting.size).toBe(0);
  });

  it('makes one at a time while messages wait, each when the one before is written', async () => {
    for (let seq = 1; seq <= 20; seq += 1) outbox.add(seq, clock.now());
    let isBusy = true;
    service(() => isBusy).start();
    await clock.windSlowly(75, 25);
    expect(made).toHaveLength(1);
    await clock.windSlowly(50, 25);
    expect(made).toHaveLength(2);
    isBusy = false;
    await clock.windSlowly(500, 25);
    expect(made).toHaveLength(20);
  });

  it('leaves in the outbox what it was doing when it was stopped', async () => {
    outbox.add(1, clock.now());
    let release: (value: ReportAnswer) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    const status = service();
    status.start();
    await clock.windSlowly(200, 50);
    status.stop();
    release(busy);
    await clock.windSlowly(200, 50);
    expect(outbox.waiting.get(1)?.attempts).toBe(0);
  });
});
