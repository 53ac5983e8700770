import { useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { canHandOver } from '#shared/setup/integration-rules.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupIntegrationHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { CopyTable } from '../parts/CopyTable.tsx';
import form from '../parts/Form.module.css';
import { useShownView } from '../parts/use-book.ts';
import { useSetupContext } from '../use-setup-context.ts';
import styles from './HandOverSheet.module.css';
import { SecretOnSheet } from './SecretOnSheet.tsx';
import { useSheetRows } from './use-sheet-rows.tsx';

function Sheet({ view, typed }: { readonly view: SetupView; readonly typed: IntegrationForm }) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const ctx = useSetupContext(view);
  // Shown as long as this page is open, and held nowhere else.
  const [secret, setSecret] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const make = useAction(async () => {
    const owner = { owner: 'integration', ownerId: typed.id } as const;
    const made = await client.invoke('setup.makeSecret', { ...owner, name: 'box_secret' });
    setSecret(made.value);
    told(made.view);
  });
  const save = useAction(async () => {
    setPath(null);
    if (!(await draftKeeperOf(client).flush(`integration/${typed.id}`))) return;
    setPath((await client.invoke('setup.saveSheet', { integrationId: typed.id, secret })).path);
  });
  const rows = useSheetRows(
    typed,
    view,
    <SecretOnSheet id={typed.id} secret={secret} busy={make.state.kind === 'running'} onMake={() => make.start()} />,
    secret,
  );
  const failed = [make.state, save.state].find((one) => one.kind === 'failed');
  return (
    <>
      <div className={styles.head}>
        <h2>
          {t('setup.sheet.title')} <SafeText text={typed.name} maxLength={80} />
        </h2>
        <p className={form.lead}>{t('setup.sheet.lead')}</p>
        {!canHandOver(typed, ctx) && (
          <p className={styles.incomplete} role="status">
            {t('setup.sheet.incomplete')}{' '}
            <a href={setupIntegrationHref(typed.id)} data-print="off">
              {t('setup.sheet.complete')}
            </a>
          </p>
        )}
        <div className={form.buttons} data-print="off">
          <Button busy={save.state.kind === 'running'} onClick={() => save.start()}>
            {t('setup.sheet.save')}
          </Button>
          <Button onClick={() => window.print()}>
            <Icon name="print" size={15} />
            {t('setup.sheet.print')}
          </Button>
          <span role="status" className={form.note}>
            {path !== null && (
              <>
                {t('setup.configuration.savedTo')} <SafeText text={path} />
              </>
            )}
          </span>
        </div>
        {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
      </div>
      <Panel title={t('setup.sheet.where')}>
        <ol className={form.points}>
          <li>{t('setup.sheet.click.open')}</li>
          <li>{t('setup.sheet.click.add')}</li>
          <li>{t('setup.sheet.click.fill')}</li>
          <li>{t('setup.sheet.click.save')}</li>
        </ol>
      </Panel>
      <Panel title={t('setup.sheet.values')}>
        <CopyTable rows={rows} label={t('setup.sheet.values')} />
      </Panel>
      <Panel title={t('setup.sheet.back')}>
        <div className={form.stack}>
          <p>{t('setup.sheet.backHelp')}</p>
          <p data-print="off">
            <a href={setupIntegrationHref(typed.id)}>{t('setup.sheet.enterId')}</a>
          </p>
        </div>
      </Panel>
    </>
  );
}

/** What CXone's administrator has to enter, in CXone's own order: as a page, on paper, or as a file. */
export function HandOverSheetPage({ id }: { readonly id: string }) {
  const { t } = useTexts();
  const view = useShownView();
  const typed = view?.book.integrations.find(({ draft }) => draft.id === id)?.draft;
  return (
    <DetailPage backHref={setupIntegrationHref(id)} back={t('setup.sheet.toIntegration')}>
      {view === null ? (
        <Empty busy title={t('setup.loading')} />
      ) : typed === undefined ? (
        <Empty title={t('setup.gone')} help={t('setup.goneHelp')} />
      ) : (
        <Sheet key={id} view={view} typed={typed} />
      )}
    </DetailPage>
  );
}
