import { useMemo } from 'react';
import type { SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { FiguresTable, type FiguresRow } from './FiguresTable.tsx';
import { missedLinks } from './missed-links.ts';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { counted, figuresOf, type ReportLines } from './report-figures.ts';
import { stretchOf } from './report-period.ts';

interface PartTablesProps {
  readonly report: SlaReport;
  readonly metric: SlaMetric;
}

interface PartProps {
  readonly title: string;
  readonly clock: string;
  readonly first: string;
  readonly rows: readonly FiguresRow[];
  readonly withOutage: boolean;
}

function Part({ title, clock, first, rows, withOutage }: PartProps) {
  if (rows.length === 0) return null;
  return (
    <Panel title={title} note={clock} flush>
      <FiguresTable caption={`${title}: ${clock}`} first={first} rows={rows} withOutage={withOutage} />
    </Panel>
  );
}

/** The figures of one clock by channel, week, day, weekday and hour; parts in which nothing happened are left out. */
export function PartTables({ report, metric }: PartTablesProps) {
  const { t, language } = useTexts();
  const dates = useMemo(() => dateWords(language), [language]);
  const clock = t(`sla.metric.${metric}`);
  const { query } = report;
  const row = (
    key: string,
    name: string,
    lines: ReportLines,
    outageMinutes: number | null,
    links: FiguresRow['links'],
  ): FiguresRow[] => {
    const figures = figuresOf(lines, metric);
    return counted(figures) === 0 && (outageMinutes ?? 0) < 0.5 ? [] : [{ key, name, figures, outageMinutes, links }];
  };
  const stretchLinks = (date: string, length: 'day' | 'week'): FiguresRow['links'] => {
    const stretch = stretchOf(date, length, query.timeZone);
    if (stretch.kind === 'wrong') return null;
    const from = Math.max(stretch.from, query.from);
    const until = Math.min(stretch.until, query.until);
    return from < until ? missedLinks(query, metric, { from, until }) : null;
  };
  const two = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  return (
    <>
      <Part
        title={t('slaReport.perChannel')}
        clock={clock}
        first={t('slaReport.channel')}
        withOutage
        rows={report.byChannel.flatMap(({ channelId, channelName, lines, outageMinutes }) =>
          row(channelId, channelName, lines, outageMinutes, missedLinks(query, metric, { channelId })),
        )}
      />
      <Part
        title={t('slaReport.perWeek')}
        clock={clock}
        first={t('slaReport.week')}
        withOutage
        rows={report.byWeek.flatMap(({ week, lines, outageMinutes }) =>
          row(
            week,
            t('slaReport.weekOf', { day: dates.short(week) }),
            lines,
            outageMinutes,
            stretchLinks(week, 'week'),
          ),
        )}
      />
      <Part
        title={t('slaReport.perDay')}
        clock={clock}
        first={t('slaReport.day')}
        withOutage
        rows={report.byDay.flatMap(({ date, lines, outageMinutes }) =>
          row(date, dates.day(date), lines, outageMinutes, stretchLinks(date, 'day')),
        )}
      />
      <Part
        title={t('slaReport.perWeekday')}
        clock={clock}
        first={t('slaReport.weekday')}
        withOutage={false}
        rows={report.byWeekday.flatMap(({ weekday, lines }) =>
          row(String(weekday), dates.weekday(weekday), lines, null, null),
        )}
      />
      <Part
        title={t('slaReport.perHour')}
        clock={clock}
        first={t('slaReport.hour')}
        withOutage={false}
        rows={report.byHour.flatMap(({ hour, lines }) =>
          row(String(hour), t('slaReport.hourSpan', { from: two(hour), until: two(hour + 1) }), lines, null, null),
        )}
      />
    </>
  );
}
