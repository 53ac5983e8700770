import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { CertificateFacts, sourceWords } from '../CertificateFacts.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { SaveCertificate } from '../SaveCertificate.tsx';
import styles from './CurrentPanel.module.css';

/** What is shown to callers at present. */
export function CurrentPanel({ place }: { readonly place: CertificatePlace }) {
  const { t } = useTexts();
  const { current } = place;
  return (
    <Panel
      title={t('replaceCertificate.inUse')}
      note={
        current !== null &&
        current.source !== 'placeholder' && <DaysLeft certificate={current.certificate} size="small" />
      }
    >
      {current === null ? (
        <div>
          <strong>{t('certificates.place.none')}</strong>
          <p className={styles.dim}>
            {t(place.purpose === 'client' ? 'certificates.place.noneDestination' : 'certificates.place.noneHelp')}
          </p>
        </div>
      ) : (
        <div className={styles.body}>
          <strong className={styles.name}>
            <SafeText text={current.certificate.name} />
          </strong>
          {current.source === 'placeholder' && <p className={styles.warn}>{t('certificates.place.placeholder')}</p>}
          <CertificateFacts certificate={current.certificate} source={sourceWords(t, current)} whole />
          {current.source !== 'placeholder' && (
            <SaveCertificate sha256={current.certificate.sha256} name={current.certificate.name} />
          )}
        </div>
      )}
    </Panel>
  );
}
