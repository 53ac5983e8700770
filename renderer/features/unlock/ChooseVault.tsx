import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { missingCharacters } from './passphrase-rules.ts';
import styles from './UnlockPage.module.css';

function NewPassphrase() {
  const { t } = useTexts();
  const client = useClient();
  const vaultChanged = useConsole((state) => state.vaultChanged);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const unlock = useAction(async () => {
    vaultChanged(await client.invoke('vault.unlock', { passphrase }));
  });
  const missing = missingCharacters(passphrase);
  const tooShort = tried && missing > 0 ? t('unlock.tooShort', { count: missing }) : null;
  const mismatch = tried && missing === 0 && passphrase !== repeated ? t('unlock.mismatch') : null;
  const submit = (event: React.SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing === 0 && passphrase === repeated) unlock.start();
  };
  const shared = {
    showLabel: t('unlock.show'),
    hideLabel: t('unlock.hide'),
    autoComplete: 'new-password',
  } as const;
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t('unlock.optionPassphraseHelp')}</p>
      <SecretField
        {...shared}
        label={t('unlock.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        help={t('unlock.rule')}
        problem={tooShort}
        autoFocus
      />
      <SecretField {...shared} label={t('unlock.repeat')} value={repeated} onChange={setRepeated} problem={mismatch} />
      {unlock.state.kind === 'failed' && <ErrorNote error={unlock.state.error} />}
      <div className={styles.actions}>
        <Button look="primary" submit busy={unlock.state.kind === 'running'}>
          {unlock.state.kind === 'running' ? t('unlock.unlocking') : t('unlock.setPassphrase')}
        </Button>
      </div>
    </form>
  );
}

function SessionOnly() {
  const { t } = useTexts();
  const client = useClient();
  const vaultChanged = useConsole((state) => state.vaultChanged);
  const choose = useAction(async () => {
    vaultChanged(await client.invoke('vault.useSessionOnly', null));
  });
  return (
    <div className={styles.form}>
      <p>{t('unlock.optionSessionHelp')}</p>
      {choose.state.kind === 'failed' && <ErrorNote error={choose.state.error} />}
      <div className={styles.actions}>
        <Button busy={choose.state.kind === 'running'} onClick={() => choose.start()}>
          {t('unlock.useSession')}
        </Button>
      </div>
    </div>
  );
}

/** The two honest ways to keep secrets without a key ring, side by side. */
export function ChooseVault() {
  const { t } = useTexts();
  return (
    <div className={styles.options}>
      <Panel title={t('unlock.optionPassphrase')}>
        <NewPassphrase />
      </Panel>
      <Panel title={t('unlock.optionSession')}>
        <SessionOnly />
      </Panel>
    </div>
  );
}
