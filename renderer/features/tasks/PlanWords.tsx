import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { maxTaskMessages, type TaskPlan } from '#shared/domain/message-task.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './ActDialog.module.css';
import { RowWords } from './RowWords.tsx';

/** Channels written out; a longer list is counted. */
const namedAtMost = 6;

function Channels({ channels }: Pick<TaskPlan, 'channels'>) {
  const { t, format } = useTexts();
  const known = useConsole((state) => state.channels);
  const sorted = [...channels].sort((a, b) => b.count - a.count);
  const rest = sorted.length - namedAtMost;
  return (
    <ul className={styles.channels} aria-label={t('task.byChannel')}>
      {sorted.slice(0, namedAtMost).map(({ channelId, count }) => (
        <li key={channelId}>
          <SafeText text={known[channelId]?.name ?? channelId} maxLength={60} /> <b>{format.number(count)}</b>
        </li>
      ))}
      {rest > 0 && <li>{t('task.moreChannels', { count: rest })}</li>}
    </ul>
  );
}

/** What an act would do, counted: to how many, whose, what stands in the way, and some of them to look at. */
export function PlanWords({ plan }: { readonly plan: TaskPlan }) {
  const { t, format, language } = useTexts();
  const { total, possible, conversations, refused, sample } = plan;
  const left = refused.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div>
        <p className={styles.sum}>
          {possible === 0
            ? t('task.nothing', { total: format.number(total) })
            : t('task.possible', {
                possible: format.number(possible),
                total: format.number(total),
                conversations: t('task.conversations', { count: conversations }),
              })}
        </p>
        {plan.isCut && <p className={styles.warn}>{t('task.cut', { number: format.number(maxTaskMessages) })}</p>}
      </div>
      {plan.channels.length > 0 && <Channels channels={plan.channels} />}
      {plan.windowClosed > 0 && <p className={styles.warn}>{t('task.waits', { count: plan.windowClosed })}</p>}
      {left > 0 && (
        <section className={styles.refused}>
          <h3>{t('task.refused', { number: format.number(left) })}</h3>
          <ul>
            {refused.map(({ code, count }) => (
              <li key={code}>
                <b>{format.number(count)}</b>
                <span>{sentenceFor(language, code, null).title}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sample.length > 0 && (
        <section className={styles.sample}>
          <h3>{t('task.sample')}</h3>
          <ul>
            {sample.map((row) => (
              <li key={row.id}>
                <RowWords row={row} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
