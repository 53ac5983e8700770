import { z } from 'zod';
import { CxoneSlaRaw, SlaCaseFacts, SlaCause, SlaMessage, SlaReading, type SlaMoment } from '#shared/domain/sla.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { type ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';
import { trimMessages } from './trim-messages.ts';

const KeptMessage = SlaMessage.extend({
  /** When it stopped waiting in the relay, accepted or not; null while it waits. */
  doneAt: z.number().nullable(),
});
export type KeptMessage = z.infer<typeof KeptMessage>;

const KeptBreach = z.object({
  metric: SlaMetric,
  round: z.number().int(),
  cause: SlaCause,
  at: z.number(),
  /** The latest moment its clock can have started. */
  startedAt: z.number(),
  /** Its record tells of the clock's end. */
  ended: z.boolean(),
});
export type KeptBreach = z.infer<typeof KeptBreach>;

/**
 * Whether a recorded breach is this clock's. The number of a follow-up says nothing: it shifts when CXone tells who wrote an
 * answer, and when old messages are left out. It is known by its beginning, and only one can go on at a time.
 */
export function isOfClock(breach: KeptBreach, reading: SlaReading): boolean {
  if (breach.metric !== reading.metric) return false;
  if (reading.metric !== 'agent_follow_up') return breach.round === reading.round;
  const isStillMissed = !breach.ended && reading.endedAt === null && reading.breachedAt !== null;
  return breach.startedAt === reading.startedAt.latest || isStillMissed;
}

/** Whether missing its target is a breach. When the customer's idle time is over, nobody missed anything. */
export function isTarget({ metric }: Pick<SlaReading, 'metric'>): boolean {
  return metric !== 'customer_idle';
}

const Body = SlaCaseFacts.omit({ id: true, channelId: true }).extend({
  messages: z.array(KeptMessage),
  openId: OpenId.nullable(),
  detailUrl: z.string().nullable(),
  raw: CxoneSlaRaw.nullable(),
  statusStamp: z.number().nullable(),
  assignedStamp: z.number().nullable(),
  hasLeft: z.boolean(),
  breaches: z.array(KeptBreach),
  warned: z.array(z.string()),
  changedAt: z.number(),
  /** Of an ended case: what came of its clocks. Null while it may change. */
  final: z.array(SlaReading).nullable(),
});
type Body = z.infer<typeof Body>;

/** A case as the relay keeps it. It can be read as `SlaCaseFacts`. Only the case book changes it. */
export interface KeptCase extends Omit<Body, 'final'> {
  readonly id: string;
  readonly channelId: ChannelId;
  /** Beginning: its first message, or CXone's. */
  readonly beganAt: number;
  /** Closed, trashed or given up: nothing is added any more, but who wrote its answers. */
  overAt: number | null;
  /** A newer case of the conversation is known: its end is to be asked for. */
  isSuperseded: boolean;
  /** When it was last asked for by itself, epoch ms. */
  askedForAt: number;
  /** When CXone first said that it does not know it; null while it does. */
  missingAt: number | null;
  /** Grows with every change. */
  revision: number;
}

/** Member by member: with a spread in it, building it took 10 to 20 us, and each case held 800 bytes more. */
export function newCase(
  fixed: Pick<KeptCase, 'id' | 'channelId' | 'beganAt' | 'openId' | 'endUser' | 'contactNo' | 'beganBy' | 'asked'>,
): KeptCase {
  return {
    id: fixed.id,
    channelId: fixed.channelId,
    openId: fixed.openId,
    contactNo: fixed.contactNo,
    endUser: fixed.endUser,
    beganAt: fixed.beganAt,
    beganBy: fixed.beganBy,
    asked: fixed.asked,
    caseId: null,
    createdAt: null,
    messages: [],
    statuses: [],
    assignments: [],
    extensions: [],
    knownUntil: null,
    detailUrl: null,
    raw: null,
    statusStamp: null,
    assignedStamp: null,
    hasLeft: false,
    breaches: [],
    warned: [],
    changedAt: fixed.beganAt,
    overAt: null,
    isSuperseded: false,
    askedForAt: 0,
    missingAt: null,
    revision: 0,
  };
}

export function lastSeqOf({ messages }: Pick<KeptCase, 'messages'>): number {
  return messages.at(-1)?.seq ?? 0;
}

export function statusOf({ statuses }: Pick<KeptCase, 'statuses'>): KeptCase['statuses'][number] | null {
  return statuses.at(-1) ?? null;
}

/** Puts it in its place by seq. False when it is there already. */
export function addMessage(kept: KeptCase, message: KeptMessage): boolean {
  const { messages } = kept;
  let place = messages.length;
  while (place > 0 && (messages[place - 1]?.seq ?? 0) > message.seq) place -= 1;
  const before = messages[place - 1];
  if (before?.seq === message.seq) return false;
  // Clocks of two computers, and one that was set back, must not turn the order of a conversation round.
  const at = Math.max(message.at, before?.at ?? -Infinity);
  const placed = at === message.at ? message : { ...message, at };
  if (place === messages.length) messages.push(placed);
  else messages.splice(place, 0, placed);
  trimMessages(kept);
  return true;
}

/** Its record. `final`: what came of its clocks, once it has ended. */
export function recordOf(kept: KeptCase, final: readonly SlaReading[] | null): OperationsRecord {
  const { id, channelId, beganAt: at, overAt } = kept;
  const body: Body = {
    contactNo: kept.contactNo,
    endUser: kept.endUser,
    caseId: kept.caseId,
    beganBy: kept.beganBy,
    createdAt: kept.createdAt,
    messages: kept.messages,
    statuses: kept.statuses,
    assignments: kept.assignments,
    extensions: kept.extensions,
    knownUntil: kept.knownUntil,
    asked: kept.asked,
    openId: kept.openId,
    detailUrl: kept.detailUrl,
    raw: kept.raw,
    statusStamp: kept.statusStamp,
    assignedStamp: kept.assignedStamp,
    hasLeft: kept.hasLeft,
    breaches: kept.breaches,
    warned: kept.warned,
    changedAt: kept.changedAt,
    final: final === null ? null : [...final],
  };
  const endedAt = final === null ? null : Math.max(at, overAt ?? kept.changedAt);
  return { kind: 'sla_case', id, channelId, parent: null, at, endedAt, body: JSON.stringify(body) };
}

/** Null when it is not what this version wrote. */
export function caseFrom(
  record: OperationsRecord,
): { readonly kept: KeptCase; readonly final: readonly SlaReading[] | null } | null {
  const { id, channelId, at, endedAt, body } = record;
  const parsed = Body.safeParse(jsonOf(body));
  if (!parsed.success || channelId === null) return null;
  const { final, ...facts } = parsed.data;
  const last = facts.statuses.at(-1);
  const isOver = last !== undefined && isEnd(last.status);
  const overAt = endedAt ?? (isOver ? last.at.latest : null);
  const kept: KeptCase = {
    ...facts,
    id,
    channelId,
    beganAt: at,
    overAt,
    isSuperseded: false,
    askedForAt: 0,
    missingAt: null,
    revision: 0,
  };
  return { kept, final };
}

const Ended = z.object({
  breaches: z.array(KeptBreach),
  final: z.array(SlaReading).nullable(),
});

/** Of an ended case only what a report counts: the rest is not looked at. */
export function endedFrom({ body }: OperationsRecord): z.infer<typeof Ended> | null {
  return Ended.safeParse(jsonOf(body)).data ?? null;
}

export function isEnd(status: KeptCase['statuses'][number]['status']): boolean {
  return status === 'closed' || status === 'trashed';
}

export function exactly(at: number): SlaMoment {
  return { earliest: at, latest: at };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no body: the schema says so.
    return undefined;
  }
}
