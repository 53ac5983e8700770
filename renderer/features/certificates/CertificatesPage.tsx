import type { ReactNode } from 'react';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import type { CertificatesRoute } from '#renderer/lib/certificates-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import styles from './CertificatesPage.module.css';
import { CertificateTabs } from './CertificateTabs.tsx';
import { ClientsPage } from './clients/ClientsPage.tsx';
import { PlacePage } from './place/PlacePage.tsx';
import { PlacesPage } from './places/PlacesPage.tsx';
import { SessionOnlyNote } from './SessionOnlyNote.tsx';
import { TimeLinePage } from './time-line/TimeLinePage.tsx';
import { useDesk } from './use-desk.ts';

/** Waits for the desk, or says why it is not there; once shown it stays while it is asked for again. */
function WithDesk({ children }: { readonly children: (desk: CertificateDesk) => ReactNode }) {
  const { t } = useTexts();
  const { desk, error, asking, ask } = useDesk();
  return (
    <>
      {error !== null && <LoadFailed error={error} busy={asking} onRetry={ask} />}
      {desk === null ? error === null && <Empty title={t('certificates.loading')} busy /> : children(desk)}
    </>
  );
}

interface CertificatesPageProps {
  readonly route: CertificatesRoute;
  /** The other secrets, drawn by a feature of their own. */
  readonly credentials: ReactNode;
}

function Tab({ route, credentials }: CertificatesPageProps) {
  switch (route.tab) {
    case 'places':
      return <WithDesk>{(desk) => <PlacesPage desk={desk} />}</WithDesk>;
    case 'place':
      return <WithDesk>{(desk) => <PlacePage key={route.placeId} desk={desk} placeId={route.placeId} />}</WithDesk>;
    case 'clients':
      return <WithDesk>{(desk) => <ClientsPage desk={desk} />}</WithDesk>;
    case 'timeLine':
      return <WithDesk>{(desk) => <TimeLinePage desk={desk} />}</WithDesk>;
    case 'credentials':
      return credentials;
  }
}

/** Certificates of ours and CXone's: what is shown where, how it is replaced, when it ends; and the other secrets. */
export function CertificatesPage({ route, credentials }: CertificatesPageProps) {
  return (
    <div className={styles.page}>
      {route.tab !== 'place' && <CertificateTabs tab={route.tab} />}
      {route.tab !== 'timeLine' && route.tab !== 'credentials' && <SessionOnlyNote />}
      <Tab route={route} credentials={credentials} />
    </div>
  );
}
