import type { ActivationWatch } from '#shared/domain/certificate-desk.ts';
import { heldById, returnTarget } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { useDeskAct } from '../use-desk.ts';
import type { StepProps } from './Step.tsx';
import styles from './StepParts.module.css';

function Counts({ watch }: { readonly watch: ActivationWatch }) {
  const { t, format } = useTexts();
  const { accepted, refused, silent } = watch;
  return (
    <dl className={styles.counts}>
      <div data-tone={accepted > 0 ? 'ok' : undefined}>
        <dt>{t('replaceCertificate.watch.accepted')}</dt>
        <dd>{format.number(accepted)}</dd>
      </div>
      <div data-tone={refused > 0 ? 'bad' : undefined}>
        <dt>{t('replaceCertificate.watch.refused')}</dt>
        <dd>{format.number(refused)}</dd>
      </div>
      <div data-tone={silent > 0 ? 'warn' : undefined}>
        <dt>{t('replaceCertificate.watch.silent')}</dt>
        <dd>{format.number(silent)}</dd>
      </div>
    </dl>
  );
}

/** The time after an activation: how it is taken, and what comes back if it must. */
export function WatchStep({ place, state }: StepProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const end = useDeskAct((client) => client.invoke('certificates.endWatch', { placeId: place.id }));
  const goBack = useDeskAct((client, certificateId: string) =>
    client.invoke('certificates.goBack', { placeId: place.id, certificateId }),
  );
  const { watch } = place;
  if (watch === null) return state === 'later' ? <p>{t('replaceCertificate.watch.later')}</p> : null;
  const left = watch.until - now;
  const earlier = heldById(place, watch.fallsBackTo) ?? returnTarget(place, now);
  const fallsBack = watch.fallsBackTo === null ? null : heldById(place, watch.fallsBackTo);
  const busy = end.state.kind === 'running' || goBack.state.kind === 'running';
  const failed = [end.state, goBack.state].find((one) => one.kind === 'failed');
  return (
    <>
      <p className={styles.summary}>
        <StateBadge tone={watch.refused > 0 ? 'warn' : 'info'} sign="cycle">
          {left > 0 ? t('certificates.watch.left', { duration: format.duration(left) }) : t('certificates.watch.over')}
        </StateBadge>
        <span className={styles.lead}>
          {t('replaceCertificate.watch.lead', { time: format.moment(watch.since, now) })}
        </span>
      </p>
      <progress
        className={styles.progress}
        aria-label={t('replaceCertificate.watch.progress')}
        max={watch.until - watch.since}
        value={Math.min(now, watch.until) - watch.since}
      />
      <Counts watch={watch} />
      {watch.lastRefusal !== null && <p>{t('replaceCertificate.watch.last', { reason: watch.lastRefusal })}</p>}
      <p className={fallsBack === null && watch.fallsBackTo !== 'file' ? styles.warn : styles.lead}>
        {watch.fallsBackTo === 'file'
          ? t('replaceCertificate.watch.fallsBackFile')
          : fallsBack === null
            ? t('replaceCertificate.watch.noFallBack')
            : t('replaceCertificate.watch.fallsBack', { name: fallsBack.certificate.name })}
      </p>
      <div className={styles.buttons}>
        {(watch.fallsBackTo !== null || earlier !== null) && (
          <Button busy={busy} onClick={() => goBack.start(watch.fallsBackTo ?? earlier?.id ?? '')}>
            {t('replaceCertificate.watch.back')}
          </Button>
        )}
        <Button busy={busy} onClick={() => end.start()}>
          {t('replaceCertificate.watch.end')}
        </Button>
      </div>
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
    </>
  );
}
