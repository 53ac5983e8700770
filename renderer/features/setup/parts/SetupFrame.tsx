import type { ReactNode } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { askForSetup } from '#renderer/store/setup-sync.ts';
import { DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import styles from './parts.module.css';
import { useShownView } from './use-book.ts';

interface SetupFrameProps {
  readonly title: string;
  /** One sentence: what the page is for and what to do next. */
  readonly intro: string;
  readonly children: (view: SetupView) => ReactNode;
}

/** A page of the set-up: the way back, what it is for, and its content once the book is known. */
export function SetupFrame({ title, intro, children }: SetupFrameProps) {
  const { t } = useTexts();
  const client = useClient();
  const view = useShownView();
  const error = useConsole((state) => state.setupError);
  const failed = useConsole((state) => Object.values(state.unsavedDrafts).some((one) => one.state === 'failed'));
  return (
    <DetailPage backHref={setupHref()} back={t('setupCheck.back')}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <p>{intro}</p>
        <p role="status" className={styles.saveNote}>
          {failed ? t('setupCheck.notSaved') : ''}
        </p>
      </div>
      {view !== null ? (
        children(view)
      ) : error !== null ? (
        <LoadFailed error={error} busy={false} onRetry={() => void askForSetup(client, useConsole.getState())} />
      ) : (
        <Empty busy title={t('setupCheck.loading')} />
      )}
    </DetailPage>
  );
}
