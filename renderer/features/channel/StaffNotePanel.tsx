import { useState } from 'react';
import { Language } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { needsAttention } from '#renderer/lib/describe/attention.ts';
import { agentNote } from '#renderer/lib/incidents/agent-note.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import styles from './SidePanels.module.css';

type Told = Parameters<typeof agentNote>[0];

/** The open incident tells best; without one, a failing state tells what it knows. */
function useTold(channel: ChannelSnapshot): Told | null {
  const incident = useConsole((state) =>
    channel.incidentId === null ? undefined : state.incidents[channel.incidentId],
  );
  const { kind, since, settling, leg } = channel.state;
  // The incident stays open for a while longer; the agents need not.
  if (incident !== undefined) {
    return kind === 'connected' && !settling && incident.closedAt === null
      ? { ...incident, closedAt: since }
      : incident;
  }
  if (!needsAttention(channel)) return null;
  return { leg, worst: kind, closedAt: null, openedAt: since, channelName: channel.name };
}

/** What to tell agents and supervisors, in the language they read. */
export function StaffNotePanel({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t, language: own } = useTexts();
  const now = useNow();
  const client = useClient();
  const [language, setLanguage] = useState<Language>(own);
  const told = useTold(channel);
  const text = told === null ? null : agentNote(told, language, now);
  const copy = useAction(async () => {
    if (text !== null) await client.invoke('app.copyText', { text });
  });
  return (
    <Panel title={t('staffNote.heading')}>
      {text === null ? (
        <p className={styles.dim}>{t('staffNote.none')}</p>
      ) : (
        <div className={styles.stack}>
          <Segmented
            size="small"
            label={t('staffNote.language')}
            value={language}
            options={Language.options.map((one) => ({ value: one, label: t(`language.${one}`), lang: one }))}
            onChange={setLanguage}
          />
          <p lang={language} className={styles.text}>
            {text}
          </p>
          <div className={styles.buttons}>
            <Button size="small" busy={copy.state.kind === 'running'} onClick={() => copy.start()}>
              {t('staffNote.copy')}
            </Button>
            <span role="status" className={styles.small}>
              {copy.state.kind === 'done' ? t('action.copied') : ''}
            </span>
          </div>
          {copy.state.kind === 'failed' && <ErrorNote error={copy.state.error} />}
        </div>
      )}
    </Panel>
  );
}
