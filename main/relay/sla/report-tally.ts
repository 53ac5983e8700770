import type { ChannelId } from '#shared/domain/ids.ts';
import { type SlaReading } from '#shared/domain/sla.ts';
import { type SlaFigures, type SlaReport } from '#shared/domain/sla-report.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { dateOf, dayNoOf, wallClock, weekdayOf } from '#shared/sla/zone-time.ts';
import { isTarget } from './kept-case.ts';

/** What became of one clock. Null of a clock that goes on, or has no result: it is not counted. */
export type ClockResult = 'attained' | 'people' | 'outage' | 'no_reply' | 'unsure';

export interface CountedClock {
  readonly channelId: ChannelId;
  readonly metric: SlaMetric;
  readonly result: ClockResult;
  readonly startedAt: number;
  /** Office time used; null of one that goes on, or ended without a result. */
  readonly usedMs: number | null;
}

export function resultOf(
  reading: SlaReading,
  causeOf: (reading: SlaReading) => 'people' | 'outage',
): Pick<CountedClock, 'result' | 'usedMs'> | null {
  const { state, endedAt, usedMs } = reading;
  if (!isTarget(reading)) return null;
  if (state === 'breached') return { result: causeOf(reading), usedMs: endedAt === null ? null : usedMs.least };
  if (endedAt === null) return null;
  if (state === 'attained') return { result: 'attained', usedMs: usedMs.least };
  if (state === 'no_reply') return { result: 'no_reply', usedMs: null };
  return state === 'unsure' ? { result: 'unsure', usedMs: null } : null;
}

class Bucket {
  readonly #counts = { attained: 0, people: 0, outage: 0, no_reply: 0, unsure: 0 };
  readonly #used: number[] = [];

  add({ result, usedMs }: CountedClock): void {
    this.#counts[result] += 1;
    if (usedMs !== null) this.#used.push(usedMs);
  }

  get counts(): Readonly<Record<ClockResult, number>> {
    return this.#counts;
  }

  figures(): SlaFigures {
    const { attained, people, outage, no_reply: noReply, unsure } = this.#counts;
    const used = Float64Array.from(this.#used).sort();
    return {
      attained,
      missedPeople: people,
      missedOutage: outage,
      noReply,
      unsure,
      p50Ms: percentile(used, 0.5),
      p90Ms: percentile(used, 0.9),
      p95Ms: percentile(used, 0.95),
    };
  }
}

/** Nearest rank: the smallest value that so large a share does not exceed. */
export function percentile(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

class Buckets<K> {
  readonly #byKey = new Map<K, Map<SlaMetric, Bucket>>();

  add(key: K, clock: CountedClock): void {
    const ofKey = this.#byKey.get(key) ?? new Map<SlaMetric, Bucket>();
    this.#byKey.set(key, ofKey);
    const bucket = ofKey.get(clock.metric) ?? new Bucket();
    ofKey.set(clock.metric, bucket);
    bucket.add(clock);
  }

  keys(): K[] {
    return [...this.#byKey.keys()];
  }

  lines(key: K): SlaReport['total'] {
    const ofKey = this.#byKey.get(key);
    return SlaMetric.options.flatMap((metric) => {
      const bucket = ofKey?.get(metric);
      return bucket === undefined ? [] : [{ metric, figures: bucket.figures() }];
    });
  }

  bucket(key: K, metric: SlaMetric): Bucket | null {
    return this.#byKey.get(key)?.get(metric) ?? null;
  }
}

/** Minutes of office time in which a leg was down. */
export interface OutageMinutes {
  readonly byChannel: ReadonlyMap<ChannelId, number>;
  readonly byDay: ReadonlyMap<string, number>;
}

/** Counts clocks one by one; each belongs to the moment it started at, as the clock of the zone shows it. */
export class ReportTally {
  readonly #timeZone: string;
  readonly #all = new Buckets<'all'>();
  readonly #channels = new Buckets<ChannelId>();
  readonly #days = new Buckets<string>();
  readonly #weeks = new Buckets<string>();
  readonly #weekdays = new Buckets<number>();
  readonly #hours = new Buckets<number>();
  readonly #heat = new Buckets<number>();
  #counted = 0;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  get counted(): number {
    return this.#counted;
  }

  add(clock: CountedClock): void {
    const { date, weekday, hour } = wallClock(this.#timeZone, clock.startedAt);
    this.#counted += 1;
    this.#all.add('all', clock);
    this.#channels.add(clock.channelId, clock);
    this.#days.add(date, clock);
    this.#weeks.add(mondayOf(date), clock);
    this.#weekdays.add(weekday, clock);
    this.#hours.add(hour, clock);
    const isShownAsHeat = clock.metric === 'first_response' || clock.metric === 'solution';
    if (isShownAsHeat) this.#heat.add(weekday * 24 + hour, clock);
  }

  report(
    about: Pick<SlaReport, 'query' | 'madeAt' | 'cut'>,
    outages: OutageMinutes,
    nameOf: (channelId: ChannelId) => string,
  ): SlaReport {
    const channels = new Set([...this.#channels.keys(), ...outages.byChannel.keys()]);
    const days = new Set([...this.#days.keys(), ...outages.byDay.keys()]);
    const weekMinutes = new Map<string, number>();
    for (const [date, minutes] of outages.byDay) {
      const week = mondayOf(date);
      weekMinutes.set(week, (weekMinutes.get(week) ?? 0) + minutes);
    }
    const weeks = new Set([...this.#weeks.keys(), ...weekMinutes.keys()]);
    return {
      ...about,
      total: this.#all.lines('all'),
      byChannel: [...channels]
        .map((channelId) => ({
          channelId,
          channelName: nameOf(channelId),
          lines: this.#channels.lines(channelId),
          outageMinutes: outages.byChannel.get(channelId) ?? 0,
        }))
        .sort((one, other) => one.channelName.localeCompare(other.channelName, 'en')),
      byWeek: [...weeks].sort().map((week) => ({
        week,
        lines: this.#weeks.lines(week),
        outageMinutes: weekMinutes.get(week) ?? 0,
      })),
      byDay: [...days].sort().map((date) => ({
        date,
        lines: this.#days.lines(date),
        outageMinutes: outages.byDay.get(date) ?? 0,
      })),
      byWeekday: inOrder(this.#weekdays).map((weekday) => ({ weekday, lines: this.#weekdays.lines(weekday) })),
      byHour: inOrder(this.#hours).map((hour) => ({ hour, lines: this.#hours.lines(hour) })),
      heat: inOrder(this.#heat).flatMap((place) => this.#heatOf(place)),
      counted: this.#counted,
    };
  }

  #heatOf(place: number): SlaReport['heat'] {
    return (['first_response', 'solution'] as const).flatMap((metric) => {
      const bucket = this.#heat.bucket(place, metric);
      if (bucket === null) return [];
      const { attained, people: missedPeople, outage: missedOutage } = bucket.counts;
      return [{ weekday: Math.floor(place / 24), hour: place % 24, metric, attained, missedPeople, missedOutage }];
    });
  }
}

function inOrder(buckets: Buckets<number>): number[] {
  return buckets.keys().sort((one, other) => one - other);
}

/** 'YYYY-MM-DD' of the Monday on or before that day. */
export function mondayOf(date: string): string {
  const no = dayNoOf(date) ?? 0;
  return dateOf(no - weekdayOf(no));
}
