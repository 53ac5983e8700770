import { useState } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Flyout } from '#renderer/ui/Flyout.tsx';
import { ManageSearchesDialog } from './ManageSearchesDialog.tsx';
import { SavedList } from './SavedList.tsx';
import styles from './SavedSearches.module.css';
import { useSavedSearches } from './use-saved-searches.ts';

/** The saved searches behind one button, at any time. */
export function SavedFlyout() {
  const { t } = useTexts();
  const { searches } = useSavedSearches();
  const [managing, setManaging] = useState(false);
  return (
    <>
      <Flyout label={t('search.saved.button')} align="end">
        {(close) =>
          searches.length === 0 ? (
            <div className={styles.none}>
              <strong>{t('search.saved.none')}</strong>
              <p>{t('search.saved.noneHelp')}</p>
            </div>
          ) : (
            <div className={styles.flyout}>
              <SavedList onGo={close} />
              <Button
                size="small"
                look="quiet"
                onClick={() => {
                  close();
                  setManaging(true);
                }}
              >
                {t('search.saved.manage')}
              </Button>
            </div>
          )
        }
      </Flyout>
      {managing && <ManageSearchesDialog onClose={() => setManaging(false)} />}
    </>
  );
}
