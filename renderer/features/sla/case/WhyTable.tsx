import { useMemo } from 'react';
import { CaseStatus, type SlaWhy, type SlaWhyStep } from '#shared/domain/sla.ts';
import { isKnownZone } from '#shared/sla/office-hours.ts';
import { languageTags } from '#renderer/i18n/i18n.ts';
import { createFormat, type Format } from '#renderer/lib/format.ts';
import { officeTime } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './WhyTable.module.css';

/** What a step says besides its kind: a holiday's name, or the status that held the clock. */
function Note({ step }: { readonly step: SlaWhyStep }) {
  const { t } = useTexts();
  if (step.note === null || step.kind === 'policy_changed') return null;
  if (step.kind === 'held') {
    const status = CaseStatus.safeParse(step.note);
    return <small>{status.success ? t(`sla.status.${status.data}`) : t('slaCase.waitsForCustomer')}</small>;
  }
  return (
    <small>
      <SafeText text={step.note} maxLength={80} />
    </small>
  );
}

interface StepLineProps {
  readonly step: SlaWhyStep;
  /** In the zone of the calendar, whose hours these are. */
  readonly zoned: Format;
}

function StepLine({ step, zoned }: StepLineProps) {
  const { t } = useTexts();
  const now = useNow();
  const isPoint = step.from === step.until;
  const sameDay = zoned.date(step.from) === zoned.date(step.until);
  return (
    <tr data-kind={step.kind}>
      <th scope="row">
        {t(`slaCase.step.${step.kind}`)} <Note step={step} />
      </th>
      <td>{zoned.soon(step.from, now)}</td>
      <td>{isPoint ? '' : sameDay ? zoned.shortTime(step.until) : zoned.soon(step.until, now)}</td>
      <td className={styles.number}>{step.countedMs === 0 ? '' : `+ ${officeTime(step.countedMs, t, zoned)}`}</td>
      <td className={styles.number}>{officeTime(step.sumMs, t, zoned)}</td>
    </tr>
  );
}

/** How the deadline comes about, as a sum that can be read line by line. */
export function WhyTable({ why }: { readonly why: SlaWhy }) {
  const { t, language } = useTexts();
  const { timeZone } = why;
  const zoned = useMemo(
    () => createFormat(t, languageTags[language], isKnownZone(timeZone) ? timeZone : undefined),
    [t, language, timeZone],
  );
  return (
    <div className={styles.sum}>
      <p className={styles.policy}>
        {t(`slaCase.policy.${why.policy}`)} · {t('slaCase.calendar', { name: why.calendarName, zone: timeZone })}
      </p>
      {why.stepsLeftOut > 0 && (
        <p className={styles.leftOut}>{t('slaCase.stepsLeftOut', { count: why.stepsLeftOut })}</p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('slaCase.whyColumns.what')}</th>
            <th scope="col">{t('slaCase.whyColumns.from')}</th>
            <th scope="col">{t('slaCase.whyColumns.until')}</th>
            <th scope="col" className={styles.number}>
              {t('slaCase.whyColumns.counted')}
            </th>
            <th scope="col" className={styles.number}>
              {t('slaCase.whyColumns.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {why.steps.map((step, index) => (
            <StepLine key={`${step.from}/${index}`} step={step} zoned={zoned} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
