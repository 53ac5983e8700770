import { certificatesHref, type CertificatesRoute } from '#renderer/lib/certificates-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './CertificateTabs.module.css';

const tabs = ['places', 'clients', 'timeLine', 'credentials'] as const;

/** Links, so that each can be opened, remembered and gone back to. */
export function CertificateTabs({ tab }: { readonly tab: CertificatesRoute['tab'] }) {
  const { t } = useTexts();
  return (
    <nav className={styles.tabs} aria-label={t('certificates.tabs')} data-print="off">
      {tabs.map((name) => (
        <a key={name} href={certificatesHref(name)} aria-current={tab === name ? 'page' : undefined}>
          {t(`certificates.${name}`)}
        </a>
      ))}
    </nav>
  );
}
