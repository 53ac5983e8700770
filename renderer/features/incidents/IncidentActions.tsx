import { useState } from 'react';
import type { Incident } from '#shared/domain/incident.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { snoozeChoices, snoozedUntil, type SnoozeChoice } from '#renderer/lib/incidents/snooze-times.ts';
import { goTo, hrefOf } from '#renderer/lib/router.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { AgentNoteDialog } from './AgentNoteDialog.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import styles from './IncidentActions.module.css';

/** What can be done about an incident. A closed one needs nothing but perhaps a word to the agents. */
export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const { t } = useTexts();
  const client = useClient();
  const incidentChanged = useConsole((state) => state.incidentChanged);
  const [dialog, setDialog] = useState<'assign' | 'note' | null>(null);
  const { id, channelId } = incident;
  const runChanged = useConsole((state) => state.runChanged);
  const reconnect = useAction(async () => {
    for (const run of await client.invoke('reconnect.start', { channelIds: [channelId] })) runChanged(run);
    goTo({ page: 'channel', channelId });
  });
  const acknowledge = useAction(async () => {
    incidentChanged(await client.invoke('incident.acknowledge', { id }));
  });
  const snooze = useAction(async (choice: SnoozeChoice) => {
    incidentChanged(await client.invoke('incident.snooze', { id, until: snoozedUntil(choice, Date.now()) }));
  });
  const open = incident.closedAt === null;
  const failed = [reconnect.state, acknowledge.state, snooze.state].find((state) => state.kind === 'failed');
  return (
    <div className={styles.actions} role="group" aria-label={t('incident.actions')}>
      <div className={styles.row}>
        {open && (
          <Button look="primary" busy={reconnect.state.kind === 'running'} onClick={() => reconnect.start()}>
            {t('incident.reconnect')}
          </Button>
        )}
        {open && incident.acknowledgedBy === null && (
          <Button
            busy={acknowledge.state.kind === 'running'}
            title={t('incident.acknowledgeHelp')}
            onClick={() => acknowledge.start()}
          >
            {acknowledge.state.kind === 'running' ? t('incident.acknowledging') : t('incident.acknowledge')}
          </Button>
        )}
        {open && <Button onClick={() => setDialog('assign')}>{t('incident.assign')}</Button>}
        <Button onClick={() => setDialog('note')}>{t('incident.agentNote')}</Button>
        <ButtonLink href={hrefOf({ page: 'channel', channelId })} look="quiet">
          {t('incident.channel')}
        </ButtonLink>
      </div>
      {open && (
        <div className={styles.row} role="group" aria-label={t('incident.snooze')}>
          <span className={styles.label}>{t('incident.snooze')}</span>
          {snoozeChoices.map((choice) => (
            <Button
              key={choice}
              size="small"
              busy={snooze.state.kind === 'running'}
              onClick={() => snooze.start(choice)}
            >
              {t(`incident.${choice}`)}
            </Button>
          ))}
        </div>
      )}
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
      {dialog === 'assign' && <AssignDialog incident={incident} onClose={() => setDialog(null)} />}
      {dialog === 'note' && <AgentNoteDialog incident={incident} onClose={() => setDialog(null)} />}
    </div>
  );
}
