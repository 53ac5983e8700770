import { useState } from 'react';
import type { CertificateDesk, KnownClient } from '#shared/domain/certificate-desk.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { orderClients } from '#renderer/lib/certificates/client-state.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BringDialog } from './BringDialog.tsx';
import { ClientCard } from './ClientCard.tsx';
import styles from './ClientsPage.module.css';
import { IssueDialog } from './IssueDialog.tsx';
import type { Issued } from './IssuedOnce.tsx';
import { RevokeClientDialog } from './RevokeDialogs.tsx';

interface IntegrationPanelProps {
  readonly desk: CertificateDesk;
  readonly integrationId: IntegrationId;
  readonly name: string;
  readonly onIssued: (issued: Issued) => void;
}

/** The certificates by which one integration's calls are known, old and new side by side. */
export function IntegrationPanel({ desk, integrationId, name, onIssued }: IntegrationPanelProps) {
  const { t } = useTexts();
  const now = useNow();
  const [open, setOpen] = useState<'bring' | 'issue' | null>(null);
  const [revoking, setRevoking] = useState<KnownClient | null>(null);
  const clients = desk.clients.filter((one) => one.integrationId === integrationId);
  const drawn = drawnText(name, 120).text;
  const mayAdd = desk.clientCertificates !== 'off';
  return (
    <Panel title={t('cxoneCertificates.integration', { name: drawn })}>
      <div className={styles.body}>
        {clients.length === 0 ? (
          <p className={styles.dim}>
            {t(desk.clientCertificates === 'required' ? 'cxoneCertificates.noneRequired' : 'cxoneCertificates.none')}
          </p>
        ) : (
          <ul className={styles.cards}>
            {orderClients(clients, now).map((client) => (
              <ClientCard key={client.id} client={client} siblings={clients} onRevoke={() => setRevoking(client)} />
            ))}
          </ul>
        )}
        {mayAdd && (
          <div className={styles.buttons}>
            <Button onClick={() => setOpen('bring')}>
              {t('cxoneCertificates.bring')}
              <span className="visually-hidden"> {drawn}</span>
            </Button>
            <Button disabled={desk.ownAuthority === null} onClick={() => setOpen('issue')}>
              {t('cxoneCertificates.issue')}
              <span className="visually-hidden"> {drawn}</span>
            </Button>
            {desk.ownAuthority === null && <small>{t('cxoneCertificates.issueNeeds')}</small>}
          </div>
        )}
      </div>
      {open === 'bring' && (
        <BringDialog
          title={t('cxoneCertificates.bringTitle', { name })}
          storeLabel={t('cxoneCertificates.bringStore')}
          target={{ kind: 'client', integrationId }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'issue' && (
        <IssueDialog
          integrationId={integrationId}
          integration={name}
          onIssued={(issued) => {
            setOpen(null);
            onIssued(issued);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {revoking !== null && (
        <RevokeClientDialog
          desk={desk}
          client={revoking}
          integration={name}
          isOnly={clients.length === 1}
          onClose={() => setRevoking(null)}
        />
      )}
    </Panel>
  );
}
