import type { BoxSecret } from '#shared/domain/credential.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useReturnFocus } from '#renderer/ui/use-return-focus.ts';
import styles from './BoxSecrets.module.css';
import { useCredentialDesk } from './credential-desk-store.ts';
import { shortMark } from './MarkWords.tsx';

interface EndBoxSecretDialogProps {
  readonly secret: BoxSecret;
  /** The others that count. */
  readonly others: readonly BoxSecret[];
  /** CXone has moved to the newer one. */
  readonly isIdle: boolean;
  readonly onClose: () => void;
}

/** Ends a secret, once the operator has read whose calls are refused from then on. */
export function EndBoxSecretDialog({ secret, others, isIdle, onClose }: EndBoxSecretDialogProps) {
  const { t, format } = useTexts();
  useReturnFocus();
  const client = useClient();
  const now = useNow();
  const told = useCredentialDesk((state) => state.told);
  const { integrationId, integrationName: name, lastUsedAt } = secret;
  const end = useAction(async () => {
    told(
      await client.invoke('credentials.endBoxSecret', {
        integrationId: IntegrationId.parse(integrationId),
        id: secret.id,
      }),
    );
    onClose();
  });
  const isLastInUse = lastUsedAt !== null && others.every((one) => one.lastUsedAt === null);
  return (
    <Dialog
      open
      title={t('credentials.box.endDialog.title', { mark: shortMark(secret.mark), name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('credentials.box.endDialog.help')}</p>
        {isLastInUse ? (
          <p className={styles.careful}>{t('credentials.box.endDialog.lost', { name })}</p>
        ) : isIdle ? (
          <p>{t('credentials.box.endDialog.idle')}</p>
        ) : (
          lastUsedAt !== null && (
            <p className={styles.careful}>
              {t('credentials.box.endDialog.recent', { age: format.age(lastUsedAt, now) })}
            </p>
          )
        )}
        <p>{t('credentials.box.endDialog.forever')}</p>
        {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('credentials.box.endDialog.cancel')}</Button>
          <Button
            look={isLastInUse ? 'plain' : 'primary'}
            busy={end.state.kind === 'running'}
            onClick={() => end.start()}
          >
            {t('credentials.box.endDialog.confirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
