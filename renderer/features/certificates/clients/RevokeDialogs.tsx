import type { ReactNode } from 'react';
import type { CertificateDesk, KnownClient, Serves, TrustedAuthority } from '#shared/domain/certificate-desk.ts';
import { clientName } from '#renderer/lib/certificates/client-state.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useDeskAct } from '../use-desk.ts';
import { useStopWords } from '../use-stop-words.ts';

interface RevokeFrameProps {
  readonly id: string;
  readonly title: string;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function RevokeFrame({ id, title, confirm, onClose, children }: RevokeFrameProps) {
  const { t } = useTexts();
  const revoke = useDeskAct(async (client) => {
    const desk = await client.invoke('certificates.revoke', { id });
    onClose();
    return desk;
  });
  return (
    <Dialog open title={title} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        {children}
        {revoke.state.kind === 'failed' && <ErrorNote error={revoke.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('cxoneCertificates.revokeDialog.cancel')}</Button>
          <Button busy={revoke.state.kind === 'running'} onClick={() => revoke.start()}>
            {confirm}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}

/** What rests on a client's certificate, as the time line knows it. */
function servesOf(desk: CertificateDesk, { sha256, integrationId }: KnownClient): Serves {
  const line = desk.timeLine.find(
    (one) => one.what === 'client' && one.integrationId === integrationId && (sha256 === null || one.sha256 === sha256),
  );
  return line?.serves ?? { legs: ['cxoneIn'], channelIds: [] };
}

interface RevokeClientProps {
  readonly desk: CertificateDesk;
  readonly client: KnownClient;
  readonly integration: string;
  readonly isOnly: boolean;
  readonly onClose: () => void;
}

/** CXone's certificate counts no more: what happens is named before it happens. */
export function RevokeClientDialog({ desk, client, integration, isOnly, onClose }: RevokeClientProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const stopWords = useStopWords();
  const what = stopWords(servesOf(desk, client));
  return (
    <RevokeFrame
      id={client.id}
      title={t('cxoneCertificates.revokeDialog.clientTitle', { name: clientName(client) })}
      confirm={t('cxoneCertificates.revokeDialog.confirmClient')}
      onClose={onClose}
    >
      <p>{t('cxoneCertificates.revokeDialog.clientHelp', { integration })}</p>
      {what !== null && <p>{t('cxoneCertificates.revokeDialog.clientHits', { what })}</p>}
      <p>
        <strong>
          {client.lastSeenAt === null
            ? t('cxoneCertificates.revokeDialog.lastSeenNever')
            : t('cxoneCertificates.revokeDialog.lastSeen', { age: format.age(client.lastSeenAt, now) })}
          {isOnly && ` ${t('cxoneCertificates.revokeDialog.only')}`}
        </strong>
      </p>
    </RevokeFrame>
  );
}

interface RevokeAuthorityProps {
  readonly authority: TrustedAuthority;
  readonly onClose: () => void;
}

/** An authority is trusted no more, and with it everything it signed. */
export function RevokeAuthorityDialog({ authority, onClose }: RevokeAuthorityProps) {
  const { t } = useTexts();
  return (
    <RevokeFrame
      id={authority.id}
      title={t('cxoneCertificates.revokeDialog.authorityTitle', { name: authority.certificate.name })}
      confirm={t('cxoneCertificates.revokeDialog.confirmAuthority')}
      onClose={onClose}
    >
      <p>{t('cxoneCertificates.revokeDialog.authorityHelp')}</p>
      {authority.source === 'own' && <p>{t('cxoneCertificates.revokeDialog.ownHelp')}</p>}
    </RevokeFrame>
  );
}
