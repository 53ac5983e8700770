import type { Language } from '#shared/contract/console-contract.ts';
import type { SlaFigures, SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { slaMetricNames } from '#shared/sla/metric-names.ts';
import { csvFile } from './csv-cell.ts';
import { isoInZone } from './iso-in-zone.ts';
import { reportWords, type ReportSection, type ReportWords } from './report-words.ts';

type Row = readonly (string | number | null)[];

/**
 * A report as one table: a row for each figure, its first cell says which part of the report it belongs to. Numbers are
 * whole (seconds, minutes, percent), so that no language's decimal sign can be misread; moments are ISO 8601 with offset.
 */
export function reportCsv(report: SlaReport, language: Language): string {
  const words = reportWords[language];
  const metrics = slaMetricNames[language];
  const linesOf = lineMaker(words, metrics);
  const rows: Row[] = [
    words.head,
    ...about(report, words),
    ...linesOf('total', '', words.all, report.total, null),
    ...report.byChannel.flatMap(({ channelId, channelName, lines, outageMinutes }) =>
      linesOf('channel', channelId, channelName, lines, outageMinutes),
    ),
    ...report.byWeek.flatMap(({ week, lines, outageMinutes }) => linesOf('week', week, '', lines, outageMinutes)),
    ...report.byDay.flatMap(({ date, lines, outageMinutes }) => linesOf('day', date, '', lines, outageMinutes)),
    ...report.byWeekday.flatMap(({ weekday, lines }) =>
      linesOf('weekday', weekday + 1, words.weekdays[weekday] ?? '', lines, null),
    ),
    ...report.byHour.flatMap(({ hour, lines }) => linesOf('hour', hour, hourName(hour), lines, null)),
    ...report.heat.map(({ weekday, hour, metric, attained, missedPeople, missedOutage }): Row => {
      const name = `${words.weekdays[weekday] ?? ''} ${hourName(hour)}`;
      const share = attainedPercent({ attained, missedPeople, missedOutage });
      const counts = [attained, missedPeople, missedOutage, null, null, share, null, null, null, null];
      return [words.sections.weekdayHour, `${weekday + 1}-${hour}`, name, metrics[metric], ...counts];
    }),
  ];
  return csvFile(rows, words.separator);
}

/** Whole percent, rounded down: 100 only when nothing was missed. Null when nothing ended with a result. */
export function attainedPercent(
  figures: Pick<SlaFigures, 'attained' | 'missedPeople' | 'missedOutage'>,
): number | null {
  const ended = figures.attained + figures.missedPeople + figures.missedOutage;
  return ended === 0 ? null : Math.floor((figures.attained * 100) / ended);
}

function about({ query, madeAt, counted, cut }: SlaReport, words: ReportWords): Row[] {
  const row = (item: string, value: string): Row => [words.sections.about, item, value, ...emptyCells];
  return [
    row(words.from, isoInZone(query.from, query.timeZone)),
    row(words.until, isoInZone(query.until, query.timeZone)),
    row(words.timeZone, query.timeZone),
    row(words.madeAt, isoInZone(madeAt, query.timeZone)),
    row(words.counted, String(counted)),
    ...(cut ? [row(words.counted, words.cut)] : []),
  ];
}

/** So that every row has as many cells as the first. */
const emptyCells: readonly null[] = Array.from({ length: 11 }, () => null);

type LineMaker = (
  section: ReportSection,
  item: string | number,
  name: string,
  lines: SlaReport['total'],
  outageMinutes: number | null,
) => Row[];

const lineMaker =
  (words: ReportWords, metrics: Readonly<Record<SlaMetric, string>>): LineMaker =>
  (section, item, name, lines, outageMinutes) =>
    lines.map(({ metric, figures }) => [
      words.sections[section],
      item,
      name,
      metrics[metric],
      figures.attained,
      figures.missedPeople,
      figures.missedOutage,
      figures.noReply,
      figures.unsure,
      attainedPercent(figures),
      seconds(figures.p50Ms),
      seconds(figures.p90Ms),
      seconds(figures.p95Ms),
      outageMinutes === null ? null : Math.round(outageMinutes),
    ]);

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1_000));

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
