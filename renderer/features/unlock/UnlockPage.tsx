import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { ChooseVault } from './ChooseVault.tsx';
import { EnterPassphrase } from './EnterPassphrase.tsx';
import styles from './UnlockPage.module.css';

/** The problems that the page's own words explain already. */
const explainedHere: readonly string[] = ['VAULT_NO_KEYRING', 'VAULT_LOCKED'];

/** Shown while secrets wait for the operator: at first use without a key ring, and at each start with a passphrase. */
export function UnlockPage() {
  const { t } = useTexts();
  const vault = useConsole((state) => state.vault);
  const choosing = vault?.mode === 'unset';
  const problem = vault?.problem ?? null;
  return (
    <div className={styles.page}>
      <h2>{choosing ? t('unlock.titleChoose') : t('unlock.titleLocked')}</h2>
      <p>{choosing ? t('unlock.intro') : t('unlock.introLocked')}</p>
      {problem !== null && !explainedHere.includes(problem) && (
        <ErrorNote error={{ code: problem, value: vault?.backend ?? null, platformCode: null }} />
      )}
      {choosing ? <ChooseVault /> : <EnterPassphrase />}
      <p className={styles.meanwhile}>{t('unlock.meanwhile')}</p>
    </div>
  );
}
