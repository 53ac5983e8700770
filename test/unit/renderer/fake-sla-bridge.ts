import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers, InvokeNames } from '#shared/contract/contract-types.ts';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { SlaBreach, SlaRow, SlaSummary } from '#shared/domain/sla.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { present } from './fake-data.ts';
import { aCaseStory, anEmptyReport, aSlaSummary } from './fake-sla.ts';

/** What the simulated relay knows of its clocks. */
export interface SlaState {
  /** Most urgent first. */
  slaRows: readonly SlaRow[];
  /** Newest first. */
  slaBreaches: readonly SlaBreach[];
  slaSettings: SlaSettingsView;
  /** Replaces parts of the figures, which are otherwise counted from the rows. */
  slaSummary: Partial<SlaSummary>;
}

type Owned = Extract<InvokeNames<ConsoleContract>, `sla.${string}`>;

const isMissed = (row: SlaRow): boolean => row.clocks.some((one) => one.state === 'breached' && one.endedAt === null);
const isUnsure = (row: SlaRow): boolean => row.clocks.some((one) => one.state === 'unsure');
const isAtRisk = (row: SlaRow): boolean =>
  !isMissed(row) && row.clocks.some((one) => one.state === 'running' && one.grade === 'warning');

/** The figures over the rows. */
export function summaryOf({ slaRows, slaSummary }: SlaState): SlaSummary {
  const row = slaRows.find((one) => one.next?.deadlineAt != null && !isMissed(one));
  return aSlaSummary({
    open: slaRows.length,
    atRisk: slaRows.filter(isAtRisk).length,
    breached: slaRows.filter(isMissed).length,
    unsure: slaRows.filter(isUnsure).length,
    next:
      row?.next?.deadlineAt == null
        ? null
        : {
            id: row.id,
            channelId: row.channelId,
            channelName: row.channelName,
            endUser: row.endUser,
            metric: row.next.metric,
            deadlineAt: row.next.deadlineAt,
            calendarId: 'office',
          },
    ...slaSummary,
  });
}

/** Answers as the relay would, simply. */
export function slaHandlers(
  state: SlaState,
  running: <T>(answer: () => T) => T,
): Pick<Handlers<ConsoleContract>, Owned> {
  const rowOf = (id: string): SlaRow => {
    const row = state.slaRows.find((one) => one.id === id);
    if (row === undefined) throw new RelayError('SLA_CASE_NOT_FOUND', 'Not there');
    return row;
  };
  return {
    'sla.board': ({ channelIds, show, metric, limit }) =>
      running(() => {
        const fits = state.slaRows.filter(
          (row) =>
            (channelIds.length === 0 || channelIds.includes(row.channelId)) &&
            (metric === null || row.clocks.some((one) => one.metric === metric)) &&
            (show === 'open' ||
              (show === 'breached' ? isMissed(row) : show === 'unsure' ? isUnsure(row) : isAtRisk(row))),
        );
        return { rows: fits.slice(0, limit), total: fits.length, summary: summaryOf(state) };
      }),
    'sla.summary': () => running(() => summaryOf(state)),
    'sla.case': ({ id }) =>
      running(() => {
        const row = rowOf(id);
        return aCaseStory(row, { breaches: state.slaBreaches.filter((one) => one.slaCaseId === id) });
      }),
    'sla.breaches': ({ channelIds, metric, cause, from, until, before, limit }) =>
      running(() =>
        state.slaBreaches
          .filter(
            (one) =>
              (channelIds.length === 0 || channelIds.includes(one.channelId)) &&
              (metric === null || one.metric === metric) &&
              (cause === null || one.cause === cause) &&
              one.breachedAt >= from &&
              one.breachedAt < until &&
              (before === null || one.breachedAt < before),
          )
          .slice(0, limit),
      ),
    'sla.report': (query) => running(() => anEmptyReport(query)),
    'sla.settings': () => running(() => state.slaSettings),
    'sla.preview': () =>
      running(() => ({
        problems: [],
        openClocks: state.slaRows.length,
        sooner: 0,
        later: 0,
        wouldBreach: 0,
        appearOrEnd: 0,
        moves: [],
      })),
    'sla.set': ({ settings, appliesFrom, note }) =>
      running(() => {
        const { history } = state.slaSettings;
        const about = { id: `version-${history.length + 1}`, savedAt: present, by: 'desk-2', note };
        const version = { ...about, settings, appliesFrom: appliesFrom ?? present };
        const list = [{ ...about, appliesFrom: version.appliesFrom }, ...history];
        state.slaSettings =
          appliesFrom === null
            ? { current: version, planned: null, history: list }
            : { ...state.slaSettings, planned: version, history: list };
        return state.slaSettings;
      }),
    'sla.cancelPlanned': () => running(() => (state.slaSettings = { ...state.slaSettings, planned: null })),
    'sla.extendIdle': ({ id }) => running(() => rowOf(id)),
    'sla.exportReport': ({ form }) => ({ path: `/home/desk/sla-report.${form}` }),
    'sla.openCase': ({ id }) => running(() => (rowOf(id), null)),
  };
}
