import type { StateCreator } from 'zustand/vanilla';
import type { MessageId } from '#shared/domain/ids.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { wholeTraffic, type TrafficQuery } from '../lib/router.ts';
import { isNarrowed, matchesQuery, mergeRows, newerRow } from '../lib/traffic-rows.ts';
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

/** How far a page was looked for. */
export interface TrafficLook {
  /** Where the next page begins; null at the end. */
  readonly olderBefore: number | null;
  readonly lookedThrough: number;
  readonly isStopped: boolean;
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
  /** Older rows are those below this number; null: below the list's last one. */
  readonly olderBefore: number | null;
  /** Rows looked through for a text since somebody last asked for more. */
  readonly lookedThrough: number;
  /** Enough was looked through: older rows come only when somebody asks for them. */
  readonly lookStopped: boolean;
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
  /** Takes in what came and, once nothing is in its way any more, what was held; also when nothing came. */
  readonly trafficChanged: (change: TrafficChange) => void;
  readonly trafficPageLoaded: (epoch: number, rows: readonly TrafficRow[], isLast: boolean, look?: TrafficLook) => void;
  readonly trafficLoadFailed: (epoch: number, load: LoadState) => void;
  readonly olderRequested: () => void;
  /** Looks through as many rows again. */
  readonly lookFurther: () => void;
  /** Going on, what was held is shown with the next change: see `trafficChanged`. */
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
const wholeLook = { olderBefore: null, lookedThrough: 0, lookStopped: false } as const;
const emptyList = {
  rows: [],
  rowsAreWhole: false,
  gaps: [],
  loadingOlder: false,
  ...wholeLook,
  ...nothingHeld,
} as const;

type Held = Pick<TrafficSlice, 'held' | 'heldCount' | 'heldOverflowed' | 'heldTopSeq'>;

/** Takes rows in without showing them, and counts those that are new. */
function hold(state: TrafficSlice, change: TrafficChange): Held {
  const held = new Map(state.held);
  const shownTopSeq = state.rows[0]?.seq ?? 0;
  let { heldTopSeq, heldOverflowed } = state;
  // Of what the relay left out nobody knows whether it fits: the mark in the list tells of it.
  let heldCount = state.heldCount + (isNarrowed(state.trafficQuery) ? 0 : change.dropped);
  for (const row of change.rows) {
    const fits = matchesQuery(row, state.trafficQuery);
    // Once rows were thrown out, only the growing number tells whether one was counted before.
    const isNew = heldOverflowed ? row.seq > heldTopSeq : row.seq > shownTopSeq && !held.has(row.seq);
    if (isNew && fits) heldCount += 1;
    heldTopSeq = Math.max(heldTopSeq, row.seq);
    // What never was nor will be in the list takes no room.
    if (fits || row.seq <= shownTopSeq || held.has(row.seq)) held.set(row.seq, newerRow(held.get(row.seq), row));
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

type List = Pick<TrafficSlice, 'rows' | 'rowsAreWhole' | 'gaps'> & Partial<Pick<TrafficSlice, 'olderBefore'>>;

function capped(list: List, cap: number): List {
  if (list.rows.length <= cap) return list;
  const rows = list.rows.slice(0, cap);
  const oldestSeq = rows.at(-1)?.seq ?? 0;
  return { rows, rowsAreWhole: false, gaps: list.gaps.filter((gap) => gap.aboveSeq >= oldestSeq), olderBefore: null };
}

function mayShow(state: TrafficSlice): boolean {
  if (state.paused || state.trafficLoad.kind !== 'ready') return false;
  return state.following || state.rows.length < browseCap;
}

function holdsBack({ held, heldOverflowed, heldCount }: TrafficSlice): boolean {
  return held.size > 0 || heldOverflowed || heldCount > 0;
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
    set((past) => {
      const opened = change.rows.some((row) => row.id === past.openMessageId);
      const version = opened ? { openMessageVersion: past.openMessageVersion + 1 } : {};
      if (past.trafficLoad.kind === 'idle') return version;
      const released = holdsBack(past) && mayShow(past) ? release(past) : {};
      const state = { ...past, ...released };
      const gaps = withGap(state, change.dropped);
      if (!mayShow(state)) return { ...version, ...released, ...hold(state, change), gaps };
      const rows = mergeRows(state.rows, change.rows, state.trafficQuery, state.rowsAreWhole);
      const list = { rows, rowsAreWhole: state.rowsAreWhole, gaps };
      return { ...version, ...released, ...capped(list, state.following ? followCap : browseCap) };
    }),

  trafficPageLoaded: (epoch, page, isLast, look) =>
    set((state) => {
      if (epoch !== state.trafficEpoch) return state;
      const looked = {
        olderBefore: look?.olderBefore ?? null,
        lookedThrough: state.lookedThrough + (look?.lookedThrough ?? 0),
        lookStopped: look?.isStopped ?? false,
      };
      if (state.trafficLoad.kind === 'ready') {
        const oldestSeq = state.rows.at(-1)?.seq ?? Infinity;
        const rows = state.rows.concat(page.filter((row) => row.seq < oldestSeq));
        return { rows, rowsAreWhole: isLast, loadingOlder: false, ...looked };
      }
      // What came in while the first page was under way lies on top of it.
      const ready = { trafficLoad: { kind: 'ready' }, rows: page, rowsAreWhole: isLast, ...looked } as const;
      const first = { ...state, ...ready };
      return { ...ready, ...release(first), loadingOlder: false };
    }),
  trafficLoadFailed: (epoch, trafficLoad) =>
    set((state) => {
      if (epoch !== state.trafficEpoch) return state;
      // A list that is already there stays; only its further end could not be had.
      return state.trafficLoad.kind === 'ready' ? { loadingOlder: false } : { trafficLoad };
    }),
  olderRequested: () => set({ loadingOlder: true }),
  lookFurther: () => set({ lookStopped: false, lookedThrough: 0 }),

  pauseToggled: () => set((state) => ({ paused: !state.paused })),
  followingChanged: (following) =>
    set((state) => {
      if (state.following === following) return state;
      const next = { ...state, following };
      return { following, ...(following ? release(next) : {}) };
    }),
  messageOpened: (openMessageId) => set({ openMessageId, openMessageVersion: 0 }),
});
