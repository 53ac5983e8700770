import type { AlertSettings } from '#shared/domain/alerts.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AlertState, RelayNotice } from './alert-state.ts';
import { causeOf, graver, severityOf } from './incident-groups.ts';
import { localMoment, minutesOf } from './local-time.ts';

const dayMs = 86_400_000;
const mostNames = 100;

/**
 * Whether the daily line is to be sent now, and what to remember. Once per date of the chosen zone, at its time or as soon
 * after it as the relay runs. It keeps to its own time: quiet hours do not move it.
 */
export function dailyTurn(
  state: AlertState,
  now: number,
  { daily, timeZone }: Pick<AlertSettings, 'daily' | 'timeZone'>,
): { readonly state: AlertState; readonly isDue: boolean } {
  const { date: today, minutes } = localMoment(now, timeZone);
  const isTime = minutes >= minutesOf(daily.at);
  const last = state.dailyDate;
  // Switched on after today's time, it begins tomorrow; a date that lies ahead comes from a clock that was wrong.
  const isAhead = last !== null && last > localMoment(now + dayMs, timeZone).date;
  if (!daily.enabled) return { state: last === null ? state : { ...state, dailyDate: null }, isDue: false };
  if (last === null || isAhead) {
    const yesterday = localMoment(now - dayMs, timeZone).date;
    return { state: { ...state, dailyDate: isTime ? today : yesterday }, isDue: false };
  }
  if (!isTime || last >= today) return { state, isDue: false };
  return { state: { ...state, dailyDate: today }, isDue: true };
}

/** A channel without an open incident that is not connected all the same: paused, switched off, being checked. */
export interface QuietChannel {
  readonly id: ChannelId;
  readonly name: string;
}

/**
 * The line itself: what is open, or that all is well, which is said only when every channel is connected. `figures`: the
 * day's figures in words, null when they are unknown.
 */
export function dailyNotice(
  open: readonly Incident[],
  notConnected: readonly QuietChannel[],
  figures: string | null,
  { now, id }: { readonly now: number; readonly id: string },
): RelayNotice {
  const [first] = open;
  const same = first !== undefined && new Set(open.map(causeOf)).size === 1 ? first : null;
  const named =
    first === undefined
      ? notConnected
      : open.map(({ channelId, channelName }) => ({ id: channelId, name: channelName }));
  return {
    id,
    at: now,
    kind: 'daily',
    severity: open.map(severityOf).reduce(graver, 'info'),
    incidentIds: open.map((one) => one.id),
    channelIds: named.slice(0, mostNames).map((channel) => channel.id),
    channelNames: named.slice(0, mostNames).map(({ name }) => name),
    state: first === undefined && notConnected.length === 0 ? 'connected' : null,
    leg: same?.leg ?? null,
    code: same?.code ?? null,
    value: null,
    since: first === undefined ? null : Math.min(...open.map(({ openedAt }) => openedAt)),
    lastedMs: null,
    subject: figures,
    sla: null,
    owner: same?.owner ?? 'nobody',
  };
}
