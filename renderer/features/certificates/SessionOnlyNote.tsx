import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import styles from './SessionOnlyNote.module.css';

/** While nothing secret outlives the console, whoever brings a key in has to know. */
export function SessionOnlyNote() {
  const { t } = useTexts();
  const isSessionOnly = useConsole((state) => state.vault?.mode === 'session_only');
  if (!isSessionOnly) return null;
  return (
    <p role="note" className={styles.note}>
      {t('certificates.sessionOnly')} <a href={hrefOf({ page: 'settings' })}>{t('certificates.toSettings')}</a>
    </p>
  );
}
