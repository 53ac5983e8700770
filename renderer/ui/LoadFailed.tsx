import type { RelayError } from '#shared/errors/relay-error.ts';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import styles from './LoadFailed.module.css';

interface LoadFailedProps {
  readonly error: Pick<RelayError, 'code' | 'value' | 'platformCode'>;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

/** What could not be had, and the way to ask again. */
export function LoadFailed({ error, busy, onRetry }: LoadFailedProps) {
  const { t } = useTexts();
  return (
    <div className={styles.failed}>
      <ErrorNote error={error} />
      <Button size="small" busy={busy} onClick={onRetry}>
        {t('action.retry')}
      </Button>
    </div>
  );
}
