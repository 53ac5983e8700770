import type { ReactNode } from 'react';
import type { Route } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useIsHistory } from '#renderer/store/selectors.ts';
import { AttentionBanner } from './AttentionBanner.tsx';
import styles from './Frame.module.css';
import { GapNotice } from './GapNotice.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { StaleNote } from './StaleNote.tsx';
import { StartProblems } from './StartProblems.tsx';
import { useStaleSince } from './use-wake.ts';

interface FrameProps {
  readonly page: Route['page'];
  /** The page scrolls in itself instead of as a whole. */
  readonly fills: boolean;
  readonly onHelp: () => void;
  readonly children: ReactNode;
}

export function Frame({ page, fills, onHelp, children }: FrameProps) {
  const { t } = useTexts();
  const isHistory = useIsHistory();
  const asleepSince = useStaleSince();
  const focusContent = (event: React.MouseEvent): void => {
    // The address after '#' is the route, so the skip link moves the focus itself.
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  const showsRelay = page !== 'settings';
  // The channel's own page says all of it; the incidents stand on theirs and in the hand-over.
  const showsBanner = showsRelay && page !== 'channel' && page !== 'incidents' && page !== 'handOver';
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip} onClick={focusContent}>
        {t('app.skipToContent')}
      </a>
      <Navigation page={page} onHelp={onHelp} />
      <div className={styles.column}>
        <Header page={page} />
        <main id="content" tabIndex={-1} className={styles.main} data-fill={fills || undefined}>
          <div className={styles.notices} data-print="off">
            <StartProblems />
            {showsRelay && <AttentionBanner compact={page !== 'overview'} channels={showsBanner} />}
            {showsRelay && <GapNotice />}
            {showsRelay && <StaleNote asleepSince={asleepSince} />}
          </div>
          <div className={styles.page} data-stale={(showsRelay && (isHistory || asleepSince !== null)) || undefined}>
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
