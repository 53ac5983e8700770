import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './EndSandbox.module.css';

/** Ends the practice after a question that names what goes. */
export function EndSandbox() {
  const { t } = useTexts();
  const client = useClient();
  const sandboxChanged = useConsole((state) => state.sandboxChanged);
  const [asking, setAsking] = useState(false);
  const end = useAction(async () => {
    sandboxChanged(await client.invoke('sandbox.stop', null));
    setAsking(false);
  });
  return (
    <>
      <Button look="quiet" size="small" onClick={() => setAsking(true)}>
        {t('sandbox.end')}
      </Button>
      <Dialog
        open={asking}
        title={t('sandbox.endTitle')}
        closeLabel={t('action.close')}
        onClose={() => setAsking(false)}
      >
        <p className={styles.help}>{t('sandbox.endHelp')}</p>
        {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
        <div className={styles.actions}>
          <Button look="primary" onClick={() => setAsking(false)}>
            {t('sandbox.keep')}
          </Button>
          <Button busy={end.state.kind === 'running'} onClick={() => end.start()}>
            {end.state.kind === 'running' ? t('sandbox.ending') : t('sandbox.endNow')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
