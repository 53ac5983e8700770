import type { Credential } from '#shared/domain/credential.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useReturnFocus } from '#renderer/ui/use-return-focus.ts';
import { useCredentialDesk } from './credential-desk-store.ts';
import { keyOf } from './credential-key.ts';

interface UseFileDialogProps {
  readonly credential: Credential;
  readonly onClose: () => void;
}

/** Back to what the configuration says; what was set here is gone. */
export function UseFileDialog({ credential, onClose }: UseFileDialogProps) {
  const { t } = useTexts();
  useReturnFocus();
  const client = useClient();
  const told = useCredentialDesk((state) => state.told);
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running');
  const back = useAction(async () => {
    told(await client.invoke('credentials.useConfig', { key: keyOf(credential) }));
    onClose();
  });
  return (
    <Dialog
      open
      title={t(isSandbox ? 'credentials.file.sandboxTitle' : 'credentials.file.title')}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>
          {t(isSandbox ? 'credentials.file.sandboxHelp' : 'credentials.file.help', {
            credential: t(`credentials.name.${credential.name}`),
            name: credential.ownerName,
          })}
        </p>
        {back.state.kind === 'failed' && <ErrorNote error={back.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('credentials.file.cancel')}</Button>
          <Button look="primary" busy={back.state.kind === 'running'} onClick={() => back.start()}>
            {t('credentials.file.confirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
