import type { Leg } from '../domain/channel.ts';
import type { SlaCaseFacts, SlaCause, SlaOutage, SlaReading } from '../domain/sla.ts';
import type { OfficeHours, OpenStretch } from './office-hours.ts';

/** Time in which a leg was down. */
export interface OutageStretch {
  readonly from: number;
  readonly until: number;
  readonly leg: Leg;
  readonly incidentId: string | null;
  readonly maintenance: boolean;
}

/** A message that passes within a minute was not held: every message takes a moment. */
const ordinaryPassageMs = 60_000;
const mostIncidents = 20;

/**
 * Whether a missed target was missed by an outage: without the office time in which messages could not pass while the clock
 * ran, it would not have been spent. `held`: stretches in which a message of the case waited in the relay; `outages`: those
 * of the legs that matter (see `outagesFor`). A clock that a rule calls missed at the close was not spent, so that is people's.
 */
export function causeOf(
  reading: SlaReading & { readonly ran?: readonly OpenStretch[] },
  hours: OfficeHours,
  held: readonly OpenStretch[],
  outages: readonly OutageStretch[],
): { cause: SlaCause; outage: SlaOutage | null } {
  const { breachedAt } = reading;
  if (breachedAt === null) return { cause: 'people', outage: null };
  const ran =
    reading.ran !== undefined && reading.ran.length > 0
      ? reading.ran
      : [{ from: reading.startedAt.latest, until: breachedAt }];
  const heldRan = within(
    held.filter((stretch) => stretch.until - stretch.from >= ordinaryPassageMs),
    ran,
  );
  const met = outages.filter((outage) => officeMs(hours, within([outage], ran)) > 0);
  const lostMs = officeMs(hours, within([...heldRan, ...met], ran));
  if (lostMs === 0) return { cause: 'people', outage: null };
  const isSpent = reading.deadlineAt !== null;
  const cause = isSpent && officeMs(hours, ran) - lostMs < reading.targetMs ? 'outage' : 'people';
  const incidentIds = [...new Set(met.flatMap(({ incidentId }) => (incidentId === null ? [] : [incidentId])))];
  return {
    cause,
    outage: {
      lostMs,
      heldMs: officeMs(hours, heldRan),
      legs: [...new Set(met.map(({ leg }) => leg))],
      incidentIds: incidentIds.slice(0, mostIncidents),
      maintenance: met.some(({ maintenance }) => maintenance),
    },
  };
}

/**
 * The outages that could delay this clock, cut to when they could: until the request reached CXone, the legs it came by;
 * afterwards the legs an answer takes. The solution needs all four, for the customer and the agent go on talking.
 */
export function outagesFor(
  facts: SlaCaseFacts,
  reading: SlaReading,
  outages: readonly OutageStretch[],
): OutageStretch[] {
  if (reading.metric === 'solution') return [...outages];
  const { messageId } = reading.startedBy;
  const request =
    messageId === null && reading.metric === 'first_response'
      ? facts.messages.find((message) => message.kind === 'request')
      : facts.messages.find((message) => message.messageId === messageId && message.kind === 'request');
  // Without a request of its own (an assignment, the agent's own message) only the way of an answer matters.
  const reachedAt = request === undefined ? -Infinity : (request.acceptedAt ?? Infinity);
  return outages.flatMap((outage) => {
    const isOfRequest = outage.leg === 'wechatIn' || outage.leg === 'cxoneOut';
    const from = isOfRequest ? outage.from : Math.max(outage.from, reachedAt);
    const until = isOfRequest ? Math.min(outage.until, reachedAt) : outage.until;
    return from < until ? [{ ...outage, from, until }] : [];
  });
}

/** The stretches in which messages of the case waited in the relay until `now`; brief ones included. */
export function heldFor(facts: SlaCaseFacts, now: number): OpenStretch[] {
  return facts.messages
    .map((message) => ({ from: message.at, until: message.acceptedAt ?? now }))
    .filter(({ from, until }) => from < until);
}

/** What the stretches share with `ran`, without overlaps, oldest first. */
function within(stretches: readonly OpenStretch[], ran: readonly OpenStretch[]): OpenStretch[] {
  const cut = ran.flatMap((run) =>
    stretches
      .map(({ from, until }) => ({ from: Math.max(from, run.from), until: Math.min(until, run.until) }))
      .filter(({ from, until }) => from < until),
  );
  cut.sort((a, b) => a.from - b.from);
  const merged: { from: number; until: number }[] = [];
  for (const { from, until } of cut) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
}

function officeMs(hours: OfficeHours, stretches: readonly OpenStretch[]): number {
  return stretches.reduce((sum, { from, until }) => sum + hours.openMs(from, until), 0);
}
