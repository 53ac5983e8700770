import { useMemo, useState } from 'react';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { AuthoritiesPanel } from './AuthoritiesPanel.tsx';
import styles from './ClientsPage.module.css';
import { IntegrationPanel } from './IntegrationPanel.tsx';
import { IssuedOnce, type Issued } from './IssuedOnce.tsx';

/** Integrations with their names: those with channels, and those a certificate is known of, be they only being set up. */
function useIntegrations(desk: CertificateDesk): ReadonlyMap<IntegrationId, string> {
  const channels = useConsole((state) => state.channels);
  const setup = useConsole((state) => state.setup);
  return useMemo(() => {
    const names = new Map<IntegrationId, string>();
    for (const { integrationId, integrationName } of Object.values(channels)) names.set(integrationId, integrationName);
    for (const { integrationId } of desk.clients) {
      if (names.has(integrationId)) continue;
      const drafted = setup?.book.integrations.find(({ draft }) => draft.id === integrationId)?.draft.name.trim();
      names.set(integrationId, drafted || integrationId);
    }
    return new Map([...names].sort(([, a], [, b]) => a.localeCompare(b)));
  }, [channels, desk, setup]);
}

/** What CXone shows to Veerpont, for each integration, and who may have signed it. */
export function ClientsPage({ desk }: { readonly desk: CertificateDesk }) {
  const { t } = useTexts();
  const integrations = useIntegrations(desk);
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running' || state.sandbox?.kind === 'starting');
  /** Held until its dialog is closed, and nowhere else. */
  const [issued, setIssued] = useState<Issued | null>(null);
  const mode = desk.clientCertificates;
  const isPlain = mode === 'off' && desk.clients.length === 0 && desk.authorities.length === 0;
  return (
    <div className={styles.page}>
      {mode === 'off' ? (
        <Panel title={t('cxoneCertificates.mode.off')}>
          <p className={styles.dim}>
            {t(isSandbox ? 'cxoneCertificates.mode.offSandbox' : 'cxoneCertificates.mode.offHelp')}
          </p>
        </Panel>
      ) : (
        <p className={styles.lead}>
          {t('cxoneCertificates.lead')} <strong>{t(`cxoneCertificates.mode.${mode}`)}</strong>
        </p>
      )}
      {!isPlain && (
        <>
          {[...integrations].map(([integrationId, name]) => (
            <IntegrationPanel
              key={integrationId}
              desk={desk}
              integrationId={integrationId}
              name={name}
              onIssued={setIssued}
            />
          ))}
          <AuthoritiesPanel desk={desk} integrations={integrations} />
        </>
      )}
      {issued !== null && <IssuedOnce issued={issued} onClose={() => setIssued(null)} />}
    </div>
  );
}
