import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { RetentionService } from '#relay/services/retention-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const day = 86_400_000;
const retention = { messageDays: 90, openDays: 365, mediaDays: 30 };

describe('retention service', () => {
  let clock: HandClock;
  let messages: number;
  let files: Set<string>;
  let known: Set<string>;
  let cutOffs: { settledBefore: number; openBefore: number }[];
  let batches: number;
  let failNext: number;
  let records: number;
  let recordsBefore: number;

  beforeEach(() => {
    clock = new HandClock();
    messages = 450;
    files = new Set(['kept', 'old-1', 'old-2', 'orphan']);
    known = new Set(['kept', 'old-1', 'old-2']);
    cutOffs = [];
    batches = 0;
    failNext = 0;
    records = 250;
    recordsBefore = 0;
  });

  function service(options: { isBusy?: () => boolean; now?: () => number } = {}): RetentionService {
    return new RetentionService({
      store: {
        prune: ({ settledBefore, openBefore, limit }) => {
          if (failNext-- > 0) return Promise.reject(new RelayError('STORE_FULL', 'told to fail'));
          cutOffs.push({ settledBefore, openBefore });
          batches += 1;
          const removed = Math.min(limit, messages);
          messages -= removed;
          return Promise.resolve({ removed, mediaRefs: [] });
        },
        pruneMedia: (_before, limit) => {
          const mediaRefs = ['old-1', 'old-2'].filter((ref) => known.delete(ref)).slice(0, limit);
          return Promise.resolve({ mediaRefs });
        },
        pruneRecords: (before, limit) => {
          recordsBefore = before;
          const removed = Math.min(limit, records);
          records -= removed;
          return Promise.resolve(removed);
        },
        unknownMedia: (refs) => Promise.resolve(refs.filter((ref) => !known.has(ref))),
      },
      media: {
        remove: (ref) => Promise.resolve(void files.delete(ref)),
        async *list() {
          await Promise.resolve();
          yield [...files];
        },
      },
      retention,
      now: options.now ?? (() => clock.now()),
      isBusy: options.isBusy ?? (() => false),
      clock,
      log: silentLogger,
    });
  }

  it('removes in small batches what is older than its days, its files, and files nobody knows', async () => {
    const started = clock.now();
    service().start();
    await clock.windSlowly(59_000, 1_000);
    expect(batches).toBe(0);
    await clock.windSlowly(20_000, 50);
    expect({ messages, files: [...files] }).toEqual({ messages: 0, files: ['kept'] });
    expect(batches).toBe(4);
    expect(records).toBe(0);
    expect(recordsBefore - started).toBeCloseTo(-365 * day, -6);
    const [first] = cutOffs;
    expect((first?.settledBefore ?? 0) - started).toBeCloseTo(-90 * day, -6);
    expect((first?.openBefore ?? 0) - started).toBeCloseTo(-365 * day, -6);
  });

  it('comes again every hour, also after a round that failed', async () => {
    failNext = 1;
    service().start();
    await clock.windSlowly(61_000, 1_000);
    expect(messages).toBe(450);
    await clock.windSlowly(3_700_000, 50_000);
    await clock.windSlowly(20_000, 50);
    expect(messages).toBe(0);
  });

  it('steps aside while messages wait for the disk', async () => {
    let busy = true;
    service({ isBusy: () => busy }).start();
    await clock.windSlowly(600_000, 1_000);
    expect(batches).toBe(0);
    busy = false;
    await clock.windSlowly(20_000, 100);
    expect(messages).toBe(0);
  });

  it('does not step aside for ever: after ten minutes it goes on, a batch now and then', async () => {
    service({ isBusy: () => true }).start();
    await clock.windSlowly(60_000 + 599_000, 1_000);
    expect(batches).toBe(0);
    await clock.windSlowly(10_000, 1_000);
    expect(batches).toBe(1);
    await clock.windSlowly(15 * 60_000, 1_000);
    expect({ messages, records, files: [...files] }).toEqual({ messages: 0, records: 0, files: ['kept'] });
  });

  it('judges age by the time it is given, not by a clock that runs ahead', async () => {
    const sure = clock.now() - 400 * day;
    service({ now: () => sure }).start();
    await clock.windSlowly(70_000, 500);
    expect(cutOffs[0]?.settledBefore).toBe(sure - 90 * day);
  });

  it('stops between two batches', async () => {
    messages = 100_000;
    const retentionService = service();
    retentionService.start();
    await clock.windSlowly(60_100, 50);
    await retentionService.stop();
    const left = messages;
    await clock.windSlowly(7_200_000, 60_000);
    await settled();
    expect(messages).toBe(left);
    expect(left).toBeGreaterThan(0);
  });
});
