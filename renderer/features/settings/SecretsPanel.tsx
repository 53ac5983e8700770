import type { VaultStatus } from '#shared/contract/console-contract.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useVaultWaits } from '#renderer/store/selectors.ts';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './SecretsPanel.module.css';

function vaultWords(t: Texts['t'], vault: VaultStatus): string {
  switch (vault.mode) {
    case 'keyring':
      return vault.backend === null ? t('vault.keyringUnnamed') : t('vault.keyring', { backend: vault.backend });
    case 'passphrase':
      return vault.locked ? t('vault.passphraseLocked') : t('vault.passphrase');
    case 'session_only':
      return t('vault.session_only');
    case 'unset':
      return t('vault.unset');
  }
}

/** How secrets are kept on this computer, in words. */
export function SecretsPanel() {
  const { t } = useTexts();
  const vault = useConsole((state) => state.vault);
  const waits = useVaultWaits();
  if (vault === null) return null;
  return (
    <Panel title={t('settings.secrets')}>
      <div className={styles.words}>
        <p>{vaultWords(t, vault)}</p>
        <p>{t('vault.never')}</p>
        {vault.problem !== null && (
          <ErrorNote error={{ code: vault.problem, value: vault.backend, platformCode: null }} />
        )}
        {waits && <a href={hrefOf({ page: 'overview' })}>{t('action.unlock')}</a>}
      </div>
    </Panel>
  );
}
