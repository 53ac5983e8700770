import type { ReactNode } from 'react';
import type { SearchPage } from '#shared/domain/message-search.ts';
import { momentOfRange, rangeOf, searchZone } from '#renderer/lib/message-search-time.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import styles from './ScopeLine.module.css';

/** How many match: for certain once the list is whole, and else as far as they were counted. */
function countWords(t: Texts['t'], matches: SearchPage['matches'], shown: number, isWhole: boolean): string | null {
  if (isWhole) return t('search.found', { count: shown });
  if (matches === null) return null;
  return matches.isMore
    ? t('search.foundMore', { count: matches.count })
    : t('search.foundAbout', { count: Math.max(matches.count, shown) });
}

/** The time looked at in whole words, a day or a part of one. */
function rangeWords({ t, format }: Texts, text: string, now: number): string {
  const { from, until } = rangeOf(text, searchZone(), now);
  if (from === null && until === null) return t('search.range.all');
  if (until === null) return t('search.range.after', { from: momentOfRange(from ?? 0, format) });
  if (from === null) return t('search.range.before', { until: momentOfRange(until, format) });
  const last = format.dayOfYear(until - 1);
  const isOneDay = format.dayOfYear(from) === last && format.shortTime(from) === '00:00';
  if (isOneDay && format.shortTime(until) === '00:00') return t('search.range.on', { day: last });
  return t('search.range.between', { from: momentOfRange(from, format), until: momentOfRange(until, format) });
}

interface ScopeLineProps {
  readonly text: string;
  /** Buttons at the line's end. */
  readonly children: ReactNode;
}

/** How many messages match, in which time and zone, and what words cannot find yet. */
export function ScopeLine({ text, children }: ScopeLineProps) {
  const texts = useTexts();
  const { t } = texts;
  const now = useNow();
  const load = useConsole((state) => state.searchLoad);
  const results = useConsole((state) => state.searchResults);
  const known = load === 'ready' ? results : null;
  const count =
    load === 'asking'
      ? t('search.searching')
      : known === null
        ? null
        : countWords(t, known.matches, known.rows.length, known.next === null);
  return (
    <div className={styles.scope}>
      <p className={styles.words}>
        <strong role="status">{count}</strong>
        <span>
          {t('search.scope', { range: rangeWords(texts, text, now), zone: t('search.zone', { zone: searchZone() }) })}
        </span>
        {results !== null && results.notIndexed > 0 && (
          <span className={styles.behind}>{t('search.notIndexed', { count: results.notIndexed })}</span>
        )}
      </p>
      <div className={styles.tools}>{children}</div>
    </div>
  );
}
