import type { MessageEvent, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeEvent, ruleTextOf } from '#renderer/lib/describe/describe-story.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import styles from './StoryTimeline.module.css';

/** Time at the left: whole when the second changed, only its fraction within the same second. */
function timeLabel(format: Texts['format'], at: number, before: number | null): string {
  const sameSecond = before !== null && Math.floor(before / 1000) === Math.floor(at / 1000);
  return sameSecond ? format.fraction(at) : format.exactTime(at);
}

/** A rule of the relay's by its meaning, a person by name. */
function whoDecided(t: Texts['t'], by: string): string {
  const rule = ruleTextOf(by);
  return rule === null ? t('story.event.by', { name: by }) : t(`story.rule.${rule}`);
}

interface EventLineProps {
  readonly event: MessageEvent;
  readonly before: number | null;
  readonly direction: MessageStory['row']['direction'];
}

function EventLine({ event, before, direction }: EventLineProps) {
  const { t, format, language } = useTexts();
  const { text, tone } = describeEvent(event, direction);
  const isAttempt = text === 'attemptToWechat' || text === 'attemptToCxone';
  const words = isAttempt
    ? t(`story.event.${text}`, { number: format.number(event.attempt ?? 1) })
    : t(`story.event.${text}`, { number: format.number(event.part ?? 1) });
  const code = event.platformCode ?? event.code;
  return (
    <li className={styles.event} data-tone={tone}>
      <time dateTime={new Date(event.at).toISOString()} title={format.full(event.at)}>
        {timeLabel(format, event.at, before)}
      </time>
      <span className={styles.dot} aria-hidden="true" />
      <strong className={styles.what}>{words}</strong>
      <span className={styles.cost}>
        {event.durationMs !== null
          ? t('story.took', { duration: format.duration(event.durationMs) })
          : before !== null && `+${format.duration(event.at - before)}`}
      </span>
      <div className={styles.more}>
        {event.code !== null && (
          <p>
            {sentenceFor(language, event.code, null).title}
            {code !== null && <span className={styles.code}>{t('proof.code', { code })}</span>}
          </p>
        )}
        {event.by !== null && <p>{whoDecided(t, event.by)}</p>}
        {event.dueAt !== null && <p>{t('story.event.nextTryAt', { time: format.timeOfDay(event.dueAt) })}</p>}
      </div>
    </li>
  );
}

/** One line per step: time left, what happened in the middle, what it cost right. */
export function StoryTimeline({ story }: { readonly story: MessageStory }) {
  const { t } = useTexts();
  return (
    <ol className={styles.line} aria-label={t('story.timeline')}>
      {story.events.map((event, index) => (
        <EventLine
          key={`${event.at}-${index}`}
          event={event}
          before={story.events[index - 1]?.at ?? null}
          direction={story.row.direction}
        />
      ))}
    </ol>
  );
}
