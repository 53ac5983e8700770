import type { SlaBreach } from '#shared/domain/sla.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { slaCaseHref } from '#renderer/lib/sla-routes.ts';
import { officeTime } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { CauseBadge } from '../CauseBadge.tsx';
import styles from './BreachLine.module.css';

/** A breach found this much after it came to be was found at a start, ms. */
const foundLateMs = 5 * 60_000;

function Cause({ breach }: { readonly breach: SlaBreach }) {
  const { t, format } = useTexts();
  const { outage } = breach;
  return (
    <>
      <CauseBadge cause={breach.cause} />
      {outage !== null && breach.cause === 'outage' && (
        <small>
          {t('slaBreaches.lost', { time: officeTime(outage.lostMs, t, format) })}
          {outage.incidentIds.map((incidentId) => (
            <span key={incidentId}>
              {' · '}
              <a href={hrefOf({ page: 'incidents', incidentId })}>
                {t('slaBreaches.incident', { number: incidentId.slice(-6) })}
              </a>
            </span>
          ))}
          {outage.maintenance && ` · ${t('slaBreaches.maintenance')}`}
        </small>
      )}
    </>
  );
}

/** One missed target. */
export function BreachLine({ breach }: { readonly breach: SlaBreach }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { breachedAt, foundAt, lateMs } = breach;
  return (
    <tr className={styles.line}>
      <td>
        <time dateTime={new Date(breachedAt).toISOString()} title={format.full(breachedAt)}>
          {format.moment(breachedAt, now)}
        </time>
        {foundAt - breachedAt > foundLateMs && (
          <small>{t('slaBreaches.foundLater', { time: format.moment(foundAt, now) })}</small>
        )}
      </td>
      <td>
        {t(`sla.metric.${breach.metric}`)}
        {breach.round > 0 && <small>{t('slaBreaches.round', { number: format.number(breach.round + 1) })}</small>}
      </td>
      <td>
        <a href={slaCaseHref(breach.slaCaseId)} className={styles.link}>
          <SafeText text={breach.endUser ?? t('sla.unknownCustomer')} maxLength={20} />
        </a>
        <small>
          <SafeText text={breach.channelName} maxLength={80} />
        </small>
      </td>
      <td>
        {breach.agent === null ? (
          <span className={styles.dim}>{t('sla.unassigned')}</span>
        ) : (
          <SafeText text={breach.agent} maxLength={80} />
        )}
      </td>
      <td className={styles.number}>{officeTime(breach.targetMs, t, format)}</td>
      <td className={styles.number}>
        {lateMs === null ? <strong>{t('slaBreaches.goesOn')}</strong> : officeTime(lateMs, t, format)}
      </td>
      <td className={styles.cause}>
        <Cause breach={breach} />
      </td>
    </tr>
  );
}
