import type { ReactNode } from 'react';
import type { Incident } from '#shared/domain/incident.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './IncidentFacts.module.css';

interface IncidentFactsProps {
  readonly incident: Incident;
  readonly receiptIds: readonly string[];
}

/** Times, code and number, for a report. */
export function IncidentFacts({ incident, receiptIds }: IncidentFactsProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const { openedAt, closedAt } = incident;
  const lasted = Math.floor(((closedAt ?? now) - openedAt) / 1_000) * 1_000;
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('incident.began'), format.full(openedAt)],
    ...(closedAt === null ? [] : [[t('incident.ended'), format.full(closedAt)] as const]),
    [t('incident.lasted'), format.duration(Math.max(1_000, lasted))],
    ...(incident.leg === null ? [] : [[t('incident.leg'), t(`leg.${incident.leg}`)] as const]),
    ...(incident.code === null ? [] : [[t('incident.code'), <code key="code">{incident.code}</code>] as const]),
    [
      t('incident.assignee'),
      incident.assignee === null ? t('incidents.unassigned') : <SafeText key="assignee" text={incident.assignee} />,
    ],
    [t('incident.changes'), t('incidents.changes', { count: incident.changes })],
    [t('incident.number'), <code key="number">{incident.id}</code>],
  ];
  return (
    <Panel title={t('incident.facts')}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receiptIds.length > 0 && (
        <div className={styles.receipts}>
          <h3>{t('incident.receipts')}</h3>
          <ul>
            {receiptIds.map((id) => (
              <li key={id}>
                <a href={hrefOf({ page: 'channel', channelId: incident.channelId })}>
                  {t('incident.receipt', { number: id.slice(-8) })}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
