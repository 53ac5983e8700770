import { useMemo } from 'react';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './SidePanels.module.css';

const shownAtMost = 10;

interface GapsPanelProps {
  readonly channelId: ChannelId;
  readonly gaps: readonly ReceptionGap[];
}

/** Times in which nothing could be received, with the honest consequence. */
export function GapsPanel({ channelId, gaps }: GapsPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const told = useConsole((state) => state.receptionGaps);
  const all = useMemo(() => {
    const known = new Set(gaps.map((gap) => gap.id));
    const fresh = told.filter((gap) => !known.has(gap.id) && (gap.channelId === null || gap.channelId === channelId));
    return [...fresh, ...gaps].sort((a, b) => b.from - a.from);
  }, [gaps, told, channelId]);
  return (
    <Panel title={t('gaps.heading')}>
      {all.length === 0 ? (
        <p className={styles.dim}>{t('gaps.none')}</p>
      ) : (
        <div className={styles.stack}>
          <ul className={styles.list}>
            {all.slice(0, shownAtMost).map((gap) => (
              <li key={gap.id}>
                <p>{t('gaps.line', periodWords(format, gap.from, gap.until, now))}</p>
                <p className={styles.small}>
                  {t(`gap.${gap.cause}`)}, {format.duration(gap.until - gap.from)}
                </p>
              </li>
            ))}
          </ul>
          {all.length > shownAtMost && (
            <p className={styles.small}>{t('gaps.more', { count: all.length - shownAtMost })}</p>
          )}
          <p className={styles.small}>{t('gaps.why')}</p>
        </div>
      )}
    </Panel>
  );
}
