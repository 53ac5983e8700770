import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import styles from './RequestsPanel.module.css';

interface RequestTextDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** The request's text, to copy or to save. It holds no secret and can be looked at again. */
export function RequestTextDialog({ id, name, onClose }: RequestTextDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const text = useAnswer(id, () => client.invoke('certificates.requestText', { id }));
  const [path, setPath] = useState<string | null>(null);
  const copy = useAction(() => client.invoke('app.copyText', { text: text.value?.pem ?? '' }));
  const save = useAction(async () => {
    setPath((await client.invoke('certificates.save', { what: 'request', id })).path);
  });
  return (
    <Dialog
      open
      wide
      title={t('replaceCertificate.request.textTitle', { name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('replaceCertificate.request.textHelp')}</p>
        {text.error !== null ? (
          <LoadFailed error={text.error} busy={text.asking} onRetry={text.ask} />
        ) : text.value === null ? (
          <Empty title={t('certificates.loading')} busy />
        ) : (
          // It scrolls, so it can be reached by keyboard.
          <pre className={styles.pem} role="region" tabIndex={0} aria-label={t('replaceCertificate.request.text')}>
            {text.value.pem}
          </pre>
        )}
        <p role="status" className={styles.status}>
          {path === null ? '' : t('replaceCertificate.request.saved', { path })}
        </p>
        {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        <DialogAnswers>
          <Button disabled={text.value === null} busy={save.state.kind === 'running'} onClick={() => save.start()}>
            {t('replaceCertificate.request.save')}
          </Button>
          <Button look="primary" disabled={text.value === null} onClick={() => copy.start()}>
            {copy.state.kind === 'done'
              ? t('action.copied')
              : copy.state.kind === 'failed'
                ? t('action.copyFailed')
                : t('replaceCertificate.request.copy')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
