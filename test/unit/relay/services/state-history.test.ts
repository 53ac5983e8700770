import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSnapshot, ChannelState, ChannelStateKind, Leg, LegStatus } from '#shared/domain/channel.ts';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { StateChange } from '#relay/ports/channel-watch.ts';
import { StateHistory } from '#relay/services/state-history.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { MemoryRecords } from './memory-records.ts';

const tulip = ChannelId.parse('tulip');
const minute = 60_000;
const day = 24 * 60 * minute;
const proven: LegStatus = { proof: { at: 1, strength: 'message' }, fault: null };
const broken: LegStatus = {
  proof: proven.proof,
  fault: { since: 1, at: 1, code: 'CXONE_UNREACHABLE', platformCode: null, value: null, count: 1, nextTryAt: 2 },
};

describe('state history', () => {
  let clock: HandClock;
  let store: MemoryRecords;
  let lastAliveAt: number | null;
  let runs: number;
  let snapshot: ChannelSnapshot;
  let listener: (change: StateChange) => void;
  let history: StateHistory;

  async function start(): Promise<void> {
    runs += 1;
    history = new StateHistory({
      store,
      clock,
      log: silentLogger,
      watch: {
        onState: (told) => {
          listener = told;
          return () => undefined;
        },
        snapshot: () => snapshot,
      },
      lastAliveAt: () => Promise.resolve(lastAliveAt),
      runId: `r${runs}`,
    });
    await history.start();
  }

  beforeEach(async () => {
    clock = new HandClock();
    store = new MemoryRecords();
    lastAliveAt = null;
    runs = 0;
    snapshot = aSnapshot(clock.now());
    await start();
  });

  /** The channel goes over into another state now, or is told to have done so at `since`. */
  function become(kind: ChannelStateKind, legs: Partial<Record<Leg, LegStatus>> = {}, since = clock.now()): void {
    const from = snapshot.state;
    const state: ChannelState = { ...from, kind, since };
    snapshot = { ...snapshot, state, legs: { ...allProven, ...legs } };
    listener({ channelId: tulip, from, to: state, at: clock.now() });
  }

  const kinds = async (period: 'day' | 'week' = 'day') =>
    (await history.history(tulip, period)).spans.map(({ kind, from, until }) => [
      kind,
      Math.round(((until ?? clock.now()) - from) / minute),
    ]);

  it('tells how long the channel was in which state, and nothing of the time before', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    become('retrying', { cxoneOut: broken });
    await clock.windSlowly(5 * minute, minute);
    become('connected');
    await clock.windSlowly(5 * minute, minute);
    expect(await kinds()).toEqual([
      ['unknown', 24 * 60 - 20],
      ['connected', 10],
      ['retrying', 5],
      ['connected', 5],
    ]);
    const { uptime, from, until } = await history.history(tulip, 'day');
    expect(until - from).toBe(day);
    expect(uptime.cxoneOut).toEqual({ upMs: 15 * minute, downMs: 5 * minute, offMs: 0, unknownMs: day - 20 * minute });
    expect(uptime.wechatIn).toEqual({ upMs: 20 * minute, downMs: 0, offMs: 0, unknownMs: day - 20 * minute });
  });

  it('counts a leg that fails behind another, which the channel’s state does not show', async () => {
    become('retrying', { wechatOut: broken });
    await clock.windSlowly(10 * minute, minute);
    snapshot = { ...snapshot, legs: { ...allProven, wechatOut: broken, cxoneOut: broken } };
    history.observe([snapshot]);
    await clock.windSlowly(10 * minute, minute);
    const { uptime } = await history.history(tulip, 'day');
    expect(uptime.cxoneOut).toMatchObject({ upMs: 10 * minute, downMs: 10 * minute });
    expect(uptime.wechatOut).toMatchObject({ upMs: 0, downMs: 20 * minute });
  });

  it('counts pauses, stops and maintenance as off, even while a leg fails', async () => {
    become('paused', { cxoneOut: broken });
    await clock.windSlowly(10 * minute, minute);
    become('retrying', { cxoneOut: broken });
    snapshot = { ...snapshot, maintenanceUntil: clock.now() + day };
    history.observe([snapshot]);
    await clock.windSlowly(10 * minute, minute);
    const { uptime } = await history.history(tulip, 'day');
    expect(uptime.cxoneOut).toMatchObject({ upMs: 0, downMs: 0, offMs: 20 * minute });
  });

  it('does not call up what was not watched: a leg before its first check, and the time asleep', async () => {
    become('connecting');
    await clock.windSlowly(minute, minute);
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    const sleptAt = clock.now();
    clock.setWall(sleptAt + 60 * minute);
    become('unknown', {}, sleptAt);
    await clock.windSlowly(minute, minute);
    become('connected');
    await clock.windSlowly(9 * minute, minute);
    expect(await kinds()).toEqual([
      ['unknown', 24 * 60 - 81],
      ['connecting', 1],
      ['connected', 10],
      ['unknown', 61],
      ['connected', 9],
    ]);
    const { uptime } = await history.history(tulip, 'day');
    expect(uptime.wechatIn).toEqual({ upMs: 19 * minute, downMs: 0, offMs: 0, unknownMs: day - 19 * minute });
  });

  it('goes on after a stop: the time between is unknown', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    await history.stop();
    clock.wind(30 * minute);
    await start();
    become('connected');
    await clock.windSlowly(5 * minute, minute);
    expect(await kinds()).toEqual([
      ['unknown', 24 * 60 - 45],
      ['connected', 10],
      ['unknown', 30],
      ['connected', 5],
    ]);
  });

  it('ends after a crash what was open where the relay was last known to run', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    lastAliveAt = clock.now() - 5_000;
    clock.wind(30 * minute);
    await start();
    expect([...store.kept.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
    become('connected');
    await clock.windSlowly(5 * minute, minute);
    const { uptime } = await history.history(tulip, 'day');
    expect(uptime.wechatIn.upMs).toBe(15 * minute - 5_000);
  });

  it('believes nothing after a crash of which the last sign of life is unknown', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    await start();
    const { uptime } = await history.history(tulip, 'day');
    expect(uptime.wechatIn.unknownMs).toBe(day);
  });

  it('writes a short span once, and an open one when it has lasted', async () => {
    become('connecting');
    await clock.windSlowly(500, 100);
    become('connected');
    expect(store.puts).toBe(0);
    await clock.windSlowly(6_000, 1_000);
    const states = [...store.kept.values()].filter(({ kind }) => kind === 'state_span');
    expect(states.map(({ endedAt }) => endedAt === null)).toEqual([false, true]);
    const { puts } = store;
    await clock.windSlowly(10 * minute, minute);
    expect(store.puts).toBe(puts);
  });

  it('keeps what the disk refuses and writes it later; what is told is right all the while', async () => {
    store.fails = true;
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    become('retrying', { cxoneOut: broken });
    await clock.windSlowly(minute, minute);
    expect((await kinds()).slice(1)).toEqual([
      ['connected', 10],
      ['retrying', 1],
    ]);
    store.fails = false;
    await clock.windSlowly(10_000, 1_000);
    expect([...store.kept.values()].filter(({ kind }) => kind === 'state_span')).toHaveLength(2);
  });

  it('covers a week of unrest with 2,000 spans at most, and counts each millisecond of it', async () => {
    const half = 30_000;
    for (let turn = 0; turn < 3_000; turn += 1) {
      become(turn % 2 === 0 ? 'connected' : 'retrying', turn % 2 === 0 ? {} : { cxoneOut: broken });
      clock.wind(half);
    }
    await clock.windSlowly(6_000, 1_000);
    const { spans, uptime } = await history.history(tulip, 'week');
    expect(spans.length).toBeLessThanOrEqual(2_000);
    spans.slice(1).forEach((one, index) => expect(one.from).toBe(spans[index]?.until));
    expect(uptime.cxoneOut.upMs).toBe(1_500 * half);
    expect(uptime.cxoneOut.downMs).toBe(1_500 * half + 6_000);
  });

  it('passes over a record that it cannot read', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    for (const [key, record] of store.kept) store.kept.set(key, { ...record, body: '{"kind":"fine"}' });
    expect(await kinds()).toEqual([['unknown', 24 * 60]]);
  });

  it('goes on when the clock is set back', async () => {
    become('connected');
    await clock.windSlowly(10 * minute, minute);
    clock.setWall(clock.now() - 5 * minute);
    become('retrying', { cxoneOut: broken });
    await clock.windSlowly(20 * minute, minute);
    const { spans, uptime } = await history.history(tulip, 'day');
    expect(spans.map(({ kind }) => kind)).toEqual(['unknown', 'connected', 'retrying']);
    const { upMs, downMs, offMs, unknownMs } = uptime.cxoneOut;
    expect(upMs + downMs + offMs + unknownMs).toBe(day);
  });
});

const allProven: Readonly<Record<Leg, LegStatus>> = {
  wechatIn: proven,
  wechatOut: proven,
  cxoneIn: proven,
  cxoneOut: proven,
};

function aSnapshot(now: number): ChannelSnapshot {
  return {
    id: tulip,
    name: 'Tulip',
    integrationId: IntegrationId.parse('demo'),
    integrationName: 'Demo',
    state: {
      kind: 'connecting',
      since: now,
      leg: null,
      code: null,
      value: null,
      settling: false,
      flapping: false,
      operatorMustAct: false,
      owner: 'nobody',
      until: null,
      evidence: { at: now, kind: 'start', leg: null, code: null, platformCode: null },
    },
    legs: allProven,
    waiting: { inbound: 0, outbound: 0 },
    lastHour: { inbound: 0, outbound: 0 },
    unconfirmed: 0,
    deadLetters: 0,
    maintenanceUntil: null,
    incidentId: null,
    callbackUrl: null,
    revision: 1,
  };
}
