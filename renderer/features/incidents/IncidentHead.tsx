import type { Incident } from '#shared/domain/incident.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { valueToCopy } from '#renderer/lib/incidents/value-to-copy.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useIncidentState } from '#renderer/store/selectors.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { IncidentActions } from './IncidentActions.tsx';
import styles from './IncidentHead.module.css';

/** The sentence: what it means for whom, why, since when, who has to act, and the value they need. */
export function IncidentHead({ incident }: { readonly incident: Incident }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const channel = useConsole((state) => state.channels[incident.channelId] ?? null);
  const { code, closedAt, openedAt } = incident;
  const kind = useIncidentState(incident);
  const open = closedAt === null;
  const value = open ? valueToCopy(code, incident.value, channel) : null;
  const inSentence = value === null && incident.value !== null ? isolated(incident.value) : null;
  const sentence = code === null ? null : sentenceFor(language, code, inSentence);
  const until = closedAt ?? now;
  const period = periodWords(format, openedAt, until, now);
  const duration = format.duration(Math.max(1_000, Math.floor((until - openedAt) / 1_000) * 1_000));
  const tone = open ? channelStateLook(kind).tone : 'idle';
  return (
    <section className={styles.head} data-tone={tone} aria-label={t('incident.state')}>
      <div className={styles.top}>
        <h2>{t(`incidentTitle.${incidentTitle(incident)}`)}</h2>
        <StateBadge {...channelStateLook(kind)}>{t(`channelState.${kind}`)}</StateBadge>
      </div>
      <p className={styles.facts}>
        <a href={hrefOf({ page: 'channel', channelId: incident.channelId })}>
          <SafeText text={incident.channelName} />
        </a>
        <span>
          {open ? t('incidents.since', { time: period.from, duration }) : t('incidents.past', { ...period, duration })}
        </span>
        {incident.acknowledgedBy !== null && (
          <span>{t('incidents.acknowledgedBy', { name: incident.acknowledgedBy })}</span>
        )}
        {incident.assignee !== null && <span>{t('incidents.assignedTo', { name: incident.assignee })}</span>}
        {open && incident.snoozedUntil !== null && incident.snoozedUntil > now && (
          <span>{t('incidents.snoozedUntil', { time: format.moment(incident.snoozedUntil, now) })}</span>
        )}
      </p>
      {sentence !== null && (
        <p className={styles.cause}>
          <strong>{sentence.title}</strong>
          {open && <span>{sentence.help}</span>}
        </p>
      )}
      {value !== null && sentence !== null && <CopyValue value={value} label={sentence.title} />}
      {open && <p className={styles.owner}>{t(`incidentOwner.${incident.owner}`)}</p>}
      <p className={styles.note}>
        {closedAt === null
          ? incident.flapping
            ? t('incident.flappingNote')
            : t('incident.openNote')
          : t('incident.closedNote', { time: format.moment(closedAt, now) })}
        {incident.duringMaintenance && ` ${t('incident.maintenanceNote')}`}
      </p>
      <IncidentActions incident={incident} />
    </section>
  );
}
