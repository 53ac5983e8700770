import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';

interface RevealIdDialogProps {
  readonly contactNo: number;
  readonly onRevealed: (openId: string) => void;
  readonly onClose: () => void;
}

/** As the relay takes it. */
const shortestReason = 5;
const longestReason = 300;

/** Asks why somebody wants to see who it is. */
export function RevealIdDialog({ contactNo, onRevealed, onClose }: RevealIdDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isShort = reason.trim().length < shortestReason;
  const reveal = useAction(async () => {
    const { openId } = await client.invoke('customer.reveal', { contactNo, reason: reason.trim() });
    onRevealed(openId);
    onClose();
  });
  return (
    <Dialog open title={t('customerPage.revealTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isShort) reveal.start();
        }}
      >
        <DialogBody>
          <p>{t('customerPage.revealWhat')}</p>
          <TextField
            label={t('customerPage.reason')}
            help={t('customerPage.reasonHelp')}
            problem={isTried && isShort ? t('customerPage.reasonShort', { number: shortestReason }) : null}
            value={reason}
            onChange={setReason}
            maxLength={longestReason}
            autoFocus
          />
          {reveal.state.kind === 'failed' && <ErrorNote error={reveal.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('customerPage.cancel')}</Button>
            <Button look="primary" submit busy={reveal.state.kind === 'running'}>
              {t('customerPage.reveal')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
