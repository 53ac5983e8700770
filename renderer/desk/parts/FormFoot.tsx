import { useState } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import { Done, Problem } from './Notes.tsx';
import { refusalOf } from './http.ts';
import { usePageTexts, type RefusalGroup } from './page-texts.tsx';
import styles from './parts.module.css';

interface FormFootProps {
  readonly busy: boolean;
  readonly done: boolean;
  readonly problem: string | null;
  readonly group: RefusalGroup;
  readonly saveLabel?: string;
  /** Absent: it cannot be removed. */
  readonly onRemove?: (() => Promise<unknown>) | undefined;
}

/** Save, what became of it, and Remove (which is asked twice). */
export function FormFoot({ busy, done, problem, group, saveLabel, onRemove }: FormFootProps) {
  const { t, refusal } = usePageTexts();
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <>
      <Problem text={problem ?? refused} />
      <div className={styles.foot}>
        <Button submit look="primary" busy={busy}>
          {saveLabel ?? t('frame.save')}
        </Button>
        <Done shown={done}>{t('frame.saved')}</Done>
        <span className={styles.space} />
        {onRemove && (
          <Button
            onClick={() => {
              setRefused(null);
              if (!asks) return setAsks(true);
              setAsks(false);
              onRemove().catch((thrown: unknown) => setRefused(refusal(group, refusalOf(thrown))));
            }}
          >
            {t(asks ? 'frame.removeSure' : 'frame.remove')}
          </Button>
        )}
        {asks && (
          <Button look="quiet" onClick={() => setAsks(false)}>
            {t('frame.keep')}
          </Button>
        )}
      </div>
    </>
  );
}
