import { useState } from 'react';
import type { CertificatePlace, HeldCertificate } from '#shared/domain/certificate-desk.ts';
import { isUsable } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { RemoveDialog } from '../place/RemoveDialog.tsx';
import { useDeskAct } from '../use-desk.ts';
import styles from './EarlierList.module.css';

interface LineProps {
  readonly held: HeldCertificate;
  readonly busy: boolean;
  readonly onReturn: () => void;
  readonly onRemove: () => void;
}

function Line({ held, busy, onReturn, onRemove }: LineProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const { name } = held.certificate;
  const isFile = held.source === 'file';
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <span className={styles.name}>
          <strong>
            <SafeText text={name} />
          </strong>
          <DaysLeft certificate={held.certificate} size="small" quiet />
        </span>
        <small>
          {isFile
            ? t('certificates.earlier.fileHelp')
            : held.keptUntil !== null && t('certificates.earlier.kept', { time: format.soon(held.keptUntil, now) })}
          {held.takenBack !== null && (
            <>
              {' · '}
              {held.takenBack.by === null
                ? t('certificates.earlier.takenBackSelf', { age: format.age(held.takenBack.at, now) })
                : t('certificates.earlier.takenBackBy', {
                    by: held.takenBack.by,
                    time: format.full(held.takenBack.at),
                  })}
            </>
          )}
        </small>
      </div>
      <div className={styles.buttons}>
        {isUsable(held, now) ? (
          <Button
            size="small"
            busy={busy}
            aria-label={t('app.labelled', {
              label: t(isFile ? 'certificates.earlier.fileReturn' : 'certificates.earlier.back'),
              value: name,
            })}
            onClick={onReturn}
          >
            {t(isFile ? 'certificates.earlier.fileReturn' : 'certificates.earlier.back')}
          </Button>
        ) : (
          <small>{t('certificates.earlier.expired')}</small>
        )}
        {!isFile && (
          <Button
            size="small"
            look="quiet"
            aria-label={t('app.labelled', { label: t('certificates.earlier.remove'), value: name })}
            onClick={onRemove}
          >
            {t('certificates.earlier.remove')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Earlier certificates of a place: one click puts one in use again. */
export function EarlierList({ place, open = false }: { readonly place: CertificatePlace; readonly open?: boolean }) {
  const { t } = useTexts();
  const [leaving, setLeaving] = useState<HeldCertificate | null>(null);
  const goBack = useDeskAct((client, certificateId: string) =>
    client.invoke('certificates.goBack', { placeId: place.id, certificateId }),
  );
  if (place.previous.length === 0) return null;
  const list = (
    <ul className={styles.list} aria-label={t('certificates.earlier.title')}>
      {place.previous.map((held) => (
        <Line
          key={held.id}
          held={held}
          busy={goBack.state.kind === 'running'}
          onReturn={() => goBack.start(held.id)}
          onRemove={() => setLeaving(held)}
        />
      ))}
    </ul>
  );
  return (
    <>
      {open ? (
        list
      ) : (
        <details className={styles.details}>
          <summary>{t('certificates.earlier.count', { count: place.previous.length })}</summary>
          {list}
        </details>
      )}
      {goBack.state.kind === 'failed' && <ErrorNote error={goBack.state.error} />}
      {leaving !== null && <RemoveDialog place={place} held={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
