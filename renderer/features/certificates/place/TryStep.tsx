import { countingTrial } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { useDeskAct } from '../use-desk.ts';
import type { StepProps } from './Step.tsx';
import styles from './StepParts.module.css';
import { TrialSteps } from './TrialSteps.tsx';

/** Real handshakes with the next certificate, while everybody else gets the one in use. */
export function TryStep({ place, state }: StepProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const attempt = useDeskAct((client) => client.invoke('certificates.try', { placeId: place.id }));
  const trial = countingTrial(place);
  const busy = attempt.state.kind === 'running';
  if (state === 'later' || place.watch !== null) return null;
  return (
    <>
      {trial === null ? (
        <>
          {place.next?.takenBack != null && <p className={styles.warn}>{t('replaceCertificate.try.takenBack')}</p>}
          <p className={styles.lead}>{t('replaceCertificate.try.lead')}</p>
        </>
      ) : (
        <>
          <div role="status">
            <StateBadge tone={trial.ok ? 'ok' : 'bad'} sign={trial.ok ? 'check' : 'cross'}>
              {t(trial.ok ? 'replaceCertificate.try.passed' : 'replaceCertificate.try.failed', {
                age: format.age(trial.at, now),
              })}
            </StateBadge>
          </div>
          <TrialSteps trial={trial} />
        </>
      )}
      <div className={styles.buttons}>
        <Button
          look={trial === null ? 'primary' : 'plain'}
          size={trial === null ? 'normal' : 'small'}
          busy={busy}
          onClick={() => attempt.start()}
        >
          {t(
            busy
              ? 'replaceCertificate.try.trying'
              : trial === null
                ? 'replaceCertificate.try.button'
                : 'replaceCertificate.try.again',
          )}
        </Button>
      </div>
      {attempt.state.kind === 'failed' && <ErrorNote error={attempt.state.error} />}
    </>
  );
}
