import type { CertificatePlace, HeldCertificate } from '#shared/domain/certificate-desk.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useDeskAct } from '../use-desk.ts';

interface RemoveDialogProps {
  readonly place: CertificatePlace;
  readonly held: HeldCertificate;
  readonly onClose: () => void;
}

/** A next or an earlier certificate goes, with its key. */
export function RemoveDialog({ place, held, onClose }: RemoveDialogProps) {
  const { t } = useTexts();
  const remove = useDeskAct(async (client) => {
    const desk = await client.invoke('certificates.remove', { placeId: place.id, certificateId: held.id });
    onClose();
    return desk;
  });
  return (
    <Dialog
      open
      title={t('certificates.remove.title', { name: held.certificate.name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('certificates.remove.help')}</p>
        {remove.state.kind === 'failed' && <ErrorNote error={remove.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('certificates.remove.cancel')}</Button>
          <Button busy={remove.state.kind === 'running'} onClick={() => remove.start()}>
            {t('certificates.remove.confirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
