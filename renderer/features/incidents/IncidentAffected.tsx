import type { Incident, IncidentImpact } from '#shared/domain/incident.ts';
import { trafficHref, type TrafficQuery } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './IncidentAffected.module.css';

const lines: readonly {
  readonly name: keyof IncidentImpact;
  readonly query: Partial<TrafficQuery>;
  readonly tone: 'plain' | 'warn' | 'bad';
}[] = [
  { name: 'inbound', query: { direction: 'inbound' }, tone: 'plain' },
  { name: 'outbound', query: { direction: 'outbound' }, tone: 'plain' },
  { name: 'conversations', query: {}, tone: 'plain' },
  { name: 'waiting', query: { states: ['pending'] }, tone: 'plain' },
  { name: 'unconfirmed', query: { states: ['unconfirmed'] }, tone: 'warn' },
  { name: 'deadLetters', query: { states: ['dead_letter'] }, tone: 'bad' },
  { name: 'expired', query: { states: ['expired'] }, tone: 'bad' },
  { name: 'customersTold', query: { direction: 'inbound' }, tone: 'plain' },
];

/** How many messages, conversations and customers it touched; each number leads to its list. */
export function IncidentAffected({ incident }: { readonly incident: Incident }) {
  const { t, format } = useTexts();
  return (
    <Panel title={t('incident.affected')}>
      <dl className={styles.list}>
        {lines.map(({ name, query, tone }) => (
          <div key={name}>
            <dt>{t(`incident.${name}`)}</dt>
            <dd>
              <NumberLink
                value={incident.impact[name]}
                href={trafficHref({ channelId: incident.channelId, ...query })}
                name={t('incident.showOf', {
                  label: t(`incident.${name}`),
                  number: format.number(incident.impact[name]),
                })}
                tone={tone}
              />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('incident.affectedNote')}</p>
    </Panel>
  );
}
