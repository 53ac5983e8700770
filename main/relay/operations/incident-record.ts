import type { ChannelState } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident, IncidentImpact } from '#shared/domain/incident.ts';
import { graver, isFailure } from './incident-rules.ts';

const noImpact: IncidentImpact = {
  inbound: 0,
  outbound: 0,
  conversations: 0,
  waiting: 0,
  deadLetters: 0,
  unconfirmed: 0,
  expired: 0,
  customersTold: 0,
};

/** An incident as it is opened. */
export function newIncident(input: {
  readonly id: string;
  readonly channelId: ChannelId;
  readonly channelName: string;
  readonly openedAt: number;
  readonly state: ChannelState;
  readonly duringMaintenance: boolean;
}): Incident {
  const { state, ...rest } = input;
  return {
    ...rest,
    closedAt: null,
    worst: state.kind,
    leg: state.leg,
    code: state.code,
    value: state.value,
    owner: state.owner,
    flapping: false,
    changes: 0,
    acknowledgedBy: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    assignee: null,
    impact: noImpact,
    revision: 1,
  };
}

/** After another state was seen. States that are no failure leave the reason as it was. */
export function changedBy(incident: Incident, state: ChannelState, isChange: boolean): Incident {
  const { kind, leg, code, value, owner } = state;
  const reason = isFailure(kind) ? { worst: graver(incident.worst, kind), leg, code, value, owner } : {};
  const changes = incident.changes + (isChange ? 1 : 0);
  return { ...incident, ...reason, changes, revision: incident.revision + 1 };
}

export function closedIncident(incident: Incident, closedAt: number): Incident {
  // Never before it was opened: a clock may have been set back.
  const endedAt = Math.max(closedAt, incident.openedAt);
  return { ...incident, closedAt: endedAt, snoozedUntil: null, revision: incident.revision + 1 };
}

/** Names a reason, to tell whether it was seen before. */
export function reasonOf({ leg, code, ...rest }: ChannelState | Incident): string {
  return `${'kind' in rest ? rest.kind : rest.worst} ${leg ?? ''} ${code ?? ''}`;
}

export function isSameImpact(one: IncidentImpact, other: IncidentImpact): boolean {
  return (Object.keys(one) as (keyof IncidentImpact)[]).every((name) => one[name] === other[name]);
}
