import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Crossing } from './Crossing.tsx';
import styles from './FirstRunPage.module.css';

/** Before any channel is configured: what Veerpont does, and the three ways to begin. */
export function FirstRunPage() {
  const { t } = useTexts();
  const client = useClient();
  const sandboxKind = useConsole((state) => state.sandbox?.kind ?? 'off');
  const sandboxChanged = useConsole((state) => state.sandboxChanged);
  const start = useAction(async () => {
    sandboxChanged(await client.invoke('sandbox.start', null));
  });
  const starting = start.state.kind === 'running' || sandboxKind === 'starting';
  const setupTold = useConsole((state) => state.setupTold);
  const begin = useAction(async () => {
    setupTold(await client.invoke('setup.begin', null));
    window.location.hash = setupHref();
  });
  const read = useAction(() => client.invoke('app.openDocument', { id: 'relay_configuration' }));
  const open = useAction(() => client.invoke('settings.openFolder', null));
  return (
    <div className={styles.page}>
      <Crossing />
      <h2>{t('firstRun.title')}</h2>
      <p>{t('firstRun.intro')}</p>
      <div className={styles.options}>
        <Panel title={t('firstRun.tryTitle')}>
          <div className={styles.option}>
            <p className={styles.words}>{starting ? t('firstRun.starting') : t('firstRun.tryHelp')}</p>
            {start.state.kind === 'failed' && <ErrorNote error={start.state.error} />}
            {sandboxKind === 'failed' && <p role="alert">{t('sandbox.failed')}</p>}
            <Button look="primary" busy={starting} onClick={() => start.start()}>
              {starting ? t('sandbox.starting') : t('sandbox.start')}
            </Button>
          </div>
        </Panel>
        <Panel title={t('setup.firstRun.title')}>
          <div className={styles.option}>
            <p className={styles.words}>{t('setup.firstRun.help')}</p>
            {begin.state.kind === 'failed' && <ErrorNote error={begin.state.error} />}
            <Button busy={begin.state.kind === 'running'} onClick={() => begin.start()}>
              {t('setup.firstRun.button')}
            </Button>
          </div>
        </Panel>
        <Panel title={t('firstRun.realTitle')}>
          <div className={styles.option}>
            <p className={styles.words}>{t('firstRun.realHelp')}</p>
            {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
            {read.state.kind === 'failed' && <ErrorNote error={read.state.error} />}
            <div className={styles.buttons}>
              <Button busy={open.state.kind === 'running'} onClick={() => open.start()}>
                {t('action.openDataFolder')}
              </Button>
              <Button look="quiet" busy={read.state.kind === 'running'} onClick={() => read.start()}>
                {t('firstRun.openDocument')}
              </Button>
            </div>
          </div>
        </Panel>
      </div>
    </div>
  );
}
