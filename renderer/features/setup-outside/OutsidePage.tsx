import type { SetupView } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { askForSetup } from '#renderer/store/setup-sync.ts';
import { DetailColumns, DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { AddressPanel } from './AddressPanel.tsx';
import styles from './Outside.module.css';
import { ProofPanel } from './ProofPanel.tsx';
import { ReachPanel } from './ReachPanel.tsx';
import { RelayLinkPanel } from './RelayLinkPanel.tsx';
import { useAddressDraft, type AddressDraft } from './use-address-draft.ts';
import { WayPanel } from './WayPanel.tsx';

function Body({ view, draft }: { readonly view: SetupView; readonly draft: AddressDraft }) {
  return (
    <DetailColumns
      asideWidth="340px"
      main={
        <>
          <AddressPanel view={view} draft={draft} />
          <WayPanel view={view} draft={draft} />
          <ReachPanel view={view} />
          <RelayLinkPanel />
        </>
      }
      aside={<ProofPanel view={view} form={draft.form} />}
    />
  );
}

/** How WeChat and CXone reach the relay: which way, under which address, and whether they did. */
export function OutsidePage() {
  const { t } = useTexts();
  const client = useClient();
  const view = useConsole((state) => state.setup);
  const error = useConsole((state) => state.setupError);
  const draft = useAddressDraft();
  return (
    <DetailPage backHref={setupHref()} back={t('setupCheck.back')}>
      <div className={styles.head}>
        <h2>{t('outside.title')}</h2>
        <p>{t('outside.intro')}</p>
      </div>
      {view !== null && draft !== null ? (
        <Body view={view} draft={draft} />
      ) : error !== null ? (
        <LoadFailed error={error} busy={false} onRetry={() => void askForSetup(client, useConsole.getState())} />
      ) : (
        <Empty busy title={t('setup.loading')} />
      )}
    </DetailPage>
  );
}
