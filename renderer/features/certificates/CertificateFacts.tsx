import type { ReactNode } from 'react';
import type { HeldCertificate } from '#shared/domain/certificate-desk.ts';
import type { CertificateView } from '#shared/domain/certificate.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './CertificateFacts.module.css';

/** Names written out; a longer list is counted. */
const namedAtMost = 3;

/** One fact with its label. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Facts beside one another as far as there is room. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** The names a certificate is for. */
export function CertificateNames({ names }: Pick<CertificateView, 'names'>) {
  const { t } = useTexts();
  if (names.length === 0) return t('certificates.fact.noNames');
  const rest = names.length - namedAtMost;
  return (
    <span className={styles.names}>
      {names.slice(0, namedAtMost).map((name) => (
        <SafeText key={name} text={name} />
      ))}
      {rest > 0 && (
        <span title={names.slice(namedAtMost, 60).join('\n')}>{t('certificates.fact.more', { count: rest })}</span>
      )}
    </span>
  );
}

/** Where a certificate and its key lie. */
export function sourceWords(t: Texts['t'], held: HeldCertificate): string {
  const by = held.addedBy ?? t('certificates.source.nobody');
  if (held.source === 'file') {
    return held.file === null
      ? t('certificates.source.fileUnnamed')
      : t('certificates.source.file', { file: held.file });
  }
  return held.source === 'placeholder'
    ? t('certificates.source.placeholder')
    : t(`certificates.source.${held.source}`, { by });
}

interface CertificateFactsProps {
  readonly certificate: CertificateView;
  /** Where it is kept, in words. */
  readonly source?: string;
  /** With what is only looked at when two are compared. */
  readonly whole?: boolean;
}

/** What a person needs to know of one certificate. */
export function CertificateFacts({ certificate, source, whole = false }: CertificateFactsProps) {
  const { t, format } = useTexts();
  return (
    <Facts>
      <Fact label={t('certificates.fact.names')}>
        <CertificateNames names={certificate.names} />
      </Fact>
      <Fact label={t('certificates.fact.validUntil')}>{format.full(certificate.validUntil)}</Fact>
      {whole && <Fact label={t('certificates.fact.validFrom')}>{format.full(certificate.validFrom)}</Fact>}
      <Fact label={t('certificates.fact.issuer')}>
        {certificate.isSelfSigned ? t('certificates.fact.selfSigned') : <SafeText text={certificate.issuer} />}
      </Fact>
      <Fact label={t('certificates.fact.key')}>{certificate.key}</Fact>
      {source !== undefined && (
        <Fact label={t('certificates.fact.source')}>
          <SafeText text={source} />
        </Fact>
      )}
      {whole && (
        <Fact label={t('certificates.fact.fingerprint')}>
          <CopyValue label={t('certificates.fact.fingerprint')} value={certificate.sha256} />
        </Fact>
      )}
    </Facts>
  );
}
