import type { ReactNode } from 'react';
import type { Route } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useIsHistory } from '#renderer/store/selectors.ts';
import { AttentionBanner } from './AttentionBanner.tsx';
import styles from './Frame.module.css';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { StaleNote } from './StaleNote.tsx';
import { StartProblems } from './StartProblems.tsx';

interface FrameProps {
  readonly page: Route['page'];
  readonly onHelp: () => void;
  readonly children: ReactNode;
}

export function Frame({ page, onHelp, children }: FrameProps) {
  const { t } = useTexts();
  const isHistory = useIsHistory();
  const focusContent = (event: React.MouseEvent): void => {
    // The address after '#' is the route, so the skip link moves the focus itself.
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip} onClick={focusContent}>
        {t('app.skipToContent')}
      </a>
      <Navigation page={page} onHelp={onHelp} />
      <div className={styles.column}>
        <Header page={page} />
        <main id="content" tabIndex={-1} className={styles.main} data-page={page}>
          <StartProblems />
          {page !== 'settings' && <AttentionBanner compact={page !== 'overview'} />}
          {page !== 'settings' && <StaleNote />}
          <div className={styles.page} data-stale={(page !== 'settings' && isHistory) || undefined}>
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
