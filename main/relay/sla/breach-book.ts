import { SlaBreach, type SlaReading } from '#shared/domain/sla.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { causeOf, heldFor, outagesFor } from '#shared/sla/cause.ts';
import { hoursOf, type PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import type { ClockReading } from '#shared/sla/read-round.ts';
import { bodiesOf, bodyOf } from '../operations/record-body.ts';
import type { RecordKeeper } from '../operations/record-keeper.ts';
import { pageByTime } from '../operations/record-page.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import { isOfClock, isTarget, type KeptBreach, type KeptCase } from './kept-case.ts';
import type { OutageSource } from './outage-source.ts';

/** Breaches this old are of today in some zone. */
const recentMs = 50 * 3_600_000;
const perPage = 500;
/** When a breach cannot be recorded now. */
const retryMs = 5_000;
/** For a page with filters the records are looked through so far. */
const mostPages = 50;

export interface BreachBookDeps {
  readonly store: Pick<OperationsStore, 'records' | 'getRecord'> & Pick<SlaStore, 'recordRange'>;
  readonly keeper: Pick<RecordKeeper, 'put' | 'tried'>;
  readonly outages: Pick<OutageSource, 'stretches'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly nameOf: (channelId: ChannelId) => string;
  /** Writes the case together with its breach. */
  readonly putCase: (kept: KeptCase) => Promise<void>;
  /** A new one is on disk. */
  readonly onRecorded: (kept: KeptCase, breach: SlaBreach) => void;
  /** It is to be looked at again: something could not be written or read. */
  readonly onTryAgain: (kept: KeptCase) => void;
}

export interface BreachFilter {
  readonly channelIds: readonly ChannelId[];
  readonly metric: SlaReading['metric'] | null;
  readonly cause: SlaBreach['cause'] | null;
  readonly from: number;
  readonly until: number;
  readonly before: number | null;
  readonly limit: number;
}

/** Missed targets: each recorded once, with its cause as it was known at the crossing, and never withdrawn. */
export class BreachBook {
  readonly #deps: BreachBookDeps;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #recent = new Map<string, Pick<SlaBreach, 'breachedAt' | 'cause' | 'channelId'>>();
  readonly #retries = new Set<() => void>();
  #isStopped = false;

  constructor(deps: BreachBookDeps) {
    this.#deps = deps;
  }

  /** Reads those of the last days, for the figures of today. */
  async load(): Promise<void> {
    const { store, clock, log } = this.#deps;
    let after: RecordPlace | null = null;
    do {
      const page: Awaited<ReturnType<SlaStore['recordRange']>> = await store.recordRange({
        kind: 'sla_breach',
        from: Math.max(0, clock.now() - recentMs),
        before: Number.MAX_SAFE_INTEGER,
        after,
        limit: perPage,
      });
      for (const breach of bodiesOf(SlaBreach, page.records, log)) this.#recent.set(breach.id, breach);
      after = page.next;
    } while (after !== null);
  }

  /** Resolves when everything begun has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const cancel of this.#retries) cancel();
    await Promise.all(this.#underWay.values());
  }

  /** Missed since then. */
  since(from: number): { readonly people: number; readonly outage: number } {
    const count = { people: 0, outage: 0 };
    const forgetBefore = this.#deps.clock.now() - recentMs;
    for (const [id, { breachedAt, cause }] of this.#recent) {
      if (breachedAt >= from) count[cause] += 1;
      else if (breachedAt < forgetBefore) this.#recent.delete(id);
    }
    return count;
  }

  /** Whether something is to be recorded of these readings, and it is not under way yet. */
  isNew(kept: KeptCase, reading: SlaReading): boolean {
    if (reading.breachedAt === null || !isTarget(reading) || this.#underWay.has(kept.id)) return false;
    const known = kept.breaches.find((breach) => isOfClock(breach, reading));
    return known === undefined || (!known.ended && isAtEnd(kept, reading));
  }

  /** Records what is new. Never rejects. */
  record(kept: KeptCase, readings: readonly ClockReading[], timeline: PolicyTimeline): void {
    if (this.#underWay.has(kept.id) || this.#isStopped) return;
    const work = this.#record(kept, readings, timeline)
      .catch((thrown: unknown) => {
        this.#deps.log.error('sla.breach_not_recorded', { slaCaseId: kept.id, code: toRelayError(thrown).code });
        this.#tryLater(kept);
      })
      .finally(() => {
        this.#underWay.delete(kept.id);
      });
    this.#underWay.set(kept.id, work);
  }

  /** Of one case, oldest first. */
  async ofCase(id: string): Promise<SlaBreach[]> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const records = await store.records({ kind: 'sla_breach', parent: id, order: 'oldest_first', limit: perPage });
    return bodiesOf(SlaBreach, records, log);
  }

  /** Newest first. A page ends between two moments, and so may be a little longer than `limit`. */
  async page(filter: BreachFilter): Promise<SlaBreach[]> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const { from, until, before, limit } = filter;
    const channels = new Set(filter.channelIds);
    const found: SlaBreach[] = [];
    let end = Math.min(until, before ?? Infinity);
    for (let page = 0; page < mostPages && found.length < limit; page += 1) {
      const records = await pageByTime(store, { kind: 'sla_breach', before: end, limit });
      for (const breach of bodiesOf(SlaBreach, records, log)) {
        const { channelId, metric, cause, breachedAt } = breach;
        if (breachedAt < from || (channels.size > 0 && !channels.has(channelId))) continue;
        if ((filter.metric ?? metric) === metric && (filter.cause ?? cause) === cause) found.push(breach);
      }
      const last = records.at(-1);
      if (last === undefined || records.length < limit || last.at < from) break;
      end = last.at;
    }
    return found;
  }

  async #record(kept: KeptCase, readings: readonly ClockReading[], timeline: PolicyTimeline): Promise<void> {
    for (const reading of readings) {
      const { breachedAt } = reading;
      if (breachedAt === null || !isTarget(reading)) continue;
      const known = kept.breaches.find((breach) => isOfClock(breach, reading));
      if (known === undefined) await this.#add(kept, reading, breachedAt, timeline);
      else if (!known.ended && isAtEnd(kept, reading)) await this.#end(kept, reading, known);
    }
  }

  async #add(kept: KeptCase, reading: ClockReading, breachedAt: number, timeline: PolicyTimeline): Promise<void> {
    const { store, keeper, clock, log, putCase, onRecorded } = this.#deps;
    const { metric, round, startedAt } = reading;
    const id = idOf(kept, { metric, round, startedAt: startedAt.latest });
    const before = await store.getRecord('sla_breach', id);
    const earlier = before === null ? null : bodyOf(SlaBreach, before, log);
    const breach = earlier ?? (await this.#describe(kept, reading, breachedAt, timeline));
    // Its record and the case's go to disk together: a kill between them would have it told twice.
    const written = earlier === null ? keeper.put(recordOf(breach)) : Promise.resolve();
    const { cause, endedAt } = breach;
    const at = { at: breach.breachedAt, startedAt: startedAt.latest };
    kept.breaches.push({ metric, round, cause, ...at, ended: endedAt !== null });
    await Promise.all([written, putCase(kept)]);
    this.#recent.set(id, breach);
    if (earlier !== null) return;
    const { channelId } = kept;
    log.warn('sla.breach', { slaCaseId: kept.id, channelId, metric, cause, foundAfterMs: clock.now() - breachedAt });
    onRecorded(kept, breach);
  }

  async #describe(
    kept: KeptCase,
    reading: ClockReading,
    breachedAt: number,
    timeline: PolicyTimeline,
  ): Promise<SlaBreach> {
    const { outages, clock, nameOf } = this.#deps;
    const { metric, round, targetMs, startedAt } = reading;
    const stretches = await outages.stretches(kept.channelId, startedAt.earliest, breachedAt);
    const policy = timeline.at(kept.channelId, breachedAt);
    const held = heldFor(waitsEnded(kept), clock.now());
    const { cause, outage } = causeOf(reading, hoursOf(policy, metric), held, outagesFor(kept, reading, stretches));
    return {
      id: idOf(kept, { metric, round, startedAt: startedAt.latest }),
      slaCaseId: kept.id,
      caseId: kept.caseId,
      channelId: kept.channelId,
      channelName: nameOf(kept.channelId),
      endUser: kept.endUser,
      agent: kept.assignments.at(-1)?.agent ?? null,
      metric,
      round,
      targetMs,
      startedAt,
      breachedAt,
      foundAt: clock.now(),
      cause,
      outage,
      versionId: policy.versionId,
      ...endOf(kept, reading),
    };
  }

  async #end(kept: KeptCase, reading: ClockReading, known: KeptBreach): Promise<void> {
    const { store, keeper, log, putCase } = this.#deps;
    const record = await store.getRecord('sla_breach', idOf(kept, known));
    const breach = record === null ? null : bodyOf(SlaBreach, record, log);
    kept.breaches = kept.breaches.map((one) => (one === known ? { ...one, ended: true } : one));
    const { caseId } = kept;
    const agent = breach?.agent ?? kept.assignments.at(-1)?.agent ?? null;
    const ended = breach === null ? null : { ...breach, caseId, agent, ...endOf(kept, reading) };
    await Promise.all([ended === null ? null : keeper.put(recordOf(ended)), putCase(kept)]);
  }

  #tryLater(kept: KeptCase): void {
    if (this.#isStopped) return;
    const cancel = this.#deps.clock.after(retryMs, () => {
      this.#retries.delete(cancel);
      this.#deps.onTryAgain(kept);
    });
    this.#retries.add(cancel);
  }
}

/** The same for the same clock, also when it is worked out again after a kill. */
function idOf({ id }: KeptCase, clock: Pick<KeptBreach, 'metric' | 'round' | 'startedAt'>): string {
  return `${id}.${clock.metric}.${clock.metric === 'agent_follow_up' ? clock.startedAt : clock.round}`;
}

function recordOf(breach: SlaBreach) {
  const { id, channelId, slaCaseId: parent, breachedAt: at, endedAt } = breach;
  const end = endedAt === null ? null : Math.max(at, endedAt.latest);
  return { kind: 'sla_breach' as const, id, channelId, parent, at, endedAt: end, body: JSON.stringify(breach) };
}

/** Its clock has ended, or the case with it. */
function isAtEnd(kept: KeptCase, { endedAt }: SlaReading): boolean {
  return endedAt !== null || kept.overAt !== null;
}

function endOf(kept: KeptCase, { endedAt, usedMs, targetMs }: SlaReading): Pick<SlaBreach, 'endedAt' | 'lateMs'> {
  if (endedAt !== null) return { endedAt, lateMs: Math.max(0, usedMs.least - targetMs) };
  if (kept.overAt !== null) return { endedAt: { earliest: kept.overAt, latest: kept.overAt }, lateMs: null };
  return { endedAt: null, lateMs: null };
}

/** A message that was given up does not wait any more. */
function waitsEnded(kept: KeptCase): KeptCase {
  const messages = kept.messages.map((message) => ({ ...message, acceptedAt: message.acceptedAt ?? message.doneAt }));
  return { ...kept, messages };
}
