import type { Incident } from '#shared/domain/incident.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { incidentTitle } from '#renderer/lib/incidents/incident-title.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useIncidentState } from '#renderer/store/selectors.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './HandOverLists.module.css';

function Line({ incident }: { readonly incident: Incident }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { closedAt, openedAt, code } = incident;
  const kind = useIncidentState(incident);
  const until = closedAt ?? now;
  const period = periodWords(format, openedAt, until, now);
  const duration = format.duration(Math.max(1_000, Math.floor((until - openedAt) / 1_000) * 1_000));
  const facts = [
    closedAt === null
      ? t('handOver.openSince', { time: period.from, duration })
      : t('incidents.past', { ...period, duration }),
    incident.acknowledgedBy === null
      ? t('incidents.notAcknowledged')
      : t('incidents.acknowledgedBy', { name: incident.acknowledgedBy }),
    ...(incident.assignee === null ? [] : [t('incidents.assignedTo', { name: incident.assignee })]),
  ];
  return (
    <li className={styles.line}>
      <StateBadge size="small" {...channelStateLook(kind)}>
        {t(`channelState.${kind}`)}
      </StateBadge>
      <div className={styles.words}>
        <a href={hrefOf({ page: 'incidents', incidentId: incident.id })}>
          {t(`incidentTitle.${incidentTitle(incident)}`)}
        </a>
        <p>
          <strong>
            <SafeText text={incident.channelName} />
          </strong>
          {code !== null && ` ${sentenceFor(language, code, null).title}`}
        </p>
        <p className={styles.dim}>{facts.join(' · ')}</p>
      </div>
    </li>
  );
}

interface IncidentsPanelProps {
  readonly title: string;
  readonly empty: string;
  readonly incidents: readonly Incident[];
}

export function IncidentsPanel({ title, empty, incidents }: IncidentsPanelProps) {
  return (
    <Panel title={title} flush>
      {incidents.length === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <ul>
          {incidents.map((incident) => (
            <Line key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
