import type { SearchRow } from '#shared/domain/message-search.ts';
import { snippetParts } from '#renderer/lib/message-search-hits.ts';
import styles from './SnippetText.module.css';

/** The excerpt on one line with what was searched for marked: isolated in direction, controls visible, never markup. */
export function SnippetText({ row }: { readonly row: Pick<SearchRow, 'snippet' | 'hits'> }) {
  return (
    <bdi dir="auto" className={styles.snippet}>
      {snippetParts(row).map((part, index) =>
        // Parts have no name but their place, and never change it.
        part.isHit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
      )}
    </bdi>
  );
}
