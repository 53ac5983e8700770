import { useState } from 'react';
import type { CertificateDesk, TrustedAuthority } from '#shared/domain/certificate-desk.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { SaveCertificate } from '../SaveCertificate.tsx';
import { AuthorityDialog } from './AuthorityDialog.tsx';
import { BringDialog } from './BringDialog.tsx';
import styles from './ClientsPage.module.css';
import { RevokeAuthorityDialog } from './RevokeDialogs.tsx';

interface AuthoritiesPanelProps {
  readonly desk: CertificateDesk;
  readonly integrations: ReadonlyMap<IntegrationId, string>;
}

/** Pairs issued here: the key of none of them was kept. */
function IssuedList({ desk, integrations }: AuthoritiesPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const issued = desk.ownAuthority?.issued ?? [];
  if (issued.length === 0) return null;
  return (
    <section aria-label={t('cxoneCertificates.issued')}>
      <h3 className={styles.heading}>{t('cxoneCertificates.issued')}</h3>
      <ul className={styles.lines}>
        {issued.map((one) => (
          <li key={one.sha256} className={styles.line}>
            <div className={styles.words}>
              <span className={styles.name}>
                <strong>
                  <SafeText text={one.name} />
                </strong>
                <DaysLeft certificate={{ validFrom: one.at, validUntil: one.validUntil }} size="small" />
              </span>
              <small>
                {t('cxoneCertificates.issuedLine', {
                  integration: integrations.get(one.integrationId) ?? one.integrationId,
                  age: format.age(one.at, now),
                  by: one.by,
                })}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who may have signed what CXone shows. */
export function AuthoritiesPanel({ desk, integrations }: AuthoritiesPanelProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState<'bring' | 'make' | null>(null);
  const [revoking, setRevoking] = useState<TrustedAuthority | null>(null);
  return (
    <Panel title={t('cxoneCertificates.authorities')} note={t('cxoneCertificates.authoritiesNote')}>
      <div className={styles.body}>
        {desk.authorities.length === 0 ? (
          <p className={styles.dim}>{t('cxoneCertificates.authoritiesNone')}</p>
        ) : (
          <ul className={styles.lines}>
            {desk.authorities.map((authority) => {
              const { certificate, source, addedBy } = authority;
              return (
                <li key={authority.id} className={styles.line}>
                  <div className={styles.words}>
                    <span className={styles.name}>
                      <strong>
                        <SafeText text={certificate.name} />
                      </strong>
                      <DaysLeft certificate={certificate} size="small" />
                    </span>
                    <small>
                      {source === 'config'
                        ? t('cxoneCertificates.authoritySource.config')
                        : t(`cxoneCertificates.authoritySource.${source}`, {
                            by: addedBy ?? t('certificates.source.nobody'),
                          })}
                      {' · '}
                      {certificate.key}
                    </small>
                  </div>
                  <div className={styles.buttons}>
                    <SaveCertificate sha256={certificate.sha256} name={certificate.name} />
                    {source === 'config' ? (
                      <small>{t('cxoneCertificates.configHelp')}</small>
                    ) : (
                      <Button
                        size="small"
                        look="quiet"
                        aria-label={t('app.labelled', {
                          label: t('cxoneCertificates.revoke'),
                          value: certificate.name,
                        })}
                        onClick={() => setRevoking(authority)}
                      >
                        {t('cxoneCertificates.revoke')}
                      </Button>
                    )}
                  </div>
                </li>
              );
            })}
          </ul>
        )}
        {desk.clientCertificates !== 'off' && (
          <div className={styles.buttons}>
            <Button onClick={() => setOpen('bring')}>{t('cxoneCertificates.bringAuthority')}</Button>
            {desk.ownAuthority === null && (
              <Button onClick={() => setOpen('make')}>{t('cxoneCertificates.makeAuthority')}</Button>
            )}
          </div>
        )}
        <IssuedList desk={desk} integrations={integrations} />
      </div>
      {open === 'bring' && (
        <BringDialog
          title={t('cxoneCertificates.bringAuthorityTitle')}
          storeLabel={t('cxoneCertificates.bringAuthorityStore')}
          target={{ kind: 'authority' }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'make' && <AuthorityDialog onClose={() => setOpen(null)} />}
      {revoking !== null && <RevokeAuthorityDialog authority={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}
