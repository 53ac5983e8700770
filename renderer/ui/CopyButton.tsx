import { useEffect, useState } from 'react';
import { useClient } from '../lib/client-context.tsx';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';

/** How long "Copied" stays, milliseconds. */
const shownMs = 2_500;

interface CopyButtonProps {
  readonly text: string;
  /** What is copied; part of the button's accessible name. */
  readonly label: string;
}

/** Copies exactly this text. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTexts();
  const client = useClient();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    client.invoke('app.copyText', { text }).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const word =
    outcome === 'copied' ? t('action.copied') : outcome === 'failed' ? t('action.copyFailed') : t('action.copy');
  return (
    <>
      <Button size="small" onClick={copy} aria-label={t('app.labelled', { label: word, value: label })}>
        {word}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome === null ? '' : word}
      </span>
    </>
  );
}
