import { useState } from 'react';
import type { ActionPage } from '#shared/domain/disconnect.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './ActionPagesPanel.module.css';

const pages: readonly { readonly page: ActionPage; readonly label: 'pageAdd' | 'pageReconnect' | 'pageRemove' }[] = [
  { page: 'add', label: 'pageAdd' },
  { page: 'reconnect', label: 'pageReconnect' },
  { page: 'remove', label: 'pageRemove' },
];

/** Opens the pages CXone's administrators use, the way CXone opens them. */
export function ActionPagesPanel() {
  const { t } = useTexts();
  const client = useClient();
  const channels = [...useChannels()].sort((a, b) => a.name.localeCompare(b.name));
  const [wanted, setWanted] = useState<ChannelId | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const channelId = channels.find(({ id }) => id === wanted)?.id ?? channels[0]?.id ?? null;
  const open = useAction(async (page: ActionPage) => {
    setOpened(null);
    const answer = await client.invoke('sandbox.openActionPage', {
      page,
      channelId: page === 'add' ? null : channelId,
    });
    setOpened(answer.url);
  });
  return (
    <Panel title={t('faults.pages')}>
      <div className={styles.form}>
        <p className={styles.help}>{t('faults.pagesHelp')}</p>
        {channelId !== null && (
          <Choice<string>
            label={t('faults.channel')}
            value={channelId}
            options={channels.map((channel) => ({ value: channel.id, label: drawnText(channel.name, 120).text }))}
            onChange={(value) => setWanted(channels.find(({ id }) => id === value)?.id ?? null)}
          />
        )}
        <div className={styles.buttons}>
          {pages.map(({ page, label }) => (
            <Button
              key={page}
              busy={open.state.kind === 'running'}
              disabled={page !== 'add' && channelId === null}
              onClick={() => open.start(page)}
            >
              {t(`faults.${label}`)}
            </Button>
          ))}
        </div>
        {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
        <p role="status" className={styles.help}>
          {opened !== null && (
            <>
              {t('faults.opened')} <SafeText text={withoutQuery(opened)} maxLength={200} />
            </>
          )}
        </p>
      </div>
    </Panel>
  );
}

/** The token in the address works once and is nobody's business. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/u, '');
}
