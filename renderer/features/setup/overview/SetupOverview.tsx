import { useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref, setupSkillHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { askForSetup } from '#renderer/store/setup-sync.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { useShownView } from '../parts/use-book.ts';
import { AddDialog } from './AddDialog.tsx';
import { ChannelRows } from './ChannelRows.tsx';
import { GivenPanel } from './GivenPanel.tsx';
import { IntegrationRows } from './IntegrationRows.tsx';
import styles from './Overview.module.css';
import { PracticePanel } from './PracticePanel.tsx';

/** The pages of things that all channels share, in the order they are set up. */
const pages = [
  { key: 'outside', href: setupHref('outside') },
  { key: 'relay', href: setupHref('relay') },
  { key: 'permissions', href: setupHref('permissions') },
  { key: 'routing', href: setupHref('routing') },
  { key: 'skills', href: setupSkillHref(null) },
  { key: 'configuration', href: setupHref('configuration') },
] as const;

/** Before anybody began: what will be done, in which order, and the button. */
function Beginning() {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const begin = useAction(async () => told(await client.invoke('setup.begin', null)));
  return (
    <Panel title={t('setup.begin.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.begin.lead')}</p>
        <ol className={form.points}>
          <li>{t('setup.begin.step.outside')}</li>
          <li>{t('setup.begin.step.integration')}</li>
          <li>{t('setup.begin.step.channel')}</li>
          <li>{t('setup.begin.step.people')}</li>
          <li>{t('setup.begin.step.skill')}</li>
          <li>{t('setup.begin.step.ready')}</li>
        </ol>
        <div className={form.buttons}>
          <Button look="primary" busy={begin.state.kind === 'running'} onClick={() => begin.start()}>
            {t('setup.begin.button')}
          </Button>
          <span className={form.note}>{t('setup.begin.note')}</span>
        </div>
        {begin.state.kind === 'failed' && <ErrorNote error={begin.state.error} />}
      </div>
    </Panel>
  );
}

function Book({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const [adding, setAdding] = useState<'integration' | 'channel' | null>(null);
  const { integrations, channels } = view.book;
  const canAddChannel = integrations.length + view.given.integrations.length > 0;
  return (
    <>
      {view.publicUrl === null && (
        <p className={styles.first}>
          {t('setup.overview.noAddress')} <a href={setupHref('outside')}>{t('setup.toOutside')}</a>
        </p>
      )}
      <Panel
        title={t('setup.overview.integrations')}
        note={
          <Button
            size="small"
            look={integrations.length === 0 ? 'primary' : 'plain'}
            onClick={() => setAdding('integration')}
          >
            {t('setup.overview.addIntegration')}
          </Button>
        }
      >
        {integrations.length === 0 ? (
          <p className={form.lead}>{t('setup.overview.noIntegrations')}</p>
        ) : (
          <IntegrationRows view={view} />
        )}
      </Panel>
      <Panel
        title={t('setup.overview.channels')}
        note={
          <Button
            size="small"
            look={canAddChannel && channels.length === 0 && integrations.length > 0 ? 'primary' : 'plain'}
            disabled={!canAddChannel}
            onClick={() => setAdding('channel')}
          >
            {t('setup.overview.addChannel')}
          </Button>
        }
      >
        {channels.length === 0 ? (
          <p className={form.lead}>
            {canAddChannel ? t('setup.overview.noChannels') : t('setup.overview.integrationFirst')}
          </p>
        ) : (
          <ChannelRows view={view} />
        )}
      </Panel>
      {adding !== null && <AddDialog kind={adding} view={view} onClose={() => setAdding(null)} />}
    </>
  );
}

/** Everything that is set up, how far it is, and the one next step of each. */
export function SetupOverview() {
  const { t } = useTexts();
  const client = useClient();
  const view = useShownView();
  const error = useConsole((state) => state.setupError);
  if (view === null) {
    return error === null ? (
      <Empty busy title={t('setup.loading')} />
    ) : (
      <LoadFailed error={error} busy={false} onRetry={() => void askForSetup(client, useConsole.getState())} />
    );
  }
  const isEmpty = view.book.integrations.length + view.book.channels.length === 0;
  return (
    <div className={styles.page}>
      <p className={form.lead}>{t('setup.overview.lead')}</p>
      {view.practice !== null && <PracticePanel view={view} />}
      {!view.book.begun && isEmpty ? <Beginning /> : <Book view={view} />}
      {view.given.channels.length > 0 && <GivenPanel given={view.given} />}
      <Panel title={t('setup.overview.more')}>
        <ul className={styles.pages}>
          {pages.map(({ key, href }) => (
            <li key={key}>
              <a href={href}>{t(`setup.overview.page.${key}`)}</a>
              <p>{t(`setup.overview.pageHelp.${key}`)}</p>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
