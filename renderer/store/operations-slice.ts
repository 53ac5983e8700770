import type { StateCreator } from 'zustand/vanilla';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AuditLine, Watch } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';

/** Notices of one kind kept for the screen; the pages ask the relay for more. */
export const raisedCap = 20;
export const gapsCap = 50;
export const auditCap = 50;
/** Incidents kept before closed ones that are not a channel's newest are let go. */
export const incidentsCap = 1_000;
/** Reconnects kept before ended ones are let go. */
export const runsCap = 600;

export interface OperationsSlice {
  /** Reconnects of this session of the relay, by id. */
  readonly runs: Readonly<Record<string, ReconnectRun>>;
  /** Open incidents, and closed ones heard of since the window was opened, by id. */
  readonly incidents: Readonly<Record<string, Incident>>;
  /** What was shown to people, newest first. */
  readonly raised: readonly AlertNotice[];
  /** Newest first. */
  readonly receptionGaps: readonly ReceptionGap[];
  /** By id; ended ones too, while they were heard of. */
  readonly watches: Readonly<Record<string, Watch>>;
  /** Watches that had something to tell since the window was opened, newest first. */
  readonly watchTold: readonly Watch[];
  /** Newest first. */
  readonly auditTail: readonly AuditLine[];

  readonly runChanged: (run: ReconnectRun) => void;
  /** The answer to the question for all of them. */
  readonly runsListed: (runs: readonly ReconnectRun[]) => void;
  readonly incidentChanged: (incident: Incident) => void;
  /** The answer to the question for the open ones: what was open before and is not named is not known any more. */
  readonly openIncidentsListed: (incidents: readonly Incident[]) => void;
  readonly alertRaised: (notice: AlertNotice) => void;
  readonly alertsSeen: () => void;
  readonly gapFound: (gap: ReceptionGap) => void;
  readonly watchChanged: (watch: Watch) => void;
  readonly watchesListed: (watches: readonly Watch[]) => void;
  readonly watchSeen: (id: string) => void;
  readonly auditAdded: (line: AuditLine) => void;
  readonly auditListed: (lines: readonly AuditLine[]) => void;
  /** A new relay process: its reconnects begin anew and its revisions may count from the start. */
  readonly operationsRestarted: () => void;
  readonly operationsForgotten: () => void;
}

type ById<T> = Readonly<Record<string, T>>;
interface Revised {
  readonly id: string;
  readonly revision: number;
}

function withNewer<T extends Revised>(known: ById<T>, value: T): ById<T> {
  const before = known[value.id];
  return before !== undefined && before.revision >= value.revision ? known : { ...known, [value.id]: value };
}

const byId = <T extends { readonly id: string }>(values: readonly T[]): ById<T> =>
  Object.fromEntries(values.map((one) => [one.id, one]));

/** Newest first, each once. */
function ahead<T extends { readonly id: string }>(list: readonly T[], value: T, cap: number): readonly T[] {
  return [value, ...list.filter((one) => one.id !== value.id)].slice(0, cap);
}

/** Open ones stay, and the newest closed one of each channel; the rest goes once there are too many. */
function prunedIncidents(incidents: ById<Incident>): ById<Incident> {
  const all = Object.values(incidents);
  if (all.length <= incidentsCap) return incidents;
  const newest = new Map<string, Incident>();
  for (const one of all) {
    const before = newest.get(one.channelId);
    if (before === undefined || one.openedAt > before.openedAt) newest.set(one.channelId, one);
  }
  return byId(all.filter((one) => one.closedAt === null || newest.get(one.channelId) === one));
}

/** Those under way stay; of the ended ones only the newest. */
function prunedRuns(runs: ById<ReconnectRun>): ById<ReconnectRun> {
  const all = Object.values(runs);
  if (all.length <= runsCap) return runs;
  const ended = all.filter((one) => one.endedAt !== null).sort((a, b) => b.startedAt - a.startedAt);
  return byId([...all.filter((one) => one.endedAt === null), ...ended.slice(0, Math.floor(runsCap / 2))]);
}

const nothing = {
  runs: {},
  incidents: {},
  raised: [],
  receptionGaps: [],
  watches: {},
  watchTold: [],
  auditTail: [],
} as const;

export const createOperationsSlice: StateCreator<OperationsSlice> = (set) => ({
  ...nothing,
  runChanged: (run) => set((state) => ({ runs: prunedRuns(withNewer(state.runs, run)) })),
  runsListed: (listed) => set((state) => ({ runs: listed.reduce(withNewer, state.runs) })),
  incidentChanged: (incident) => set((state) => ({ incidents: prunedIncidents(withNewer(state.incidents, incident)) })),
  openIncidentsListed: (listed) =>
    set((state) => {
      const closed = Object.values(state.incidents).filter((one) => one.closedAt !== null);
      const known = listed.flatMap((one) => state.incidents[one.id] ?? []);
      return { incidents: listed.reduce(withNewer, byId([...closed, ...known])) };
    }),
  alertRaised: (notice) => set((state) => ({ raised: ahead(state.raised, notice, raisedCap) })),
  alertsSeen: () => set({ raised: [] }),
  gapFound: (gap) => set((state) => ({ receptionGaps: ahead(state.receptionGaps, gap, gapsCap) })),
  watchChanged: (watch) =>
    set((state) => {
      const before = state.watches[watch.id]?.last ?? null;
      const tells = watch.last !== null && watch.last.at !== before?.at;
      return {
        watches: { ...state.watches, [watch.id]: watch },
        ...(tells ? { watchTold: ahead(state.watchTold, watch, raisedCap) } : {}),
      };
    }),
  watchesListed: (watches) => set({ watches: byId(watches) }),
  watchSeen: (id) => set((state) => ({ watchTold: state.watchTold.filter((one) => one.id !== id) })),
  auditAdded: (line) => set((state) => ({ auditTail: ahead(state.auditTail, line, auditCap) })),
  auditListed: (lines) =>
    set((state) => {
      const known = new Set(state.auditTail.map((one) => one.id));
      const all = [...state.auditTail, ...lines.filter((one) => !known.has(one.id))];
      return { auditTail: all.sort((a, b) => b.at - a.at).slice(0, auditCap) };
    }),
  operationsRestarted: () =>
    set((state) => ({
      runs: {},
      incidents: Object.fromEntries(Object.values(state.incidents).map((one) => [one.id, { ...one, revision: -1 }])),
    })),
  operationsForgotten: () => set(nothing),
});
