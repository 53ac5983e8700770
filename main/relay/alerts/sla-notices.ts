import type { AlertNotice, AlertSeverity, AlertSettings } from '#shared/domain/alerts.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaAlertItem } from '../ports/sla-alerts.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import type { ClocksOfKind, PendingClock, RelayNotice, SlaAlertState } from './alert-state.ts';
import { mayTell } from './quiet.ts';

/** Clocks that reach their moment within this time of the first share a notice. */
export const gatherClocksMs = 30_000;
/** After a notice, the next of its kind comes no sooner than this, unless of a channel that was not in it. */
export const nextClocksMs = 5 * 60_000;
/** So many are kept of a kind; beyond that, the least urgent are only counted. */
export const mostPendingClocks = 200;
/** While every office is closed, whether one opened is asked for so often. */
const askClosedMs = 60_000;
const mostNames = 100;

export type ClockKind = keyof SlaAlertState;

interface KindRule {
  readonly notice: Extract<AlertNotice['kind'], 'sla_warning' | 'sla_breach'>;
  readonly setting: keyof AlertSettings['sla'];
  /** What was told of is still so. */
  readonly holds: (present: SlaAlertItem) => boolean;
}

const rules: Readonly<Record<ClockKind, KindRule>> = {
  warning: { notice: 'sla_warning', setting: 'warnings', holds: ({ cause }) => cause === null },
  breach: { notice: 'sla_breach', setting: 'breaches', holds: ({ cause }) => cause !== null },
};

export interface ClocksInput {
  /** Epoch ms. */
  readonly now: number;
  readonly settings: AlertSettings;
  readonly inMaintenance: (channelId: ChannelId) => boolean;
  readonly current: SlaFacts['current'];
  readonly newId: () => string;
}

/**
 * Notes clocks people are to be told of. One that is missed is not warned of any more. That a customer is taken for gone is
 * nobody's fault and no news for people.
 */
export function withClocks(
  state: SlaAlertState,
  kind: ClockKind,
  told: readonly SlaAlertItem[],
  now: number,
): SlaAlertState {
  const items = told.filter(({ metric }) => metric !== 'customer_idle');
  const keys = new Set(items.map(keyOf));
  const warning =
    kind === 'breach'
      ? { ...state.warning, pending: state.warning.pending.filter((one) => !keys.has(keyOf(one))) }
      : state.warning;
  const known = new Map(state[kind].pending.map((one) => [keyOf(one), one]));
  for (const item of items) known.set(keyOf(item), { ...item, since: known.get(keyOf(item))?.since ?? now });
  const pending = [...known.values()].sort(byUrgency);
  const more = state[kind].more + Math.max(0, pending.length - mostPendingClocks);
  const noted = { ...state[kind], pending: pending.slice(0, mostPendingClocks), more };
  return kind === 'breach' ? { warning, breach: noted } : { ...state, warning: noted };
}

/**
 * Who is told of which clocks now. Told are only clocks that still go on, whose channel's office is open and that neither
 * maintenance nor quiet hours hold back. A clock that is over before its time to be told has come is not told of at all.
 */
export function tellOfClocks(
  before: SlaAlertState,
  input: ClocksInput,
): { readonly state: SlaAlertState; readonly notices: readonly RelayNotice[] } {
  const warning = tellOfKind('warning', before.warning, input);
  const breach = tellOfKind('breach', before.breach, input);
  return {
    state: { warning: warning.state, breach: breach.state },
    notices: [warning.notice, breach.notice].filter((notice) => notice !== null),
  };
}

interface KindTurn {
  readonly state: ClocksOfKind;
  readonly notice: RelayNotice | null;
}

function tellOfKind(kind: ClockKind, before: ClocksOfKind, input: ClocksInput): KindTurn {
  const { now, settings, inMaintenance } = input;
  const state = withoutOld(before, now);
  if (state.pending.length === 0) return { state: { ...state, more: 0 }, notice: null };
  if (!settings.sla[rules[kind].setting]) return { state: { ...state, pending: [], more: 0 }, notice: null };
  const candidates = state.pending.filter((one) => mayTell(severityOf(one), input) && !inMaintenance(one.channelId));
  // Clocks are asked about only when something could be told of them: there may be many.
  if (!isDue(candidates, state, now)) return { state, notice: null };
  const wasAsked = state.askedAt !== null && now >= state.askedAt && now - state.askedAt < askClosedMs;
  if (wasAsked && !isDue(candidates.filter(isOpen), state, now)) return { state, notice: null };

  const present = asTheyStand(kind, state.pending, candidates, input.current);
  const asked = { ...state, pending: present, askedAt: now };
  const ids = new Set(candidates.map(keyOf));
  const tellable = present.filter((one) => ids.has(keyOf(one)) && isOpen(one));
  if (!isDue(tellable, asked, now)) return { state: asked, notice: null };
  return {
    state: {
      ...asked,
      pending: present.filter((one) => !tellable.includes(one)),
      more: 0,
      toldAt: { ...asked.toldAt, ...Object.fromEntries(tellable.map(({ channelId }) => [channelId, now])) },
    },
    notice: noticeOf(kind, tellable, asked.more, input),
  };
}

/** The candidates anew; those that are over, or became another matter, are left out. */
function asTheyStand(
  kind: ClockKind,
  pending: readonly PendingClock[],
  candidates: readonly PendingClock[],
  current: SlaFacts['current'],
): PendingClock[] {
  const asked = new Set(candidates);
  return pending
    .flatMap((one) => {
      if (!asked.has(one)) return [one];
      const present = current(one.slaCaseId, one.metric);
      return present !== null && rules[kind].holds(present) ? [{ ...present, since: one.since }] : [];
    })
    .sort(byUrgency);
}

/** Something was gathered long enough, and people were not told of its kind, or not of its channel, a moment ago. */
function isDue(clocks: readonly PendingClock[], { toldAt }: Pick<ClocksOfKind, 'toldAt'>, now: number): boolean {
  const toldLately = Object.keys(toldAt).length > 0;
  return clocks.some(({ since, channelId }) => {
    // A clock that was set back must not keep it waiting.
    const isGathered = now < since || now - since >= gatherClocksMs;
    return isGathered && (!toldLately || toldAt[channelId] === undefined);
  });
}

/** Forgets what was told so long ago that it holds nothing back. */
function withoutOld(state: ClocksOfKind, now: number): ClocksOfKind {
  const toldAt = Object.fromEntries(
    Object.entries(state.toldAt).filter(([, at]) => now >= at && now - at < nextClocksMs),
  );
  return { ...state, toldAt };
}

/** At least one, most urgent first. */
function noticeOf(
  kind: ClockKind,
  clocks: readonly PendingClock[],
  more: number,
  { now, newId }: Pick<ClocksInput, 'now' | 'newId'>,
): RelayNotice | null {
  const [first] = clocks;
  if (first === undefined) return null;
  const channels = [...new Map(clocks.map(({ channelId, channelName }) => [channelId, channelName]))];
  const byOutage = clocks.filter(({ cause }) => cause === 'outage').length;
  const { slaCaseId, metric, deadlineAt, cause, endUser } = first;
  return {
    id: newId(),
    at: now,
    kind: rules[kind].notice,
    severity: severityOf(first),
    incidentIds: [],
    channelIds: channels.slice(0, mostNames).map(([id]) => id),
    channelNames: channels.slice(0, mostNames).map(([, name]) => name),
    state: null,
    leg: null,
    code: null,
    // Of how many an outage was the cause; unknown of those that were only counted.
    value: byOutage === 0 || more > 0 ? null : String(byOutage),
    since: null,
    lastedMs: null,
    subject: endUser,
    sla: { count: clocks.length + more, metric, deadlineAt, cause, slaCaseId },
    owner: 'nobody',
  };
}

/** What an outage caused was told with its incident. */
function severityOf({ cause }: Pick<SlaAlertItem, 'cause'>): AlertSeverity {
  return cause === 'people' ? 'urgent' : 'warning';
}

/** What is open for people first, then by deadline. */
function byUrgency(one: SlaAlertItem, other: SlaAlertItem): number {
  return Number(other.cause === 'people') - Number(one.cause === 'people') || one.deadlineAt - other.deadlineAt;
}

function isOpen({ officeOpen }: Pick<SlaAlertItem, 'officeOpen'>): boolean {
  return officeOpen;
}

function keyOf({ slaCaseId, metric }: Pick<SlaAlertItem, 'slaCaseId' | 'metric'>): string {
  return `${slaCaseId}/${metric}`;
}
