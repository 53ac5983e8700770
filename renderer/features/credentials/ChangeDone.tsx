import { useEffect, useRef } from 'react';
import type { Credential } from '#shared/domain/credential.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import styles from './ChangeDialog.module.css';
import { isOfPushes } from './credential-proof.ts';
import { Standing } from './Standing.tsx';

interface ChangeDoneProps {
  readonly credential: Credential;
  /** For how long the earlier one is accepted as well, hours. */
  readonly keptHours: number;
  readonly onClose: () => void;
}

/** It is stored: what remains to be done at the other side, and whether the new value has been seen yet. */
export function ChangeDone({ credential, keptHours, onClose }: ChangeDoneProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const { name, previous } = credential;
  return (
    <DialogBody>
      <h3 ref={head} tabIndex={-1} className={styles.done}>
        {t('credentials.now.title')}
      </h3>
      <p>{t(`credentials.now.${name}`)}</p>
      {isOfPushes(name) && keptHours > 0 && previous !== null && (
        <p>{t('credentials.now.kept', { time: format.soon(previous.until, now) })}</p>
      )}
      {isOfPushes(name) && keptHours === 0 && <p className={styles.careful}>{t('credentials.now.notKept')}</p>}
      <div className={styles.live} role="status">
        <Standing credential={credential} />
      </div>
      <DialogAnswers>
        <Button look="primary" onClick={onClose}>
          {t('credentials.now.close')}
        </Button>
      </DialogAnswers>
    </DialogBody>
  );
}
