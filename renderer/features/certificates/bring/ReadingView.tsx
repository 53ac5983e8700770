import type { ReactNode } from 'react';
import type { CertificateView } from '#shared/domain/certificate.ts';
import { asksPassphrase } from '#renderer/lib/certificates/findings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import { CertificateNames } from '../CertificateFacts.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import styles from './ReadingView.module.css';
import type { WhatWasRead } from './use-brought.ts';

interface LinkProps {
  readonly label: string;
  readonly certificate: CertificateView;
  readonly children?: ReactNode;
}

function Link({ label, certificate, children }: LinkProps) {
  const { t, format } = useTexts();
  return (
    <li className={styles.link}>
      <small>{label}</small>
      <span className={styles.name}>
        <strong>
          <SafeText text={certificate.name} />
        </strong>
        <DaysLeft certificate={certificate} size="small" />
      </span>
      <span className={styles.facts}>
        {!certificate.isAuthority && <CertificateNames names={certificate.names} />}
        <span>
          {certificate.key} · {t('certificates.fact.validUntil')} {format.full(certificate.validUntil)}
        </span>
        {children}
      </span>
    </li>
  );
}

/** The chain as a caller would go along it: the certificate, who signed it, and so on up to the top. */
export function ReadingView({ found, asksKey }: { readonly found: WhatWasRead; readonly asksKey: boolean }) {
  const { t } = useTexts();
  const { leaf, intermediates, roots, hasKey, findings, purpose } = found.reading;
  if (leaf === null && intermediates.length + roots.length === 0 && !hasKey) return null;
  const isGap = findings.some(({ code }) => code === 'CERT_INTERMEDIATE_MISSING');
  const key = hasKey || found.requestId !== null;
  const keyWords =
    found.requestId !== null ? 'keyHere' : hasKey ? 'withKey' : asksPassphrase(findings) ? 'keyLocked' : 'withoutKey';
  return (
    <section aria-label={t('replaceCertificate.bring.chain')}>
      <h3 className={styles.heading}>{t('replaceCertificate.bring.chain')}</h3>
      <ol className={styles.chain}>
        {leaf !== null && (
          <Link label={t('replaceCertificate.bring.leaf')} certificate={leaf}>
            {asksKey && (
              <span className={styles.key} data-there={key || undefined}>
                <Sign name={key ? 'check' : 'cross'} />
                {t(`replaceCertificate.bring.${keyWords}`)}
              </span>
            )}
          </Link>
        )}
        {leaf === null && purpose !== 'ca' && <li className={styles.absent}>{t('replaceCertificate.bring.noLeaf')}</li>}
        {intermediates.map((one) => (
          <Link key={one.sha256} label={t('replaceCertificate.bring.intermediate')} certificate={one} />
        ))}
        {isGap && (
          <li className={styles.absent} data-wrong>
            {t('replaceCertificate.bring.gap')}
          </li>
        )}
        {roots.map((one) => (
          <Link key={one.sha256} label={t('replaceCertificate.bring.root')} certificate={one} />
        ))}
        {roots.length === 0 && !isGap && leaf !== null && !leaf.isSelfSigned && (
          <li className={styles.absent}>{t('replaceCertificate.bring.rootAbsent')}</li>
        )}
      </ol>
    </section>
  );
}
