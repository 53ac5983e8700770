import type { VaultStatus } from '#shared/contract/console-contract.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import styles from './CredentialsPanel.module.css';

function vaultWords(t: Texts['t'], { mode, backend }: VaultStatus): string {
  if (mode !== 'keyring') return t(`credentials.vault.${mode}`);
  return backend === null ? t('credentials.vault.keyringUnnamed') : t('credentials.vault.keyring', { backend });
}

/** How what is set here is kept on this computer. */
export function VaultLine() {
  const { t } = useTexts();
  const vault = useConsole((state) => state.vault);
  if (vault === null) return null;
  return (
    <p className={styles.vault} data-careful={vault.mode === 'session_only' || undefined}>
      {vaultWords(t, vault)} <a href={hrefOf({ page: 'settings' })}>{t('credentials.vault.link')}</a>
    </p>
  );
}
