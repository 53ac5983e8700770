import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './SavedSearches.module.css';
import { useSavedSearches } from './use-saved-searches.ts';

/** A person's searches, each a link. */
export function SavedList({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTexts();
  const { searches } = useSavedSearches();
  return (
    <ul className={styles.list}>
      {searches.map((search) => (
        <li key={search.name}>
          <a href={searchHref(search.text)} onClick={onGo}>
            <strong>
              <SafeText text={search.name} maxLength={60} />
            </strong>
            {search.isDefault && (
              <span className={styles.default}>
                <Sign name="check" /> {t('search.saved.isDefault')}
              </span>
            )}
            <code className={styles.text}>
              <SafeText text={search.text} maxLength={120} />
            </code>
          </a>
        </li>
      ))}
    </ul>
  );
}
