import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { useKeptSecret } from '../parts/SecretMark.tsx';
import styles from './HandOverSheet.module.css';

interface SecretOnSheetProps {
  readonly id: string;
  /** As it was made on this page; null: it is not shown. */
  readonly secret: string | null;
  readonly busy: boolean;
  readonly onMake: () => void;
}

/** The client secret is on the sheet only while the page on which it was made is open. */
export function SecretOnSheet({ id, secret, busy, onMake }: SecretOnSheetProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const kept = useKeptSecret({ owner: 'integration', ownerId: id }, 'box_secret');
  if (secret !== null) return <p className={styles.once}>{t('setup.sheet.secretOnce')}</p>;
  return (
    <div className={styles.secret}>
      <p>
        {kept === null
          ? t('setup.sheet.secretNone')
          : t('setup.sheet.secretMade', { age: format.age(kept.setAt, now), end: kept.lastFour ?? '–' })}
      </p>
      <span data-print="off">
        <Button size="small" busy={busy} onClick={onMake}>
          {kept === null ? t('setup.integration.makeSecret') : t('setup.sheet.makeAgain')}
        </Button>
      </span>
    </div>
  );
}
