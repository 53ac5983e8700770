import type { CertificatePlace, HeldCertificate } from '#shared/domain/certificate-desk.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './Outcome.module.css';

/** It was in use and came back: when, by whom, and why. */
export function CameBack({ held }: { readonly held: HeldCertificate }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  if (held.takenBack === null) return null;
  const { at, by, code, value } = held.takenBack;
  const { name } = held.certificate;
  const age = format.age(at, now);
  const sentence = code === null ? null : sentenceFor(language, code, value === null ? null : isolated(value));
  return (
    <section className={styles.outcome} data-tone={by === null ? 'bad' : 'info'} role="status">
      <Sign name={by === null ? 'triangle' : 'dot'} className={styles.sign} />
      <div>
        <strong>
          {by === null
            ? t('replaceCertificate.cameBack.self', { name, age })
            : t('replaceCertificate.cameBack.person', { name, by, time: format.full(at) })}
        </strong>
        {by === null && sentence !== null && (
          <p>
            {sentence.title}. {sentence.help}
          </p>
        )}
        <p className={styles.dim}>{t('replaceCertificate.cameBack.help')}</p>
      </div>
    </section>
  );
}

/** It was put in use and stayed. */
export function Done({ place, held }: { readonly place: CertificatePlace; readonly held: HeldCertificate }) {
  const { t, format } = useTexts();
  const now = useNow();
  const keptUntil = place.previous.find((one) => one.keptUntil !== null)?.keptUntil ?? null;
  return (
    <section className={styles.outcome} data-tone="ok" role="status">
      <Sign name="check" className={styles.sign} />
      <div>
        <strong>
          {t('replaceCertificate.done.title', {
            name: held.certificate.name,
            time: format.moment(held.activatedAt ?? now, now),
          })}
        </strong>
        <p className={styles.dim}>
          {keptUntil === null
            ? t('replaceCertificate.done.helpPlain')
            : t('replaceCertificate.done.help', { time: format.soon(keptUntil, now) })}
        </p>
      </div>
    </section>
  );
}
