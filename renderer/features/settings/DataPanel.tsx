import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './DataPanel.module.css';

export function DataPanel() {
  const { t } = useTexts();
  const client = useClient();
  const open = useAction(() => client.invoke('settings.openFolder', null));
  return (
    <Panel title={t('settings.data')}>
      <div className={styles.line}>
        <p>{t('settings.dataHelp')}</p>
        <Button busy={open.state.kind === 'running'} onClick={() => open.start()}>
          {t('action.openDataFolder')}
        </Button>
      </div>
      {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
    </Panel>
  );
}
