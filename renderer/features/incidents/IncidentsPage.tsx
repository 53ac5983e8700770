import { useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { openIncidents } from '#renderer/lib/incidents/order-incidents.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import { AuditList } from './AuditList.tsx';
import { IncidentList } from './IncidentList.tsx';
import { IncidentPage } from './IncidentPage.tsx';
import styles from './IncidentsPage.module.css';

type View = 'open' | 'closed' | 'audit';

function Lists() {
  const { t, format } = useTexts();
  const channels = useChannels();
  const openCount = useConsole((state) => openIncidents(Object.values(state.incidents)).length);
  const [view, setView] = useState<View>('open');
  const [channelId, setChannelId] = useState<ChannelId | null>(null);
  const options = channels
    .map((channel) => ({ value: channel.id, label: drawnText(channel.name, 80).text }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <Segmented<View>
          label={t('incidents.view')}
          value={view}
          options={[
            {
              value: 'open',
              label: openCount === 0 ? t('incidents.open') : `${t('incidents.open')} ${format.number(openCount)}`,
            },
            { value: 'closed', label: t('incidents.closed') },
            { value: 'audit', label: t('incidents.audit') },
          ]}
          onChange={setView}
        />
        <SelectBox
          label={t('incidents.channel')}
          placeholder={t('incidents.anyChannel')}
          value={channelId}
          options={options}
          onChange={(value) => setChannelId(channels.find(({ id }) => id === value)?.id ?? null)}
        />
      </div>
      {view === 'audit' ? (
        <AuditList key={channelId} channelId={channelId} />
      ) : (
        <IncidentList key={`${view}/${channelId ?? ''}`} state={view} channelId={channelId} />
      )}
    </div>
  );
}

/** All incidents, open ones by urgency, or one of them with its story. */
export function IncidentsPage({ incidentId }: { readonly incidentId: string | null }) {
  return incidentId === null ? <Lists /> : <IncidentPage key={incidentId} id={incidentId} />;
}
