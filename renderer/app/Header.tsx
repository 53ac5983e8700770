import { relayIsVisible } from '#renderer/lib/describe/describe-relay.ts';
import { worstState, type WorstText } from '#renderer/lib/describe/worst-state.ts';
import { hrefOf, type Route } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import type { TFunction } from 'i18next';
import styles from './Header.module.css';

function worstWords(t: TFunction, text: WorstText): string {
  return 'count' in text ? t(text.key, { count: text.count }) : t(text.key);
}

/** Page title, date and clock, and the worst state of everything in words. */
export function Header({ page }: { readonly page: Route['page'] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const relay = useConsole((state) => state.relay);
  const missing = useConsole((state) => state.overview?.missingRecords ?? 0);
  const loaded = useConsole((state) => state.channelsLoad.kind !== 'loading');
  const channels = useChannels();
  const worst = relay === null || (relayIsVisible(relay) && !loaded) ? null : worstState(relay, channels, missing);
  return (
    <header className={styles.header} data-print="off">
      <h1>{t(`pages.${page}`)}</h1>
      <time className={styles.clock} dateTime={new Date(now).toISOString()}>
        <span>{format.date(now)}</span>
        <span>{format.shortTime(now)}</span>
      </time>
      {worst !== null && (
        <a
          href={hrefOf({ page: 'overview' })}
          className={styles.worst}
          aria-label={t('app.labelled', { label: t('worst.label'), value: worstWords(t, worst.text) })}
        >
          <StateBadge tone={worst.tone} sign={worst.sign}>
            {worstWords(t, worst.text)}
          </StateBadge>
        </a>
      )}
    </header>
  );
}
