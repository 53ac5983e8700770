import type { AlertSettings } from '#shared/domain/alerts.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AlertGroup, AlertState, RelayNotice } from './alert-state.ts';
import { tellOfCertificates } from './certificate-notices.ts';
import { causeOf, graver, groupOf, noticeOf, severityOf } from './incident-groups.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import { tellOfGaps } from './gap-notices.ts';
import { mayTell } from './quiet.ts';
import { tellOfClocks } from './sla-notices.ts';

const minuteMs = 60_000;
/** What heals by itself mostly does so within this time; a warning that is told sooner is noise. */
export const shortestWarningMs = 3 * minuteMs;
/** When the first incident of a cause is due, others of it are about to be seen: they go into the same notice. */
export const gatherMs = 10_000;
/** Channels that break later of the same cause are told together, and not more often than this. */
export const followUpMs = 5 * minuteMs;

export interface PolicyInput {
  /** Epoch ms. */
  readonly now: number;
  /** All open incidents, and closed ones that people were told of. */
  readonly incidents: readonly Incident[];
  readonly settings: AlertSettings;
  readonly inMaintenance: (channelId: ChannelId) => boolean;
  /** A clock as it stands. */
  readonly currentClock: SlaFacts['current'];
  readonly newId: () => string;
}

export interface PolicyTurn {
  readonly state: AlertState;
  readonly notices: readonly RelayNotice[];
}

/**
 * Who is told what now. Called again and again with everything as it stands; what it returns depends on nothing else, so a
 * turn that is missed or repeated changes nothing. An incident is told when it has lasted, together with others of its
 * cause; once more when it becomes urgent; and once when all of them are over. Reminders come while somebody should act and
 * nobody said that they do.
 */
export function decideAlerts(before: AlertState, input: PolicyInput): PolicyTurn {
  const open = new Map(input.incidents.filter(({ closedAt }) => closedAt === null).map((one) => [one.id, one]));
  const notices: RelayNotice[] = [];
  const known = groupsThatAreKnown(before.groups, input.incidents);
  const waiting = countWaiting(before.waiting, known, open, input);
  const turn: Turn = { ...input, open, waiting, notices };

  const groups = known.map((group) => follow(group, turn)).filter((group) => group !== null);
  groups.push(...newGroups(groups, turn));
  const told = tellOfGaps(before, input, mayTell('warning', input));
  notices.push(...told.notices);
  const clocks = tellOfClocks(before.sla, { ...input, current: input.currentClock });
  notices.push(...clocks.notices);
  const certificates = tellOfCertificates(before.certificates, input);
  notices.push(...certificates.notices);
  let { watches } = before;
  if (watches.length > 0 && mayTell('info', input)) {
    notices.push(...watches);
    watches = [];
  }
  return {
    state: {
      groups,
      waiting: Object.fromEntries(turn.waiting),
      gaps: told.gaps,
      gapsToldAt: told.gapsToldAt,
      watches,
      dailyDate: before.dailyDate,
      sla: clocks.state,
      certificates: certificates.certificates,
    },
    notices,
  };
}

interface Turn extends PolicyInput {
  readonly open: ReadonlyMap<string, Incident>;
  /** Incidents that join a group are taken out. */
  readonly waiting: Map<string, number | null>;
  readonly notices: RelayNotice[];
}

/** Incidents that were removed from the store in the meantime are not spoken of again. */
function groupsThatAreKnown(groups: readonly AlertGroup[], incidents: readonly Incident[]): AlertGroup[] {
  const ids = new Set(incidents.map(({ id }) => id));
  return groups.filter((group) => group.incidentIds.some((id) => ids.has(id)));
}

/** Since when each open incident nobody was told of counts. Time under maintenance does not. */
function countWaiting(
  before: AlertState['waiting'],
  groups: readonly AlertGroup[],
  open: ReadonlyMap<string, Incident>,
  { now, inMaintenance }: PolicyInput,
): Map<string, number | null> {
  const told = new Set(groups.flatMap(({ incidentIds }) => incidentIds));
  const waiting = new Map<string, number | null>();
  for (const incident of open.values()) {
    if (told.has(incident.id)) continue;
    const since = before[incident.id];
    if (inMaintenance(incident.channelId)) waiting.set(incident.id, null);
    else if (since === null || (since === undefined && incident.duringMaintenance)) waiting.set(incident.id, now);
    // A clock that was set back must not keep it waiting.
    else waiting.set(incident.id, Math.min(since ?? incident.openedAt, now));
  }
  return waiting;
}

/** How long ago the incident became due, milliseconds; negative: not yet. */
function overdueMs(incident: Incident, { waiting, now, settings }: Turn): number {
  const since = waiting.get(incident.id) ?? null;
  if (since === null) return Number.NEGATIVE_INFINITY;
  const tellAfterMs = settings.tellAfterMinutes * minuteMs;
  const holdMs = severityOf(incident) === 'urgent' ? tellAfterMs : Math.max(tellAfterMs, shortestWarningMs);
  return now - since - holdMs;
}

/** Takes all waiting incidents of a cause, when at least one of them is due for `leastMs` and may be told now. */
function takeDue(cause: string, leastMs: number, turn: Turn): Incident[] {
  const ofCause = [...turn.waiting]
    .filter(([, since]) => since !== null)
    .flatMap(([id]) => turn.open.get(id) ?? [])
    .filter((incident) => causeOf(incident) === cause && mayTell(severityOf(incident), turn));
  if (!ofCause.some((incident) => overdueMs(incident, turn) >= leastMs)) return [];
  for (const { id } of ofCause) turn.waiting.delete(id);
  return ofCause;
}

/** Causes nobody was told of yet. What breaks later of a known one joins its group in good time. */
function newGroups(groups: readonly AlertGroup[], turn: Turn): AlertGroup[] {
  const causes = new Set([...turn.waiting.keys()].flatMap((id) => turn.open.get(id) ?? []).map(causeOf));
  for (const { cause, incidentIds } of groups) if (incidentIds.some((id) => turn.open.has(id))) causes.delete(cause);
  return [...causes].flatMap((cause) => {
    const incidents = takeDue(cause, gatherMs, turn);
    if (incidents.length === 0) return [];
    const group = groupOf(cause, incidents, turn.now);
    turn.notices.push(noticeOf('opened', group, incidents, turn));
    return [group];
  });
}

/** What is to be said of incidents people know of. Null: the matter is over, and they know that too. */
function follow(group: AlertGroup, turn: Turn): AlertGroup | null {
  const ids = new Set(group.incidentIds);
  const members = turn.incidents.filter(({ id }) => ids.has(id));
  const open = members.filter(({ closedAt }) => closedAt === null);
  const audible = members.some(({ channelId }) => !turn.inMaintenance(channelId));
  if (open.length === 0) {
    if (!audible || !mayTell(group.severity, turn)) return group;
    turn.notices.push(noticeOf('closed', group, members, turn));
    return null;
  }
  return remind(becomeUrgent(welcomeLate(group, turn), open, turn), turn);
}

/** Channels that broke after people were told of the same cause. */
function welcomeLate(group: AlertGroup, turn: Turn): AlertGroup {
  if (turn.now - group.openedToldAt < followUpMs) return group;
  const late = takeDue(group.cause, 0, turn);
  if (late.length === 0) return group;
  const more = groupOf(group.cause, late, turn.now);
  turn.notices.push(noticeOf('opened', more, late, turn));
  return {
    ...group,
    incidentIds: [...group.incidentIds, ...more.incidentIds],
    channelIds: [...group.channelIds, ...more.channelIds],
    channelNames: [...group.channelNames, ...more.channelNames],
    severity: graver(group.severity, more.severity),
    value: group.value === more.value ? group.value : null,
    openedToldAt: turn.now,
    lastToldAt: turn.now,
  };
}

/** What was worth a look needs a person now: said once. */
function becomeUrgent(group: AlertGroup, open: readonly Incident[], turn: Turn): AlertGroup {
  if (group.severity === 'urgent' || !mayTell('urgent', turn)) return group;
  const urgent = open.filter((one) => severityOf(one) === 'urgent' && !turn.inMaintenance(one.channelId));
  if (urgent.length === 0) return group;
  const graverPart = groupOf(group.cause, urgent, turn.now);
  turn.notices.push(noticeOf('opened', graverPart, urgent, turn));
  const { severity, state, leg, code, value, owner } = graverPart;
  return { ...group, severity, state, leg, code, value, owner, openedToldAt: turn.now, lastToldAt: turn.now };
}

function remind(group: AlertGroup, turn: Turn): AlertGroup {
  const { now, settings } = turn;
  const unseen = group.incidentIds
    .flatMap((id) => turn.open.get(id) ?? [])
    .filter(({ acknowledgedAt, snoozedUntil, channelId }) => {
      return acknowledgedAt === null && (snoozedUntil ?? 0) <= now && !turn.inMaintenance(channelId);
    });
  if (unseen.length === 0 || !mayTell(group.severity, turn)) return group;
  const snoozeIsOver = unseen.some(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > group.lastToldAt);
  const isTime = settings.reminderMinutes > 0 && now - group.lastToldAt >= settings.reminderMinutes * minuteMs;
  if (!snoozeIsOver && !isTime) return group;
  turn.notices.push(noticeOf('reminder', group, unseen, turn));
  return { ...group, lastToldAt: now };
}
