import type { SandboxDisconnects } from '#shared/contract/console-contract.ts';
import type { CausedDisconnect, DisconnectKind } from '#shared/domain/disconnect.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CausedPanel.module.css';

interface CausedPanelProps {
  readonly disconnects: SandboxDisconnects;
  readonly onChanged: (disconnects: SandboxDisconnects) => void;
}

/** What is broken on purpose, and the ways to mend it. */
export function CausedPanel({ disconnects, onChanged }: CausedPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const channels = useConsole((state) => state.channels);
  const { caused } = disconnects;
  const repair = useAction(async (channelIds: readonly ChannelId[], kind: DisconnectKind | null) => {
    for (const channelId of channelIds) onChanged(await client.invoke('sandbox.repair', { channelId, kind }));
  });
  const busy = repair.state.kind === 'running';
  const nameOf = (one: CausedDisconnect): string => channels[one.channelId]?.name ?? one.channelId;
  return (
    <Panel title={t('faults.caused')} flush>
      {caused.length === 0 ? (
        <p className={styles.none}>{t('faults.noneCaused')}</p>
      ) : (
        <ul>
          {caused.map((one) => (
            <li key={`${one.channelId}/${one.kind}`} className={styles.line}>
              <div className={styles.words}>
                <p>
                  <strong>{t(`faults.kinds.${one.kind}`)}</strong>
                </p>
                <p className={styles.dim}>
                  <a href={hrefOf({ page: 'channel', channelId: one.channelId })}>{isolated(nameOf(one))}</a> ·{' '}
                  {t('faults.since', { time: format.moment(one.since, now) })}
                </p>
              </div>
              <Button
                size="small"
                busy={busy}
                aria-label={t('faults.repairOf', { kind: t(`faults.kinds.${one.kind}`), name: nameOf(one) })}
                onClick={() => repair.start([one.channelId], one.kind)}
              >
                {t('faults.repair')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {repair.state.kind === 'failed' && (
        <div className={styles.foot}>
          <ErrorNote error={repair.state.error} />
        </div>
      )}
      {caused.length > 1 && (
        <div className={styles.foot}>
          <Button busy={busy} onClick={() => repair.start([...new Set(caused.map((one) => one.channelId))], null)}>
            {t('faults.repairAll')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
