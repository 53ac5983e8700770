import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { TrafficRow } from '#shared/domain/message.ts';
import { wholeTraffic } from '#renderer/lib/router.ts';
import { browseCap, createTrafficSlice, followCap, heldCap } from '#renderer/store/traffic-slice.ts';
import { aRow } from '../fake-data.ts';

let store = createStore(createTrafficSlice);
const state = () => store.getState();
const range = (from: number, to: number): readonly TrafficRow[] =>
  Array.from({ length: from - to + 1 }, (_, index) => aRow({ seq: from - index }));
const seqs = (): readonly number[] => state().rows.map((row) => row.seq);
const arrive = (...numbers: readonly number[]): void =>
  state().trafficChanged({ rows: numbers.map((seq) => aRow({ seq })), dropped: 0 });
const goOn = (): void => state().trafficChanged({ rows: [], dropped: 0 });
const open = (page: readonly TrafficRow[], isLast = false): void => {
  state().trafficOpened(wholeTraffic);
  state().trafficPageLoaded(state().trafficEpoch, page, isLast);
};

beforeEach(() => {
  store = createStore(createTrafficSlice);
});

describe('opening the list', () => {
  it('collects nothing while no list is open', () => {
    arrive(1, 2);
    expect(state()).toMatchObject({ rows: [], heldCount: 0 });
  });

  it('lays what came during the first load on top of it, without a hole', () => {
    state().trafficOpened(wholeTraffic);
    arrive(11, 12);
    // A change of a message far below must not appear right under the page.
    arrive(2);
    state().trafficPageLoaded(state().trafficEpoch, range(10, 6), false);
    expect(seqs()).toEqual([12, 11, 10, 9, 8, 7, 6]);
    expect(state().heldCount).toBe(0);
  });

  it('ignores the answer to an earlier question', () => {
    state().trafficOpened(wholeTraffic);
    const earlier = state().trafficEpoch;
    state().trafficOpened({ ...wholeTraffic, direction: 'inbound' });
    state().trafficPageLoaded(earlier, range(3, 1), true);
    expect(state()).toMatchObject({ rows: [], trafficLoad: { kind: 'loading' } });
  });

  it('appends older pages and knows the end', () => {
    open(range(10, 6));
    state().olderRequested();
    state().trafficPageLoaded(state().trafficEpoch, range(6, 1), true);
    expect(seqs()).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(state()).toMatchObject({ rowsAreWhole: true, loadingOlder: false });
  });

  it('shows only rows that fit', () => {
    state().trafficOpened({ ...wholeTraffic, direction: 'outbound' });
    state().trafficPageLoaded(state().trafficEpoch, [], true);
    state().trafficChanged({ rows: [aRow({ seq: 1 }), aRow({ seq: 2, direction: 'outbound' })], dropped: 0 });
    expect(seqs()).toEqual([2]);
  });
});

describe('pausing', () => {
  beforeEach(() => {
    open(range(10, 1), true);
    state().pauseToggled();
  });

  it('shows nothing new but keeps counting', () => {
    arrive(11, 12);
    arrive(12, 13);
    expect(seqs()[0]).toBe(10);
    expect(state().heldCount).toBe(3);
  });

  it('does not count changes of rows already shown', () => {
    arrive(4);
    expect(state().heldCount).toBe(0);
  });

  it('counts only what the list would show', () => {
    state().pauseToggled();
    state().trafficOpened({ ...wholeTraffic, direction: 'outbound' });
    state().trafficPageLoaded(state().trafficEpoch, [], true);
    state().pauseToggled();
    state().trafficChanged({ rows: [aRow({ seq: 20 }), aRow({ seq: 21, direction: 'outbound' })], dropped: 0 });
    expect(state().heldCount).toBe(1);
  });

  it('goes on without a hole, with the newest version of each row', () => {
    arrive(11, 12);
    state().trafficChanged({
      rows: [aRow({ seq: 11, state: 'expired', changedAt: Number.MAX_SAFE_INTEGER })],
      dropped: 0,
    });
    arrive(13);
    state().pauseToggled();
    // The press itself costs nothing: what was held comes with the next batch.
    expect(seqs()[0]).toBe(10);
    goOn();
    expect(seqs().slice(0, 4)).toEqual([13, 12, 11, 10]);
    expect(state().rows[2]?.state).toBe('expired');
    expect(state()).toMatchObject({ paused: false, heldCount: 0 });
  });

  it('keeps holding when it is paused again before anything was shown', () => {
    arrive(11, 12);
    state().pauseToggled();
    state().pauseToggled();
    arrive(13);
    expect(seqs()[0]).toBe(10);
    expect(state().heldCount).toBe(3);
  });

  it('shows what was held together with what comes when it goes on, and marks what was left out between', () => {
    arrive(11, 12);
    state().pauseToggled();
    state().trafficChanged({ rows: [aRow({ seq: 15 })], dropped: 2 });
    expect(seqs().slice(0, 4)).toEqual([15, 12, 11, 10]);
    expect(state()).toMatchObject({ heldCount: 0, gaps: [{ aboveSeq: 12, count: 2 }] });
  });

  it('loads afresh when more came than it may hold, and the count stays right', () => {
    for (let seq = 11; seq < 11 + heldCap + 500; seq += 1) arrive(seq);
    expect(state().heldCount).toBe(heldCap + 500);
    expect(state().held.size).toBe(heldCap);
    const epoch = state().trafficEpoch;
    state().pauseToggled();
    goOn();
    expect(state()).toMatchObject({
      trafficLoad: { kind: 'loading' },
      trafficEpoch: epoch + 1,
      paused: false,
      heldCount: 0,
    });
  });
});

describe('pausing a narrowed list', () => {
  beforeEach(() => {
    state().trafficOpened({ ...wholeTraffic, text: 'parcel' });
    state().trafficPageLoaded(state().trafficEpoch, [aRow({ seq: 1, preview: 'my parcel' })], true);
    state().pauseToggled();
  });

  it('neither counts nor keeps what does not fit, and counts nothing the relay left out', () => {
    for (let seq = 2; seq < heldCap * 3; seq += 1) {
      const preview = seq % 1_000 === 0 ? 'which parcel?' : 'hello';
      state().trafficChanged({ rows: [aRow({ seq, preview })], dropped: seq === 50 ? 9 : 0 });
    }
    expect(state().heldCount).toBe(5);
    expect(state().held.size).toBe(5);
    expect(state().gaps).toEqual([{ aboveSeq: 49, count: 9 }]);
    const epoch = state().trafficEpoch;
    state().pauseToggled();
    goOn();
    expect(seqs()).toEqual([5_000, 4_000, 3_000, 2_000, 1_000, 1]);
    expect(state().trafficEpoch).toBe(epoch);
  });

  it('lets a row go on resuming that stopped to fit meanwhile', () => {
    state().trafficOpened({ ...wholeTraffic, states: ['pending'] });
    state().trafficPageLoaded(state().trafficEpoch, [aRow({ seq: 1, state: 'pending', changedAt: 1 })], true);
    state().pauseToggled();
    state().pauseToggled();
    state().trafficChanged({ rows: [aRow({ seq: 1, state: 'delivered', changedAt: 2 })], dropped: 0 });
    state().pauseToggled();
    goOn();
    expect(seqs()).toEqual([]);
  });
});

describe('looking for a text', () => {
  it('goes on where it stopped, not below the last row that fits', () => {
    state().trafficOpened({ ...wholeTraffic, text: 'parcel' });
    const look = { olderBefore: 500, lookedThrough: 10_000, isStopped: true };
    state().trafficPageLoaded(state().trafficEpoch, range(900, 899), false, look);
    expect(state()).toMatchObject({ olderBefore: 500, lookedThrough: 10_000, lookStopped: true });
    state().lookFurther();
    expect(state()).toMatchObject({ olderBefore: 500, lookedThrough: 0, lookStopped: false });
    state().olderRequested();
    state().trafficPageLoaded(state().trafficEpoch, range(3, 2), true, {
      olderBefore: null,
      lookedThrough: 500,
      isStopped: false,
    });
    expect(seqs()).toEqual([900, 899, 3, 2]);
    expect(state()).toMatchObject({ rowsAreWhole: true, lookStopped: false });
  });

  it('forgets where it stopped when older rows are given up', () => {
    state().trafficOpened(wholeTraffic);
    const look = { olderBefore: 5, lookedThrough: 0, isStopped: false };
    state().trafficPageLoaded(state().trafficEpoch, range(10, 5), false, look);
    for (let seq = 11; seq <= followCap + 30; seq += 10) arrive(...range(seq + 9, seq).map((row) => row.seq));
    expect(state().olderBefore).toBeNull();
  });
});

describe('bounds', () => {
  it('keeps the newest rows while it follows, and no longer claims to be whole', () => {
    open(range(10, 1), true);
    for (let seq = 11; seq <= followCap + 30; seq += 10) arrive(...range(seq + 9, seq).map((row) => row.seq));
    expect(state().rows).toHaveLength(followCap);
    expect(seqs()[0]).toBe(followCap + 30);
    expect(state().rowsAreWhole).toBe(false);
  });

  it('takes nothing away from under a reader, and holds new rows back at the limit', () => {
    open(range(browseCap, browseCap - 199));
    state().followingChanged(false);
    state().trafficPageLoaded(state().trafficEpoch, range(browseCap - 200, 1), true);
    arrive(browseCap + 1);
    expect(state().rows).toHaveLength(browseCap);
    expect(state().heldCount).toBe(1);
    state().followingChanged(true);
    expect(seqs()[0]).toBe(browseCap + 1);
    expect(state().rows).toHaveLength(followCap);
  });
});

describe('rows left out', () => {
  it('marks the place, adds up what is left out there, and goes away when loaded afresh', () => {
    open(range(5, 1), true);
    state().trafficChanged({ rows: [], dropped: 100 });
    state().trafficChanged({ rows: [], dropped: 20 });
    arrive(126);
    expect(state().gaps).toEqual([{ aboveSeq: 5, count: 120 }]);
    state().trafficRestarted();
    expect(state().gaps).toEqual([]);
  });

  it('counts them while paused and marks them above what is held', () => {
    open(range(5, 1), true);
    state().pauseToggled();
    arrive(6);
    state().trafficChanged({ rows: [], dropped: 7 });
    expect(state()).toMatchObject({ heldCount: 8, gaps: [{ aboveSeq: 6, count: 7 }] });
  });
});

describe('the open message', () => {
  it('is noticed when it changes, with or without a list', () => {
    const row = aRow({ seq: 3 });
    state().messageOpened(row.id);
    state().trafficChanged({ rows: [aRow({ seq: 4 })], dropped: 0 });
    expect(state().openMessageVersion).toBe(0);
    state().trafficChanged({ rows: [row], dropped: 0 });
    expect(state().openMessageVersion).toBe(1);
  });
});

describe('failing', () => {
  it('says so instead of a list, but keeps a list that is there', () => {
    const error = { code: 'INTERNAL' } as never;
    state().trafficOpened(wholeTraffic);
    state().trafficLoadFailed(state().trafficEpoch, { kind: 'failed', error });
    expect(state().trafficLoad.kind).toBe('failed');
    open(range(2, 1));
    state().olderRequested();
    state().trafficLoadFailed(state().trafficEpoch, { kind: 'failed', error });
    expect(state()).toMatchObject({ trafficLoad: { kind: 'ready' }, loadingOlder: false });
  });
});
