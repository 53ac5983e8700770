import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Credential } from '#shared/domain/credential.ts';
import { BoxSecrets } from './BoxSecrets.tsx';
import { CredentialRow } from './CredentialRow.tsx';
import styles from './CredentialsPanel.module.css';
import { credentialId, type OwnerGroup } from './group-desk.ts';

interface OwnerPanelProps {
  readonly group: OwnerGroup;
  /** Of a channel: the integration's name, or empty. */
  readonly integrationName: string;
  readonly onChange: (credential: Credential) => void;
  readonly onUseFile: (credential: Credential) => void;
}

/** Everything secret of one integration or one channel. */
export function OwnerPanel({ group, integrationName, onChange, onUseFile }: OwnerPanelProps) {
  const { t } = useTexts();
  const { owner, ownerId, name, credentials, boxSecrets } = group;
  const note =
    owner === 'integration'
      ? t('credentials.integration')
      : integrationName === ''
        ? t('credentials.channel')
        : t('credentials.channelOf', { name: integrationName });
  // A channel that bears its integration's name is told from it.
  const title = owner === 'channel' && name === integrationName ? `${name} (${t('credentials.channel')})` : name;
  return (
    <Panel title={isolated(title)} note={<span className={styles.note}>{note}</span>} className={styles.owner} flush>
      {credentials.length > 0 && (
        <ul className={styles.rows} aria-label={t('credentials.groupOf', { name })}>
          {credentials.map((credential) => (
            <CredentialRow
              key={credentialId(credential)}
              credential={credential}
              onChange={() => onChange(credential)}
              onUseFile={() => onUseFile(credential)}
            />
          ))}
        </ul>
      )}
      {boxSecrets.length > 0 && <BoxSecrets integrationId={ownerId} name={name} secrets={boxSecrets} />}
    </Panel>
  );
}
