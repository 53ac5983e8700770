import { useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { RevealedMessage } from '#shared/domain/message-view.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';

/** Shortest reason that says something; the relay refuses shorter ones. */
const minReason = 5;

interface RevealDialogProps {
  readonly id: MessageId;
  readonly onRevealed: (revealed: RevealedMessage) => void;
  readonly onClose: () => void;
}

/** Asks why before personal data is shown, and says what becomes of the answer. */
export function RevealDialog({ id, onRevealed, onClose }: RevealDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const operator = useConsole((state) => state.appInfo?.operator ?? null);
  const [reason, setReason] = useState('');
  const [pressed, setPressed] = useState(false);
  const isShort = reason.trim().length < minReason;
  const reveal = useAction(async () => {
    onRevealed(await client.invoke('message.reveal', { id, reason: reason.trim() }));
    onClose();
  });
  return (
    <Dialog open title={t('storyReveal.title')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setPressed(true);
          if (!isShort) reveal.start();
        }}
      >
        <DialogBody>
          <p>{t('storyReveal.what')}</p>
          <TextField
            label={t('storyReveal.reason')}
            value={reason}
            onChange={setReason}
            maxLength={300}
            help={operator === null ? t('storyReveal.keptNameless') : t('storyReveal.kept', { name: operator })}
            problem={pressed && isShort ? t('storyReveal.tooShort', { number: minReason }) : null}
            autoFocus
          />
          {reveal.state.kind === 'failed' && <ErrorNote error={reveal.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('storyAction.cancel')}</Button>
            <Button look="primary" submit busy={reveal.state.kind === 'running'}>
              {t('storyReveal.show')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
