import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaFigures, SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { dateOf, dayNoOf, wallClock, weekdayOf } from '#shared/sla/zone-time.ts';
import { minute, present } from './fake-data.ts';

type Counts = Pick<SlaFigures, 'attained' | 'missedPeople' | 'missedOutage' | 'noReply' | 'unsure'>;

/** A number from 0 to 1 that is the same for the same place, so that pictures do not change. */
const noise = (...places: readonly number[]): number => {
  const mixed = places.reduce((sum, place) => (sum * 31 + place * 7_919 + 17) % 1_000_003, 1);
  return (mixed % 997) / 997;
};

const add = (a: Counts, b: Counts): Counts => ({
  attained: a.attained + b.attained,
  missedPeople: a.missedPeople + b.missedPeople,
  missedOutage: a.missedOutage + b.missedOutage,
  noReply: a.noReply + b.noReply,
  unsure: a.unsure + b.unsure,
});
const nothing: Counts = { attained: 0, missedPeople: 0, missedOutage: 0, noReply: 0, unsure: 0 };

const figures = (counts: Counts, metric: SlaMetric): SlaFigures => {
  const scale = metric === 'solution' ? 14 : 1;
  return counts.attained === 0
    ? { ...counts, p50Ms: null, p90Ms: null, p95Ms: null }
    : { ...counts, p50Ms: 8 * minute * scale, p90Ms: 26 * minute * scale, p95Ms: 34 * minute * scale };
};

const metrics: readonly SlaMetric[] = ['first_response', 'solution', 'agent_follow_up'];
const outageDay = 9;

/** A report over made-up conversations: busy on weekdays from 8 to 19, worst on Mondays, with an outage on one day. */
export function aReport(
  query: SlaReportQuery,
  channels: readonly { readonly id: ChannelId; readonly name: string }[],
): SlaReport {
  const first = dayNoOf(wallClock(query.timeZone, query.from).date) ?? 0;
  const last = dayNoOf(wallClock(query.timeZone, query.until - 1).date) ?? 0;
  const today = dayNoOf(wallClock(query.timeZone, present).date) ?? 0;
  const cells = Array.from({ length: Math.min(last, today) - first + 1 }, (_, index) => first + index).flatMap((day) =>
    Array.from({ length: 12 }, (_, index) => index + 8).flatMap((hour) =>
      metrics.map((metric, which) => {
        const weekday = weekdayOf(day);
        const busy = weekday > 4 ? 0.3 : 1;
        const all = Math.floor(noise(day, hour, which) * 14 * busy);
        const badness = 0.03 + (weekday === 0 ? 0.16 : 0) + (hour > 16 ? 0.14 : 0);
        const down = day === first + outageDay && hour >= 11 && hour <= 13;
        const missedOutage = down ? Math.ceil(all * 0.6) : 0;
        const missedPeople = Math.min(all - missedOutage, Math.round(all * badness * 2 * noise(hour, day, which)));
        const attained = all - missedOutage - missedPeople;
        const counts = {
          attained,
          missedPeople,
          missedOutage,
          noReply: hour === 18 ? 1 : 0,
          unsure: hour === 9 ? 1 : 0,
        };
        return { day, weekday, hour, metric, counts };
      }),
    ),
  );
  type Cell = (typeof cells)[number];
  const linesOf = (fits: (cell: Cell) => boolean) =>
    metrics.map((metric) => ({
      metric,
      figures: figures(
        cells
          .filter((cell) => cell.metric === metric && fits(cell))
          .reduce((sum, cell) => add(sum, cell.counts), nothing),
        metric,
      ),
    }));
  const outageOf = (day: number): number => (day === first + outageDay ? 137 : 0);
  const days = [...new Set(cells.map(({ day }) => day))];
  const weeks = [...new Set(days.map((day) => day - weekdayOf(day)))];
  const shown = channels.filter(({ id }) => query.channelIds.length === 0 || query.channelIds.includes(id));
  return {
    query,
    madeAt: present,
    total: linesOf(() => true),
    byChannel: shown.map(({ id, name }, at) => ({
      channelId: id,
      channelName: name,
      lines: linesOf(({ hour }) => hour % shown.length === at),
      outageMinutes: at === 0 ? 137 : 0,
    })),
    byWeek: weeks.map((monday) => ({
      week: dateOf(monday),
      lines: linesOf(({ day }) => day >= monday && day < monday + 7),
      outageMinutes: days
        .filter((day) => day >= monday && day < monday + 7)
        .reduce((sum, day) => sum + outageOf(day), 0),
    })),
    byDay: days.map((day) => ({
      date: dateOf(day),
      lines: linesOf((cell) => cell.day === day),
      outageMinutes: outageOf(day),
    })),
    byWeekday: Array.from({ length: 7 }, (_, weekday) => ({
      weekday,
      lines: linesOf((cell) => cell.weekday === weekday),
    })),
    byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, lines: linesOf((cell) => cell.hour === hour) })),
    heat: cells
      .filter(({ metric }) => metric !== 'agent_follow_up')
      .map(({ weekday, hour, metric, counts: { attained, missedPeople, missedOutage } }) => ({
        weekday,
        hour,
        metric,
        attained,
        missedPeople,
        missedOutage,
      })),
    cut: false,
    counted: cells.length,
  };
}
