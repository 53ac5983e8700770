import { useState } from 'react';
import type { RelayFileSaved } from '#shared/domain/setup/config-file.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import form from '../parts/Form.module.css';
import { LeftOutList } from './LeftOutList.tsx';
import styles from './Comparison.module.css';

const command = 'npm run --silent relay -- --config relay.json --data data';

/** relay.json for a server without a console, and what has to be set there. */
export function ServerPanel({ isPractice }: { readonly isPractice: boolean }) {
  const { t } = useTexts();
  const client = useClient();
  const [saved, setSaved] = useState<RelayFileSaved | null>(null);
  const save = useAction(async () => {
    setSaved(null);
    // What was typed a moment ago belongs into the file.
    if (!(await draftKeeperOf(client).flush())) return;
    setSaved(await client.invoke('setup.exportRelayFile', null));
  });
  return (
    <Panel title={t('setup.configuration.serverTitle')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.configuration.serverHelp')}</p>
        <p className={form.lead}>{t('setup.configuration.serverNever')}</p>
        {isPractice ? (
          <p>{t('setup.configuration.serverPractice')}</p>
        ) : (
          <div className={form.buttons}>
            <Button busy={save.state.kind === 'running'} onClick={() => save.start()}>
              {t('setup.configuration.serverSave')}
            </Button>
          </div>
        )}
        {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        {saved !== null && saved.path !== null && <AfterSaving path={saved.path} saved={saved} />}
      </div>
    </Panel>
  );
}

function AfterSaving({ path, saved }: { readonly path: string; readonly saved: RelayFileSaved }) {
  const { t } = useTexts();
  const { variables, left } = saved;
  return (
    <>
      <p role="status">
        {t('setup.configuration.savedTo')} <SafeText text={path} />
      </p>
      <div className={styles.variables}>
        <p>{t('setup.configuration.variables', { count: variables.length })}</p>
        <CopyButton
          text={variables.map((name) => `${name}=`).join('\n')}
          label={t('setup.configuration.variablesLabel')}
        />
      </div>
      <ul className={styles.names} aria-label={t('setup.configuration.variablesLabel')}>
        {variables.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      {variables.includes('VEERPONT_STORE_KEY') && <p className={form.note}>{t('setup.configuration.storeKey')}</p>}
      <LeftOutList title={t('setup.configuration.leftTitle')} left={left} />
      <p>{t('setup.configuration.start')}</p>
      <CopyValue value={command} label={t('setup.configuration.startLabel')} />
    </>
  );
}
