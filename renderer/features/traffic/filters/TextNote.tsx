import { searchHref } from '#renderer/lib/message-search-routes.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { searchOfQuery } from './search-of-query.ts';
import styles from './TextNote.module.css';

/** Says what a text filter looks at, and leads to where all text is looked at. */
export function TextNote({ query }: { readonly query: TrafficQuery }) {
  const { t } = useTexts();
  return (
    <p className={styles.note}>
      {t('trafficFilter.textNote', { text: isolated(query.text) })}{' '}
      <a href={searchHref(searchOfQuery(query))}>{t('trafficFilter.searchAll')}</a>
    </p>
  );
}
