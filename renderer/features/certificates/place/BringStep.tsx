import { useState } from 'react';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { BringBox } from '../bring/BringBox.tsx';
import { FindingList } from '../bring/FindingList.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import type { StepProps } from './Step.tsx';
import styles from './StepParts.module.css';

/** What was brought, once it is stored as the next one. */
function Brought({ place, onBringing }: Pick<StepProps, 'place' | 'onBringing'>) {
  const { t, format } = useTexts();
  const now = useNow();
  const [removing, setRemoving] = useState(false);
  const { next } = place;
  if (next === null) return null;
  const { addedAt, addedBy, warnings, certificate } = next;
  return (
    <>
      <p className={styles.summary}>
        <strong>
          <SafeText text={certificate.name} />
        </strong>
        <DaysLeft certificate={certificate} size="small" />
        <small>
          {addedAt === null
            ? t('replaceCertificate.bring.storedPlain')
            : t('replaceCertificate.bring.stored', {
                age: format.age(addedAt, now),
                by: addedBy ?? t('certificates.source.nobody'),
              })}
        </small>
      </p>
      {warnings.length > 0 && (
        <details className={styles.details}>
          <summary>{t('replaceCertificate.bring.remarks', { count: warnings.length })}</summary>
          <FindingList findings={warnings} />
        </details>
      )}
      {place.watch === null && (
        <div className={styles.buttons}>
          <Button size="small" onClick={() => onBringing(true)}>
            {t('replaceCertificate.bring.another')}
          </Button>
          <Button
            size="small"
            look="quiet"
            aria-label={t('app.labelled', { label: t('certificates.earlier.remove'), value: certificate.name })}
            onClick={() => setRemoving(true)}
          >
            {t('certificates.earlier.remove')}
          </Button>
        </div>
      )}
      {removing && <RemoveDialog place={place} held={next} onClose={() => setRemoving(false)} />}
    </>
  );
}

/** Files in, read and judged; stored as the next certificate only when all is right. */
export function BringStep({ place, state, onBringing }: StepProps) {
  const { t } = useTexts();
  if (place.watch !== null) return null;
  if (state === 'done') return <Brought place={place} onBringing={onBringing} />;
  return (
    <>
      <p className={styles.lead}>{t('replaceCertificate.bring.lead')}</p>
      <BringBox
        target={{ kind: 'place', placeId: place.id }}
        storeLabel={t('replaceCertificate.bring.store')}
        onStored={() => onBringing(false)}
      />
      {place.next !== null && (
        <div className={styles.buttons}>
          <Button size="small" look="quiet" onClick={() => onBringing(false)}>
            {t('replaceCertificate.bring.keep')}
          </Button>
        </div>
      )}
    </>
  );
}
