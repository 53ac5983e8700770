import type { Incident } from '#shared/domain/incident.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useIncidentState } from '#renderer/store/selectors.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './IncidentLine.module.css';

/** What of it still waits or was touched, each as a link to its messages. */
function Affected({ incident }: { readonly incident: Incident }) {
  const { t } = useTexts();
  const { impact, channelId } = incident;
  const all = impact.inbound + impact.outbound;
  if (all === 0 && impact.waiting === 0) return <span className={styles.quiet}>{t('incidents.nothingAffected')}</span>;
  return (
    <>
      {impact.waiting > 0 && (
        <a href={trafficHref({ channelId, states: ['pending'] })}>
          {t('incidents.affectedShort.waiting', { count: impact.waiting })}
        </a>
      )}
      {all > 0 && <a href={trafficHref({ channelId })}>{t('incidents.affectedShort.messages', { count: all })}</a>}
    </>
  );
}

/** One incident in the list: what it means, why, since when, who is touched and who looks after it. */
export function IncidentLine({ incident }: { readonly incident: Incident }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { code, closedAt, openedAt } = incident;
  const kind = useIncidentState(incident);
  const open = closedAt === null;
  const until = closedAt ?? now;
  const cause =
    code === null ? null : sentenceFor(language, code, incident.value === null ? null : isolated(incident.value));
  const period = periodWords(format, openedAt, until, now);
  const duration = format.duration(Math.max(1_000, Math.floor((until - openedAt) / 1_000) * 1_000));
  return (
    <li className={styles.line} data-open={open || undefined}>
      <div className={styles.state}>
        <StateBadge {...channelStateLook(kind)}>{t(`channelState.${kind}`)}</StateBadge>
      </div>
      <div className={styles.words}>
        <a href={hrefOf({ page: 'incidents', incidentId: incident.id })} className={styles.title}>
          {t(`incidentTitle.${incidentTitle(incident)}`)}
        </a>
        <p>
          <strong className={styles.channel}>
            <SafeText text={incident.channelName} />
          </strong>
          {cause !== null && <span className={styles.cause}>{cause.title}</span>}
        </p>
        <ul className={styles.facts}>
          <li>
            {open
              ? t('incidents.since', { time: period.from, duration })
              : t('incidents.past', { ...period, duration })}
          </li>
          {incident.flapping && <li>{t('incidents.flapping')}</li>}
          {incident.duringMaintenance && <li>{t('incidents.inMaintenance')}</li>}
        </ul>
      </div>
      <div className={styles.affected}>
        <Affected incident={incident} />
      </div>
      <div className={styles.handling}>
        <span data-missing={(open && incident.acknowledgedBy === null) || undefined}>
          {incident.acknowledgedBy === null
            ? t('incidents.notAcknowledged')
            : t('incidents.acknowledgedBy', { name: incident.acknowledgedBy })}
        </span>
        <span>
          {incident.assignee === null
            ? t('incidents.unassigned')
            : t('incidents.assignedTo', { name: incident.assignee })}
        </span>
        {open && incident.snoozedUntil !== null && incident.snoozedUntil > now && (
          <span>{t('incidents.snoozedUntil', { time: format.moment(incident.snoozedUntil, now) })}</span>
        )}
      </div>
    </li>
  );
}
