import { useState } from 'react';
import { countingTrial, isUsable, placeWords } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { useDeskAct } from '../use-desk.ts';
import { DespiteDialog } from './DespiteDialog.tsx';
import type { StepProps } from './Step.tsx';
import styles from './StepParts.module.css';

/** Minutes an activation may be watched; the relay takes 5 to 1,440. */
const watches = [15, 60, 240, 1_440] as const;
const minuteMs = 60_000;

/** What will happen, how long it is watched, and the button that does it. */
export function ActivateStep({ place, state }: StepProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const [minutes, setMinutes] = useState<number>(60);
  const [asking, setAsking] = useState(false);
  const { next, current } = place;
  const activate = useDeskAct(async (client, certificateId: string, despiteTrial: boolean) => {
    const desk = await client.invoke('certificates.activate', {
      placeId: place.id,
      certificateId,
      watchMinutes: minutes,
      despiteTrial,
    });
    setAsking(false);
    return desk;
  });
  const trial = countingTrial(place);
  if (state !== 'now' || next === null || trial === null) return null;
  const { name } = next.certificate;
  const { key, host } = placeWords(place);
  const comesBack = current !== null && current.source !== 'placeholder' && isUsable(current, now) ? current : null;
  const busy = activate.state.kind === 'running';
  return (
    <>
      <ul className={styles.what}>
        <li>
          {key === 'destination'
            ? t('replaceCertificate.activate.leadOut', { name, host })
            : t('replaceCertificate.activate.lead', { name })}
        </li>
        {comesBack === null ? (
          <li>{t('replaceCertificate.activate.noBack')}</li>
        ) : (
          <>
            <li>{t('replaceCertificate.activate.back', { name: comesBack.certificate.name })}</li>
            {comesBack.source !== 'file' && <li>{t('replaceCertificate.activate.kept')}</li>}
          </>
        )}
      </ul>
      <div className={styles.choice}>
        <span aria-hidden="true">{t('replaceCertificate.activate.watch')}</span>
        <Segmented
          label={t('replaceCertificate.activate.watch')}
          value={String(minutes)}
          options={watches.map((one) => ({ value: String(one), label: format.duration(one * minuteMs) }))}
          onChange={(value) => setMinutes(Number(value))}
        />
      </div>
      {!trial.ok && <p className={styles.warn}>{t('replaceCertificate.activate.despiteLead')}</p>}
      <div className={styles.buttons}>
        {trial.ok ? (
          <Button look="primary" busy={busy} onClick={() => activate.start(next.id, false)}>
            {t(busy ? 'replaceCertificate.activate.busy' : 'replaceCertificate.activate.button')}
          </Button>
        ) : (
          <Button onClick={() => setAsking(true)}>{t('replaceCertificate.activate.despite')}</Button>
        )}
      </div>
      {activate.state.kind === 'failed' && !asking && <ErrorNote error={activate.state.error} />}
      {asking && (
        <DespiteDialog
          place={place}
          name={name}
          trial={trial}
          busy={busy}
          error={activate.state.kind === 'failed' ? activate.state.error : null}
          onSure={() => activate.start(next.id, true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
