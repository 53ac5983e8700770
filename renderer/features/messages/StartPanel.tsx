import { useTexts } from '#renderer/lib/texts-context.tsx';
import { OperatorHelp } from './OperatorHelp.tsx';
import { SavedList } from './SavedList.tsx';
import styles from './StartPanel.module.css';
import { useSavedSearches } from './use-saved-searches.ts';

/** Before anything is searched for: what can be, and what was saved. Nothing is looked up by itself. */
export function StartPanel({ onTake }: { readonly onTake: (operator: string) => void }) {
  const { t } = useTexts();
  const { searches } = useSavedSearches();
  return (
    <section className={styles.start} aria-labelledby="search-start">
      <div className={styles.lead}>
        <h2 id="search-start">{t('search.start.title')}</h2>
        <p>{t('search.start.help')}</p>
      </div>
      <div className={styles.columns} data-two={searches.length > 0 || undefined}>
        <OperatorHelp onTake={onTake} />
        {searches.length > 0 && (
          <div className={styles.saved}>
            <h3>{t('search.start.saved')}</h3>
            <SavedList />
          </div>
        )}
      </div>
    </section>
  );
}
