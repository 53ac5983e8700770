import type { TrafficRow } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { messageMeaning } from '#renderer/lib/describe/describe-story.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useHeldRow } from '#renderer/store/use-held-row.ts';
import styles from './StoryMeaning.module.css';

/** Where the message stands, in a plain and honest sentence; with a code also what it means and what to do. */
export function StoryMeaning({ row: told }: { readonly row: TrafficRow }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const row = useHeldRow(told);
  const meaning = messageMeaning(row);
  const settled = row.state === 'delivered' || row.state === 'discarded';
  const sentence = row.code === null || settled ? null : sentenceFor(language, row.code, null);
  const words =
    meaning === 'retry'
      ? t('story.meaning.retry', { when: row.dueAt === null ? t('time.inMoment') : format.until(row.dueAt, now) })
      : t(`story.meaning.${meaning}`);
  return (
    <div className={styles.meaning} data-tone={describeMessage(row).tone}>
      <p className={styles.words}>{words}</p>
      {sentence !== null && (
        <p>
          <strong>{sentence.title}</strong>
          <br />
          {sentence.help}
        </p>
      )}
    </div>
  );
}
