import type { SecretMark } from '#shared/domain/credential.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './CredentialRow.module.css';

/** What may be seen of a secret, short enough for a sentence: its last four characters, or its fingerprint. */
export function shortMark({ lastFour, fingerprint }: SecretMark): string {
  return lastFour === null ? fingerprint : `…${lastFour}`;
}

/** What may be seen of a secret. */
export function MarkWords({ mark }: { readonly mark: SecretMark }) {
  const { t } = useTexts();
  return (
    <span className={styles.mark} title={t('credentials.fingerprintHelp')}>
      {mark.lastFour !== null && <span>{t('credentials.lastFour', { characters: mark.lastFour })}</span>}
      <span>{t('credentials.fingerprint', { fingerprint: mark.fingerprint })}</span>
    </span>
  );
}
