import { useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ConfigurationComparison } from '#shared/domain/setup/config-file.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { Comparison } from './Comparison.tsx';
import { ExportButton } from './ExportButton.tsx';
import { ServerPanel } from './ServerPanel.tsx';

function ImportPanel({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const client = useClient();
  const [comparison, setComparison] = useState<ConfigurationComparison | null>(null);
  const [taken, setTaken] = useState<number | null>(null);
  const read = useAction(async () => {
    setTaken(null);
    // The comparison is with what stands here, typed a moment ago or not.
    if (!(await draftKeeperOf(client).flush())) return;
    const made = await client.invoke('setup.readConfiguration', null);
    if (made !== null) setComparison(made);
  });
  return (
    <Panel title={t('setup.configuration.importTitle')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.configuration.importHelp')}</p>
        <div className={form.buttons}>
          <Button busy={read.state.kind === 'running'} onClick={() => read.start()}>
            {comparison === null ? t('setup.configuration.open') : t('setup.configuration.openOther')}
          </Button>
        </div>
        {read.state.kind === 'failed' && <ErrorNote error={read.state.error} />}
        {taken !== null && (
          <p role="status">
            <strong>{t('setup.configuration.taken', { count: taken })}</strong> {t('setup.configuration.takenHelp')}
          </p>
        )}
        {comparison !== null && (
          <Comparison
            key={comparison.token}
            comparison={comparison}
            isOld={comparison.revision !== view.book.revision}
            onAgain={() => read.start()}
            onTaken={(count) => {
              setComparison(null);
              setTaken(count);
            }}
          />
        )}
      </div>
    </Panel>
  );
}

/** Everything but secrets as a file: saved here, and compared side by side before anything of one is taken over. */
export function ConfigurationPage() {
  const { t } = useTexts();
  return (
    <SetupFrame title={t('setup.configuration.title')} intro={t('setup.configuration.intro')}>
      {(view) => (
        <>
          <Panel title={t('setup.configuration.exportTitle')}>
            <div className={form.stack}>
              <p className={form.lead}>{t('setup.configuration.exportHelp')}</p>
              <p className={form.lead}>{t('setup.configuration.exportNever')}</p>
              <div className={form.buttons}>
                <ExportButton label={t('setup.configuration.export')} />
              </div>
            </div>
          </Panel>
          <ImportPanel view={view} />
          <ServerPanel isPractice={view.practice !== null} />
        </>
      )}
    </SetupFrame>
  );
}
