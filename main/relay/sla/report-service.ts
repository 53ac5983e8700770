import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaReading } from '#shared/domain/sla.ts';
import type { SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OpenStretch } from '#shared/sla/office-hours.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { isKnownZone, startOfDay, wallClock, dateOf, dayNoOf } from '#shared/sla/zone-time.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import type { CaseBook, SlaChannel } from './case-book.ts';
import { endedFrom, isOfClock, type KeptBreach, type KeptCase } from './kept-case.ts';
import type { OutageSource } from './outage-source.ts';
import { ReportTally, resultOf, type OutageMinutes } from './report-tally.ts';

const dayMs = 86_400_000;
const longestMs = 400 * dayMs;
/** Cases that began so long before the period may have clocks in it. */
const reachMs = 90 * dayMs;
/** So many clocks are counted at most. */
const mostCounted = 300_000;
const perPage = 200;
const mostStretches = 5_000;

export interface ReportServiceDeps {
  readonly store: Pick<SlaStore, 'recordRange'>;
  readonly book: CaseBook;
  readonly readingsOf: (kept: KeptCase) => readonly SlaReading[];
  readonly outages: Pick<OutageSource, 'stretches'>;
  readonly timeline: () => PolicyTimeline;
  readonly channels: readonly SlaChannel[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly mostCounted?: number;
}

/** What became of clocks in a period. Read page by page, so that messages pass meanwhile. One report at a time. */
export class ReportService {
  readonly #deps: ReportServiceDeps;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: ReportServiceDeps) {
    this.#deps = deps;
  }

  /** Throws SLA_PERIOD_INVALID: empty, longer than 400 days, or in a zone nobody knows. */
  report(query: SlaReportQuery): Promise<SlaReport> {
    const lengthMs = query.until - query.from;
    if (!(lengthMs > 0) || lengthMs > longestMs || !isKnownZone(query.timeZone)) {
      return Promise.reject(new RelayError('SLA_PERIOD_INVALID', 'no report can be made of this period'));
    }
    const report = this.#last.then(() => this.#make(query));
    this.#last = report.catch(() => undefined);
    return report;
  }

  async #make(query: SlaReportQuery): Promise<SlaReport> {
    const { clock, channels, book, readingsOf } = this.#deps;
    const tally = new ReportTally(query.timeZone);
    const wanted = new Set<ChannelId>(query.channelIds);
    const isWanted = (channelId: ChannelId): boolean => wanted.size === 0 || wanted.has(channelId);
    const most = this.#deps.mostCounted ?? mostCounted;
    const add = (channelId: ChannelId, readings: readonly SlaReading[], breaches: readonly KeptBreach[]): void => {
      for (const reading of readings) {
        const startedAt = reading.startedAt.latest;
        if (startedAt < query.from || startedAt >= query.until || tally.counted >= most) continue;
        const result = resultOf(reading, () => causeIn(breaches, reading));
        if (result !== null) tally.add({ channelId, metric: reading.metric, startedAt, ...result });
      }
    };
    const open = [...book.all()];
    const isOpen = new Set(open.map(({ id }) => id));
    for await (const record of this.#records(query)) {
      if (tally.counted >= most) break;
      if (record.endedAt === null || record.channelId === null || !isWanted(record.channelId)) continue;
      // Still in memory: counted below as it stands there.
      if (isOpen.has(record.id)) continue;
      const ended = endedFrom(record);
      if (ended?.final == null) this.#deps.log.warn('sla.case_unreadable', { recordId: record.id });
      else add(record.channelId, ended.final, ended.breaches);
    }
    let looked = 0;
    for (const kept of open) {
      if (!isWanted(kept.channelId) || kept.beganAt >= query.until) continue;
      add(kept.channelId, readingsOf(kept), kept.breaches);
      looked += 1;
      if (looked % perPage === 0) await nextTurn();
    }
    const ids = channels.map(({ id }) => id).filter(isWanted);
    const outages = await this.#outages(ids, query);
    const about = { query, madeAt: clock.now(), cut: tally.counted >= most };
    return tally.report(about, outages, (id) => channels.find((one) => one.id === id)?.name ?? id);
  }

  async *#records({ from, until }: SlaReportQuery): AsyncGenerator<OperationsRecord> {
    // Day by day: no single question looks through more than a day's cases.
    for (let day = Math.max(0, from - reachMs); day < until; day += dayMs) {
      let after: RecordPlace | null = null;
      do {
        const page: Awaited<ReturnType<SlaStore['recordRange']>> = await this.#deps.store.recordRange({
          kind: 'sla_case',
          from: day,
          before: Math.min(day + dayMs, until),
          endedFrom: from,
          after,
          limit: perPage,
        });
        yield* page.records;
        after = page.next;
        await nextTurn();
      } while (after !== null);
    }
  }

  /** Office time in which any leg of the channel was down, and not longer than until now. */
  async #outages(channelIds: readonly ChannelId[], query: SlaReportQuery): Promise<OutageMinutes> {
    const byChannel = new Map<ChannelId, number>();
    const byDay = new Map<string, number>();
    const until = Math.min(query.until, this.#deps.clock.now());
    for (const channelId of channelIds) {
      const down = merged(await this.#deps.outages.stretches(channelId, query.from, until));
      for (const { from, until: end } of this.#inOffice(channelId, down)) {
        byChannel.set(channelId, (byChannel.get(channelId) ?? 0) + (end - from));
        for (const piece of byDays(from, end, query.timeZone)) {
          byDay.set(piece.date, (byDay.get(piece.date) ?? 0) + piece.ms);
        }
      }
      await nextTurn();
    }
    return { byChannel: inMinutes(byChannel), byDay: inMinutes(byDay) };
  }

  #inOffice(channelId: ChannelId, down: readonly OpenStretch[]): OpenStretch[] {
    const parts = this.#deps.timeline().parts(channelId);
    return down.flatMap((stretch) =>
      parts.flatMap((part) => {
        const from = Math.max(stretch.from, part.from);
        const until = Math.min(stretch.until, part.until);
        return from < until ? part.at.hours.stretches(from, until, mostStretches) : [];
      }),
    );
  }
}

/** People's when nobody said otherwise: it was missed and its breach is not recorded yet. */
function causeIn(breaches: readonly KeptBreach[], reading: SlaReading): KeptBreach['cause'] {
  return breaches.find((breach) => isOfClock(breach, reading))?.cause ?? 'people';
}

function merged(stretches: readonly OpenStretch[]): OpenStretch[] {
  const result: { from: number; until: number }[] = [];
  for (const { from, until } of [...stretches].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else result.push({ from, until });
  }
  return result;
}

function* byDays(from: number, until: number, zone: string): Generator<{ readonly date: string; readonly ms: number }> {
  for (let at = from; at < until;) {
    const { date } = wallClock(zone, at);
    const tomorrow = startOfDay(zone, dateOf((dayNoOf(date) ?? 0) + 1)) ?? until;
    const end = Math.min(until, Math.max(tomorrow, at + 1));
    yield { date, ms: end - at };
    at = end;
  }
}

function inMinutes<K>(sums: ReadonlyMap<K, number>): Map<K, number> {
  return new Map([...sums].map(([key, ms]) => [key, Math.round(ms / 6_000) / 10]));
}
