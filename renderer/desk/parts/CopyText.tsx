import { useState } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './parts.module.css';
import { usePageTexts } from './page-texts.tsx';

/** A value to carry elsewhere. */
export function CopyText({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = usePageTexts();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => setOutcome('copied'),
      () => setOutcome('copyFailed'),
    );
  };
  return (
    <div className={styles.copy}>
      <span>{label}</span>
      <code>{value}</code>
      <Button size="small" aria-label={`${t('frame.copy')}: ${label}`} onClick={copy}>
        {t('frame.copy')}
      </Button>
      <span role="status">{outcome === null ? '' : t(`frame.${outcome}`)}</span>
    </div>
  );
}
