import { useState } from 'react';
import { IntegrationId } from '#shared/domain/ids.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { ShownOnce } from '#renderer/ui/ShownOnce.tsx';
import { useReturnFocus } from '#renderer/ui/use-return-focus.ts';
import styles from './BoxSecrets.module.css';
import { useCredentialDesk } from './credential-desk-store.ts';

interface MakeBoxSecretProps {
  readonly integrationId: string;
  readonly name: string;
  readonly clientId: string | null;
  readonly onClose: () => void;
}

/** Makes a secret and shows it once. It is held by this component alone, and only until it is closed. */
export function MakeBoxSecret({ integrationId, name, clientId, onClose }: MakeBoxSecretProps) {
  const { t } = useTexts();
  useReturnFocus();
  const client = useClient();
  const told = useCredentialDesk((state) => state.told);
  const [secret, setSecret] = useState<string | null>(null);
  const make = useAction(async () => {
    const answer = await client.invoke('credentials.makeBoxSecret', {
      integrationId: IntegrationId.parse(integrationId),
    });
    told(answer.desk);
    setSecret(answer.secret);
  });
  if (secret !== null) {
    return (
      <ShownOnce
        title={t('credentials.box.shown.title', { name })}
        fields={[{ label: t('credentials.box.shown.field'), text: secret }]}
        onClose={() => {
          setSecret(null);
          onClose();
        }}
      >
        <div className={styles.what}>
          <h3>{t('credentials.box.shown.next')}</h3>
          <ol>
            <li>{t('credentials.box.shown.one')}</li>
            <li>{t('credentials.box.shown.two')}</li>
            <li>{t('credentials.box.shown.three')}</li>
          </ol>
          {clientId !== null && <CopyValue value={clientId} label={t('credentials.box.clientId')} showLabel />}
        </div>
      </ShownOnce>
    );
  }
  return (
    <Dialog
      open
      title={t('credentials.box.makeDialog.title', { name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('credentials.box.makeDialog.help')}</p>
        {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('credentials.box.makeDialog.cancel')}</Button>
          <Button look="primary" busy={make.state.kind === 'running'} onClick={() => make.start()}>
            {t('credentials.box.makeDialog.confirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
