import type { ReceptionGap } from '#shared/domain/health.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './HandOverLists.module.css';

/** Times in which nothing could be received: what came then may be missing. */
export function GapsPanel({ gaps }: { readonly gaps: readonly ReceptionGap[] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const channels = useConsole((state) => state.channels);
  return (
    <Panel title={t('handOver.gaps')} flush>
      {gaps.length === 0 ? (
        <p className={styles.empty}>{t('handOver.noGaps')}</p>
      ) : (
        <ul>
          {gaps.map((gap) => (
            <li key={gap.id} className={styles.plain}>
              <div className={styles.words}>
                <p>
                  {t('gap.line', {
                    ...periodWords(format, gap.from, gap.until, now),
                    duration: format.duration(gap.until - gap.from),
                  })}
                </p>
                <p className={styles.dim}>
                  {t(`gap.${gap.cause}`)} ·{' '}
                  {gap.channelId === null
                    ? t('handOver.gapAll')
                    : isolated(channels[gap.channelId]?.name ?? gap.channelId)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
