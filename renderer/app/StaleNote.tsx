import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useIsHistory } from '#renderer/store/selectors.ts';
import styles from './StaleNote.module.css';

/** Says that what is on screen is history. Nothing pretends to be live while the relay is not seen. */
export function StaleNote() {
  const { t, format } = useTexts();
  const now = useNow();
  const isHistory = useIsHistory();
  const seenAt = useConsole((state) => state.relaySeenAt);
  if (!isHistory || seenAt === null) return null;
  const sameDay = format.moment(seenAt, now) === format.shortTime(seenAt);
  return (
    <p className={styles.note} role="status">
      {t('relay.staleNote', { time: sameDay ? format.timeOfDay(seenAt) : format.moment(seenAt, now) })}
    </p>
  );
}
