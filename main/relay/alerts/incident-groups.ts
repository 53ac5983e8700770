import type { AlertSeverity } from '#shared/domain/alerts.ts';
import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AlertGroup, RelayNotice } from './alert-state.ts';

/** A notice names so many channels; its incidents tell how many there are. */
const mostNames = 100;
const urgentStates: ReadonlySet<ChannelStateKind> = new Set(['action_required', 'down']);
const gravest: readonly AlertSeverity[] = ['info', 'warning', 'urgent'];
const stateOrder: readonly ChannelStateKind[] = ['degraded', 'retrying', 'down', 'action_required'];

/** Urgent when a person has to act or nothing passes any more. */
export function severityOf({ worst }: Pick<Incident, 'worst'>): AlertSeverity {
  return urgentStates.has(worst) ? 'urgent' : 'warning';
}

export function graver(one: AlertSeverity, other: AlertSeverity): AlertSeverity {
  return gravest.indexOf(one) >= gravest.indexOf(other) ? one : other;
}

/** Incidents with the same cause are one matter for whoever is told. */
export function causeOf({ code, leg }: Pick<Incident, 'code' | 'leg'>): string {
  return `${code ?? 'unknown'}/${leg ?? 'any'}`;
}

/** At least one incident. */
export function groupOf(cause: string, incidents: readonly Incident[], now: number): AlertGroup {
  const worst = incidents.reduce((one, other) =>
    stateOrder.indexOf(other.worst) > stateOrder.indexOf(one.worst) ? other : one,
  );
  const values = new Set(incidents.map(({ value }) => value));
  return {
    cause,
    incidentIds: incidents.map(({ id }) => id),
    ...channelsOf(incidents),
    severity: severityOf(worst),
    state: worst.worst,
    leg: worst.leg,
    code: worst.code,
    value: values.size === 1 ? worst.value : null,
    owner: worst.owner,
    openedToldAt: now,
    lastToldAt: now,
  };
}

/** A notice about `incidents`, which all belong to the group. A closing one tells how long it took in all. */
export function noticeOf(
  kind: 'opened' | 'reminder' | 'closed',
  group: AlertGroup,
  incidents: readonly Incident[],
  { now, newId }: { readonly now: number; readonly newId: () => string },
): RelayNotice {
  const since = Math.min(...incidents.map(({ openedAt }) => openedAt));
  const over = Math.max(...incidents.map(({ closedAt }) => closedAt ?? now));
  return {
    id: newId(),
    at: now,
    kind,
    severity: kind === 'closed' ? 'info' : group.severity,
    incidentIds: incidents.map(({ id }) => id),
    ...channelsOf(incidents),
    state: kind === 'closed' ? 'connected' : group.state,
    leg: group.leg,
    code: group.code,
    value: group.value,
    since,
    lastedMs: kind === 'closed' ? Math.max(0, over - since) : null,
    subject: null,
    sla: null,
    owner: kind === 'closed' ? 'nobody' : group.owner,
  };
}

function channelsOf(incidents: readonly Incident[]): Pick<AlertGroup, 'channelIds' | 'channelNames'> {
  const named = incidents.slice(0, mostNames);
  return {
    channelIds: named.map(({ channelId }) => channelId),
    channelNames: named.map(({ channelName }) => channelName),
  };
}
