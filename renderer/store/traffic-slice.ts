import type { StateCreator } from 'zustand/vanilla';
import type { MessageId } from '#shared/domain/ids.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { wholeTraffic, type TrafficQuery } from '../lib/router.ts';
import { matchesQuery, mergeRows, newerRow } from '../lib/traffic-rows.ts';
import type { LoadState } from './load-state.ts';

/** Rows kept while the list follows the newest message. */
export const followCap = 2_000;
/** Rows kept while someone reads further down; beyond it new rows are held back. */
export const browseCap = 12_000;
/** Held rows kept; beyond it the list is loaded afresh on resume, so that there is no hole. */
export const heldCap = 2_000;

/** Rows that were left out just above the row with this number. */
export interface TrafficGap {
  readonly aboveSeq: number;
  readonly count: number;
}

export interface TrafficChange {
  readonly rows: readonly TrafficRow[];
  readonly dropped: number;
}

export interface TrafficSlice {
  readonly trafficQuery: TrafficQuery;
  /** Newest first. */
  readonly rows: readonly TrafficRow[];
  /** True when the oldest message there is stands at the end of `rows`. */
  readonly rowsAreWhole: boolean;
  readonly gaps: readonly TrafficGap[];
  /** 'idle': no list is open, so nothing is collected. */
  readonly trafficLoad: LoadState | { readonly kind: 'idle' };
  readonly loadingOlder: boolean;
  /** Grows with every fresh start of the list; answers to questions of an earlier one are ignored. */
  readonly trafficEpoch: number;
  readonly paused: boolean;
  /** True while the newest message is in view. */
  readonly following: boolean;
  /** New messages that wait for the list to go on. */
  readonly heldCount: number;
  readonly held: ReadonlyMap<number, TrafficRow>;
  readonly heldOverflowed: boolean;
  readonly heldTopSeq: number;
  readonly openMessageId: MessageId | null;
  /** Grows whenever the open message changed. */
  readonly openMessageVersion: number;

  readonly trafficOpened: (query: TrafficQuery) => void;
  readonly trafficClosed: () => void;
  /** Asks for the list afresh, as after a restart of the relay. */
  readonly trafficRestarted: () => void;
  readonly trafficChanged: (change: TrafficChange) => void;
  readonly trafficPageLoaded: (epoch: number, rows: readonly TrafficRow[], isLast: boolean) => void;
  readonly trafficLoadFailed: (epoch: number, load: LoadState) => void;
  readonly olderRequested: () => void;
  readonly pauseToggled: () => void;
  readonly followingChanged: (following: boolean) => void;
  readonly messageOpened: (id: MessageId | null) => void;
}

const nothingHeld = {
  held: new Map<number, TrafficRow>(),
  heldCount: 0,
  heldOverflowed: false,
  heldTopSeq: 0,
} as const;
const emptyList = { rows: [], rowsAreWhole: false, gaps: [], loadingOlder: false, ...nothingHeld } as const;

type Held = Pick<TrafficSlice, 'held' | 'heldCount' | 'heldOverflowed' | 'heldTopSeq'>;

/** Takes rows in without showing them, and counts those that are new. */
function hold(state: TrafficSlice, change: TrafficChange): Held {
  const held = new Map(state.held);
  const shownTopSeq = state.rows[0]?.seq ?? 0;
  let { heldTopSeq, heldOverflowed } = state;
  let heldCount = state.heldCount + change.dropped;
  for (const row of change.rows) {
    // Once rows were thrown out, only the growing number tells whether one was counted before.
    const isNew = heldOverflowed ? row.seq > heldTopSeq : row.seq > shownTopSeq && !held.has(row.seq);
    if (isNew && matchesQuery(row, state.trafficQuery)) heldCount += 1;
    heldTopSeq = Math.max(heldTopSeq, row.seq);
    held.set(row.seq, newerRow(held.get(row.seq), row));
  }
  for (const seq of held.keys()) {
    if (held.size <= heldCap) break;
    held.delete(seq);
    heldOverflowed = true;
  }
  return { held, heldCount, heldOverflowed, heldTopSeq };
}

function withGap(state: TrafficSlice, dropped: number): readonly TrafficGap[] {
  if (dropped === 0) return state.gaps;
  const aboveSeq = Math.max(state.rows[0]?.seq ?? 0, state.heldTopSeq);
  const last = state.gaps.at(-1);
  if (last?.aboveSeq === aboveSeq) return [...state.gaps.slice(0, -1), { aboveSeq, count: last.count + dropped }];
  return [...state.gaps, { aboveSeq, count: dropped }];
}

type List = Pick<TrafficSlice, 'rows' | 'rowsAreWhole' | 'gaps'>;

function capped(list: List, cap: number): List {
  if (list.rows.length <= cap) return list;
  const rows = list.rows.slice(0, cap);
  const oldestSeq = rows.at(-1)?.seq ?? 0;
  return { rows, rowsAreWhole: false, gaps: list.gaps.filter((gap) => gap.aboveSeq >= oldestSeq) };
}

function mayShow(state: TrafficSlice): boolean {
  if (state.paused || state.trafficLoad.kind !== 'ready') return false;
  return state.following || state.rows.length < browseCap;
}

function release(state: TrafficSlice): Partial<TrafficSlice> {
  if (!mayShow(state)) return state;
  if (state.heldOverflowed) return freshStart(state);
  const rows = mergeRows(state.rows, state.held.values(), state.trafficQuery, state.rowsAreWhole);
  const list = { rows, rowsAreWhole: state.rowsAreWhole, gaps: state.gaps };
  return { ...capped(list, state.following ? followCap : browseCap), ...nothingHeld };
}

function freshStart(state: TrafficSlice): Partial<TrafficSlice> {
  return { ...emptyList, trafficLoad: { kind: 'loading' }, trafficEpoch: state.trafficEpoch + 1 };
}

export const createTrafficSlice: StateCreator<TrafficSlice> = (set) => ({
  trafficQuery: wholeTraffic,
  ...emptyList,
  trafficLoad: { kind: 'idle' },
  trafficEpoch: 0,
  paused: false,
  following: true,
  openMessageId: null,
  openMessageVersion: 0,

  trafficOpened: (trafficQuery) => set((state) => ({ ...freshStart(state), trafficQuery, following: true })),
  trafficClosed: () =>
    set((state) => ({
      ...emptyList,
      trafficLoad: { kind: 'idle' },
      trafficEpoch: state.trafficEpoch + 1,
      paused: false,
    })),
  trafficRestarted: () => set((state) => (state.trafficLoad.kind === 'idle' ? state : freshStart(state))),

  trafficChanged: (change) =>
    set((state) => {
      const opened = change.rows.some((row) => row.id === state.openMessageId);
      const version = opened ? { openMessageVersion: state.openMessageVersion + 1 } : {};
      if (state.trafficLoad.kind === 'idle') return version;
      const gaps = withGap(state, change.dropped);
      if (!mayShow(state)) return { ...version, ...hold(state, change), gaps };
      const rows = mergeRows(state.rows, change.rows, state.trafficQuery, state.rowsAreWhole);
      const list = { rows, rowsAreWhole: state.rowsAreWhole, gaps };
      return { ...version, ...capped(list, state.following ? followCap : browseCap) };
    }),

  trafficPageLoaded: (epoch, page, isLast) =>
    set((state) => {
      if (epoch !== state.trafficEpoch) return state;
      if (state.trafficLoad.kind === 'ready') {
        const oldestSeq = state.rows.at(-1)?.seq ?? Infinity;
        const rows = state.rows.concat(page.filter((row) => row.seq < oldestSeq));
        return { rows, rowsAreWhole: isLast, loadingOlder: false };
      }
      // What came in while the first page was under way lies on top of it.
      const first = { ...state, trafficLoad: { kind: 'ready' }, rows: page, rowsAreWhole: isLast } as const;
      return { ...first, ...release(first), loadingOlder: false };
    }),
  trafficLoadFailed: (epoch, trafficLoad) =>
    set((state) => {
      if (epoch !== state.trafficEpoch) return state;
      // A list that is already there stays; only its further end could not be had.
      return state.trafficLoad.kind === 'ready' ? { loadingOlder: false } : { trafficLoad };
    }),
  olderRequested: () => set({ loadingOlder: true }),

  pauseToggled: () =>
    set((state) => {
      const next = { ...state, paused: !state.paused };
      return { paused: next.paused, ...(next.paused ? {} : release(next)) };
    }),
  followingChanged: (following) =>
    set((state) => {
      if (state.following === following) return state;
      const next = { ...state, following };
      return { following, ...(following ? release(next) : {}) };
    }),
  messageOpened: (openMessageId) => set({ openMessageId, openMessageVersion: 0 }),
});
