import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import styles from './UnlockPage.module.css';

/** At each start in passphrase mode. */
export function EnterPassphrase() {
  const { t } = useTexts();
  const client = useClient();
  const vaultChanged = useConsole((state) => state.vaultChanged);
  const [passphrase, setPassphrase] = useState('');
  const unlock = useAction(async () => {
    vaultChanged(await client.invoke('vault.unlock', { passphrase }));
  });
  const submit = (event: React.SubmitEvent): void => {
    event.preventDefault();
    if (passphrase !== '') unlock.start();
  };
  return (
    <form className={`${styles.form} ${styles.single}`} onSubmit={submit}>
      <SecretField
        label={t('unlock.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        showLabel={t('unlock.show')}
        hideLabel={t('unlock.hide')}
        autoComplete="current-password"
        autoFocus
      />
      {unlock.state.kind === 'failed' && <ErrorNote error={unlock.state.error} />}
      <div className={styles.actions}>
        <Button look="primary" submit busy={unlock.state.kind === 'running'}>
          {unlock.state.kind === 'running' ? t('unlock.unlocking') : t('action.unlock')}
        </Button>
      </div>
    </form>
  );
}
