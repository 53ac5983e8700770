import type { SlaReportQuery } from '#shared/domain/sla-report.ts';
import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CheckMenu } from '#renderer/ui/CheckMenu.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useReportChoice } from './report-choice.ts';
import { periodNames, type Days, type Period, type PeriodName } from './report-period.ts';
import styles from './ReportTools.module.css';

interface ReportToolsProps {
  readonly period: Period;
  /** The days shown at present, offered as a beginning for a period of one's own. */
  readonly days: Days;
  /** What the report on screen was asked for; null while there is none. */
  readonly shown: SlaReportQuery | null;
}

/** Which time and channels the report is about, and the ways to take it along. */
export function ReportTools({ period, days, shown }: ReportToolsProps) {
  const { t } = useTexts();
  const client = useClient();
  const channels = useChannels();
  const choice = useReportChoice();
  const [outcome, setOutcome] = useState<string | null>(null);
  const save = useAction(async (form: 'csv' | 'pdf') => {
    if (shown === null) return;
    setOutcome(null);
    const { path } = await client.invoke('sla.exportReport', { query: shown, form });
    setOutcome(path === null ? t('slaReport.calledOff') : t('slaReport.saved', { path }));
  });
  const choosePeriod = (next: PeriodName): void => {
    choice.choose(
      next === 'own' && choice.first === '' ? { period: next, first: days.first, last: days.last } : { period: next },
    );
  };
  const byName = [...channels].sort((a, b) => a.name.localeCompare(b.name));
  const known = choice.channelIds.filter((id) => byName.some((one) => one.id === id));
  const problem = period.kind === 'wrong' ? t(`slaReport.problem.${period.problem}`) : null;
  const saving = save.state.kind === 'running';
  return (
    <div className={styles.tools} data-print="off">
      <Segmented<PeriodName>
        label={t('slaReport.period')}
        value={choice.period}
        options={periodNames.map((value) => ({ value, label: t(`slaReport.${value}`) }))}
        onChange={choosePeriod}
      />
      {byName.length > 1 && (
        <CheckMenu
          label={t('slaReport.channels')}
          summary={
            known.length === 0 ? t('slaReport.allChannels') : t('slaReport.someChannels', { count: known.length })
          }
          options={byName.map(({ id, name, state }) => ({ value: id, label: name, ...channelStateLook(state.kind) }))}
          chosen={known}
          onChange={(channelIds) => choice.choose({ channelIds })}
        />
      )}
      <div className={styles.take}>
        <Button busy={saving} disabled={shown === null} onClick={() => save.start('csv')}>
          {t('slaReport.csv')}
        </Button>
        <Button busy={saving} disabled={shown === null} onClick={() => save.start('pdf')}>
          {t('slaReport.pdf')}
        </Button>
        <Button disabled={shown === null} onClick={() => window.print()}>
          <Icon name="print" size={15} />
          {t('slaReport.print')}
        </Button>
      </div>
      {choice.period === 'own' && (
        <div className={styles.own}>
          <TextField
            kind="date"
            label={t('slaReport.first')}
            value={choice.first}
            onChange={(first) => choice.choose({ first })}
            problem={problem}
          />
          <TextField
            kind="date"
            label={t('slaReport.last')}
            value={choice.last}
            onChange={(last) => choice.choose({ last })}
          />
        </div>
      )}
      <p role="status" className={styles.outcome}>
        {saving ? t('slaReport.saving') : (outcome ?? '')}
      </p>
      {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
    </div>
  );
}
