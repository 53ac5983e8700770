import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useIsHistory } from '#renderer/store/selectors.ts';
import styles from './StaleNote.module.css';

interface StaleNoteProps {
  /** After sleep: when what is on screen dates from; null when nothing newer is awaited. */
  readonly asleepSince: number | null;
}

/** Says that what is on screen is history. Nothing pretends to be live while the relay is not seen. */
export function StaleNote({ asleepSince }: StaleNoteProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const isHistory = useIsHistory();
  const relaySeenAt = useConsole((state) => state.relaySeenAt);
  const seenAt = isHistory ? relaySeenAt : asleepSince;
  if (seenAt === null) return null;
  const sameDay = format.moment(seenAt, now) === format.shortTime(seenAt);
  const time = sameDay ? format.timeOfDay(seenAt) : format.moment(seenAt, now);
  return (
    <p className={styles.note} role="status">
      {isHistory ? t('relay.staleNote', { time }) : t('wake.checking', { time })}
    </p>
  );
}
