import type { KeyRequest } from '#shared/domain/certificate-desk.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useDeskAct } from '../use-desk.ts';
import { requestName } from './request-name.ts';

interface DropRequestDialogProps {
  readonly request: KeyRequest;
  readonly onClose: () => void;
}

/** A request goes, with the key that was made for it. */
export function DropRequestDialog({ request, onClose }: DropRequestDialogProps) {
  const { t } = useTexts();
  const drop = useDeskAct(async (client) => {
    const desk = await client.invoke('certificates.cancelRequest', { id: request.id });
    onClose();
    return desk;
  });
  return (
    <Dialog
      open
      title={t('replaceCertificate.request.dropTitle', { name: requestName(request) })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('replaceCertificate.request.dropHelp')}</p>
        {drop.state.kind === 'failed' && <ErrorNote error={drop.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('replaceCertificate.request.dropCancel')}</Button>
          <Button busy={drop.state.kind === 'running'} onClick={() => drop.start()}>
            {t('replaceCertificate.request.dropConfirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
