import { memo, useMemo } from 'react';
import type { SlaReport, SlaReportQuery } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { HeatPanel } from './HeatPanel.tsx';
import { PartTables } from './PartTables.tsx';
import { useReportChoice } from './report-choice.ts';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { metricsIn } from './report-figures.ts';
import { namedDays, periodOf, reportZone } from './report-period.ts';
import { ReportTools } from './ReportTools.tsx';
import styles from './SlaReportPage.module.css';
import { TotalsPanel } from './TotalsPanel.tsx';
import { TrendPanel } from './TrendPanel.tsx';

/** A named period is looked up again this often, so that it moves on at midnight, milliseconds. */
const lookMs = 60_000;

interface ReportBodyProps {
  readonly report: SlaReport;
  readonly metrics: readonly SlaMetric[];
}

/** Drawn again with a new report only: the page around it keeps a clock. */
const ReportBody = memo(function ReportBody({ report, metrics }: ReportBodyProps) {
  const { t } = useTexts();
  const wanted = useReportChoice((state) => state.metric);
  const choose = useReportChoice((state) => state.choose);
  const metric = metrics.find((one) => one === wanted) ?? metrics[0] ?? 'first_response';
  return (
    <>
      <TotalsPanel report={report} />
      {metrics.length > 1 && (
        <div className={styles.details} data-print="off">
          <span className={styles.label} aria-hidden="true">
            {t('slaReport.details')}
          </span>
          <Segmented<SlaMetric>
            label={t('slaReport.details')}
            value={metric}
            options={metrics.map((value) => ({ value, label: t(`sla.metric.${value}`) }))}
            onChange={(next) => choose({ metric: next })}
          />
        </div>
      )}
      <TrendPanel report={report} metric={metric} />
      <HeatPanel report={report} metric={metric} />
      <PartTables report={report} metric={metric} />
    </>
  );
});

/** What was reached and missed in a period: on screen, on paper, and as a table for other programs. */
export function SlaReportPage() {
  const { t, format, language } = useTexts();
  const client = useClient();
  const now = useNow();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const wantedZone = useConsole((state) => {
    const settings = state.slaSettings?.current.settings;
    return settings?.calendars.find((one) => one.id === settings.global.calendarId)?.timeZone ?? null;
  });
  const { period: name, first, last, channelIds } = useReportChoice();
  const timeZone = reportZone(wantedZone);
  const minute = Math.floor(now / lookMs);
  const period = useMemo(
    () => periodOf(name === 'own' ? { first, last } : namedDays(name, minute * lookMs, timeZone), timeZone),
    [name, first, last, minute, timeZone],
  );
  const from = period.kind === 'ok' ? period.from : 0;
  const until = period.kind === 'ok' ? period.until : 0;
  const query = useMemo<SlaReportQuery>(
    () => ({ channelIds: [...channelIds], from, until, timeZone }),
    [channelIds, from, until, timeZone],
  );
  const answer = useAnswer(JSON.stringify(query), () => client.invoke('sla.report', query), {
    enabled: relayRuns && period.kind === 'ok',
  });
  const report = period.kind === 'ok' ? answer.value : null;
  const dates = dateWords(language);
  const days = period.kind === 'ok' ? period.days : namedDays('four_weeks', minute * lookMs, timeZone);
  const metrics = useMemo(() => (report === null ? [] : metricsIn(report)), [report]);
  return (
    <div className={styles.page} data-report="">
      <ReportTools period={period} days={days} shown={report?.query ?? null} />
      {period.kind === 'ok' && (
        <div className={styles.head}>
          <h1>{t('slaReport.title')}</h1>
          <p>
            <strong>
              {t('slaReport.days', { first: dates.long(period.days.first), last: dates.long(period.days.last) })}
            </strong>
            {' · '}
            {channelIds.length === 0
              ? t('slaReport.allChannels')
              : t('slaReport.someChannels', { count: channelIds.length })}
            {' · '}
            {t('slaReport.zone', { zone: timeZone })}
            {report !== null && ` · ${t('slaReport.made', { time: format.moment(report.madeAt, now) })}`}
          </p>
          {report !== null && (
            <span data-print="off">
              <Button size="small" busy={answer.asking} onClick={answer.ask}>
                {t('slaReport.again')}
              </Button>
            </span>
          )}
        </div>
      )}
      {answer.error !== null && period.kind === 'ok' && (
        <LoadFailed error={answer.error} busy={answer.asking} onRetry={answer.ask} />
      )}
      {report === null ? (
        period.kind === 'ok' &&
        answer.error === null &&
        (relayRuns ? (
          <Empty busy title={t('slaReport.loading')} />
        ) : (
          <LoadFailed
            error={{ code: 'RELAY_NOT_RUNNING', value: null, platformCode: null }}
            busy={false}
            onRetry={answer.ask}
          />
        ))
      ) : metrics.length === 0 ? (
        <Empty title={t('slaReport.none')} help={t('slaReport.noneHelp')} />
      ) : (
        <>
          {report.cut && (
            <p role="note" className={styles.cut}>
              {t('slaReport.cut', { counted: format.number(report.counted) })}
            </p>
          )}
          <ReportBody report={report} metrics={metrics} />
          <p className={styles.note}>
            {t('slaReport.startNote')} {t('slaReport.shareHelp')}
          </p>
        </>
      )}
    </div>
  );
}
