import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { AlertState, PendingGap, RelayNotice } from './alert-state.ts';

const minuteMs = 60_000;
/** Shorter ones stand in the list of gaps; people are not told. A restart for an update takes less. */
export const shortestGapMs = minuteMs;
/** A relay that starts again and again must not write each time. */
const betweenGapsMs = 10 * minuteMs;
const mostGaps = 50;

/** What the channels' own incidents tell, and what the operator did himself, is not told a second time. */
const codes: Readonly<Record<ReceptionGap['cause'], ErrorCode | null>> = {
  relay_not_running: 'RELAY_NOT_RUNNING',
  computer_asleep: 'COMPUTER_ASLEEP',
  not_reachable: null,
  channel_stopped: null,
};

/** Null for a gap people need not be told of. */
export function pendingGap(gap: ReceptionGap, channelName: string | null): PendingGap | null {
  const code = codes[gap.cause];
  if (code === null || gap.until - gap.from < shortestGapMs) return null;
  return { from: gap.from, until: gap.until, code, channelId: gap.channelId, channelName };
}

export function withGap(state: AlertState, gap: PendingGap): AlertState {
  return { ...state, gaps: [...state.gaps, gap].slice(-mostGaps) };
}

/** Tells of the longest gap, and how many more there were. */
export function tellOfGaps(
  { gaps, gapsToldAt }: Pick<AlertState, 'gaps' | 'gapsToldAt'>,
  { now, newId }: { readonly now: number; readonly newId: () => string },
  mayTellNow: boolean,
): Pick<AlertState, 'gaps' | 'gapsToldAt'> & { readonly notices: readonly RelayNotice[] } {
  const longest = [...gaps].sort((one, other) => other.until - other.from - (one.until - one.from))[0];
  const tooSoon = gapsToldAt !== null && now >= gapsToldAt && now - gapsToldAt < betweenGapsMs;
  if (longest === undefined || !mayTellNow || tooSoon) return { gaps, gapsToldAt, notices: [] };
  const notice: RelayNotice = {
    id: newId(),
    at: now,
    kind: 'gap',
    severity: 'warning',
    incidentIds: [],
    channelIds: longest.channelId === null ? [] : [longest.channelId],
    channelNames: longest.channelName === null ? [] : [longest.channelName],
    state: null,
    leg: null,
    code: longest.code,
    value: null,
    since: longest.from,
    lastedMs: longest.until - longest.from,
    subject: gaps.length > 1 ? String(gaps.length - 1) : null,
    sla: null,
    owner: 'nobody',
  };
  return { gaps: [], gapsToldAt: now, notices: [notice] };
}
