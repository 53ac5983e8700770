import { useMemo, useState } from 'react';
import type { CredentialKey } from '#shared/domain/credential.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { useCredentialDesk } from './credential-desk-store.ts';
import styles from './CredentialsPanel.module.css';
import { credentialId, groupDesk, narrowGroups } from './group-desk.ts';
import { OwnerPanel } from './OwnerPanel.tsx';
import { RefusedNote } from './RefusedNote.tsx';
import { useDeskSync } from './use-desk-sync.ts';
import { UseFileDialog } from './UseFileDialog.tsx';
import { VaultLine } from './VaultLine.tsx';

/** With more panels than this they can be searched. */
const searchFrom = 6;

interface Open {
  readonly key: CredentialKey;
  readonly dialog: 'change' | 'file';
}

/** Every secret of the relay but the certificates': what is known of it, and how it is changed. */
export function CredentialsPanel() {
  const { t } = useTexts();
  const { desk, error, asking } = useCredentialDesk();
  const ask = useDeskSync();
  const channels = useConsole((state) => state.channels);
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running');
  const relay = useConsole((state) => state.relay?.kind ?? null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const groups = useMemo(
    () =>
      desk === null
        ? []
        : groupDesk(desk, (id) => Object.values(channels).find((one) => one.id === id)?.integrationId ?? null),
    [desk, channels],
  );
  const shown = narrowGroups(groups, text);
  const panels = groups.reduce((sum, group) => sum + group.owners.length, 0);
  const opened =
    open === null ? undefined : desk?.credentials.find((one) => credentialId(one) === credentialId(open.key));

  if (relay === 'not_configured' || (desk !== null && panels === 0)) {
    return <Empty title={t('credentials.noneTitle')} help={t('credentials.noneHelp')} />;
  }
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <p>{t('credentials.intro')}</p>
        <VaultLine />
      </div>
      {isSandbox && <p className={styles.sandbox}>{t('credentials.sandbox')}</p>}
      {error !== null && <LoadFailed error={error} busy={asking} onRetry={ask} />}
      {desk === null &&
        error === null &&
        (relay === 'stopped' || relay === 'gave_up' ? (
          <Empty title={t('relay.stoppedTitle')} help={t('relay.stoppedHelp')} />
        ) : (
          <Empty busy title={t('credentials.loading')} />
        ))}
      {desk !== null && <RefusedNote credentials={desk.credentials} />}
      {panels > searchFrom && (
        <div className={styles.find}>
          <TextField label={t('credentials.find')} value={text} onChange={setText} maxLength={200} />
        </div>
      )}
      {panels > 0 && shown.length === 0 && <Empty title={t('credentials.notFound')} />}
      {shown.map((group) => (
        <div
          key={group.id}
          role="group"
          className={styles.group}
          aria-label={group.name === '' ? t('credentials.groupRest') : t('credentials.groupOf', { name: group.name })}
        >
          {group.owners.map((owner) => (
            <OwnerPanel
              key={`${owner.owner} ${owner.ownerId}`}
              group={owner}
              integrationName={group.name}
              onChange={(key) => setOpen({ key, dialog: 'change' })}
              onUseFile={(key) => setOpen({ key, dialog: 'file' })}
            />
          ))}
        </div>
      ))}
      {open !== null &&
        opened !== undefined &&
        (open.dialog === 'change' ? (
          <ChangeDialog credential={opened} onClose={() => setOpen(null)} />
        ) : (
          <UseFileDialog credential={opened} onClose={() => setOpen(null)} />
        ))}
    </div>
  );
}
