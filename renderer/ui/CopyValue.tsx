import { useEffect, useState } from 'react';
import { useClient } from '../lib/client-context.tsx';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import styles from './CopyValue.module.css';
import { SafeText } from './SafeText.tsx';

/** How long "Copied" stays, milliseconds. */
const shownMs = 2_500;

interface CopyValueProps {
  readonly value: string;
  /** What the value is; part of the button's accessible name. */
  readonly label: string;
  readonly showLabel?: boolean;
}

/** A value an operator has to enter elsewhere, with the button that copies it exactly. */
export function CopyValue({ value, label, showLabel = false }: CopyValueProps) {
  const { t } = useTexts();
  const client = useClient();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = (): void => {
    client.invoke('app.copyText', { text: value }).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const word =
    outcome === 'copied' ? t('action.copied') : outcome === 'failed' ? t('action.copyFailed') : t('action.copy');
  return (
    <span className={styles.copy}>
      {showLabel && <span className={styles.label}>{label}</span>}
      <code className={styles.value}>
        <SafeText text={value} maxLength={500} />
      </code>
      <Button size="small" onClick={copy} aria-label={t('app.labelled', { label: word, value: label })}>
        {word}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === null ? '' : word}
      </span>
    </span>
  );
}
