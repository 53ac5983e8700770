import type { Exchange, MessageWire } from '#shared/domain/message-view.ts';
import type { MessageEvent, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeEvent } from '#renderer/lib/describe/describe-story.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { eventReason, eventWords, whoDecided } from './event-words.ts';
import { ExchangeView } from './ExchangeView.tsx';
import { LaneHeads, LaneMark } from './LaneMark.tsx';
import { lanesOf } from './lanes.ts';
import { placeExchanges } from './story-exchanges.ts';
import styles from './StoryTimeline.module.css';

/** Time at the left: whole when the second changed, only its fraction within the same second. */
function timeLabel(format: Texts['format'], at: number, before: number | null): string {
  const sameSecond = before !== null && Math.floor(before / 1000) === Math.floor(at / 1000);
  return sameSecond ? format.fraction(at) : format.exactTime(at);
}

interface EventLineProps {
  readonly event: MessageEvent;
  readonly before: number | null;
  readonly direction: MessageStory['row']['direction'];
  readonly exchanges: readonly Exchange[];
}

function EventLine({ event, before, direction, exchanges }: EventLineProps) {
  const texts = useTexts();
  const { t, format, language } = texts;
  const { tone } = describeEvent(event, direction);
  const code = event.platformCode ?? event.code;
  const reason = eventReason(t, event, direction);
  return (
    <li className={styles.event}>
      <time dateTime={new Date(event.at).toISOString()} title={format.full(event.at)}>
        {timeLabel(format, event.at, before)}
      </time>
      <div className={styles.lanes}>
        <LaneMark lanes={lanesOf(event.kind, direction)} tone={tone} />
      </div>
      <div className={styles.step}>
        <strong className={styles.what}>{eventWords(texts, event, direction)}</strong>
        {reason !== null && <p>{reason}</p>}
        {event.code !== null && (
          <p>
            {sentenceFor(language, event.code, null).title}
            {code !== null && <span className={styles.code}>{t('proof.code', { code })}</span>}
          </p>
        )}
        {event.by !== null && <p>{whoDecided(t, event.by)}</p>}
        {event.dueAt !== null && <p>{t('story.event.nextTryAt', { time: format.timeOfDay(event.dueAt) })}</p>}
      </div>
      <span className={styles.cost}>
        {event.durationMs !== null
          ? t('story.took', { duration: format.duration(event.durationMs) })
          : before !== null && `+${format.duration(event.at - before)}`}
      </span>
      {exchanges.length > 0 && (
        <div className={styles.calls}>
          {exchanges.map((exchange, index) => (
            <ExchangeView key={`${exchange.at}-${index}`} exchange={exchange} />
          ))}
        </div>
      )}
    </li>
  );
}

interface StoryTimelineProps {
  readonly story: MessageStory;
  readonly exchanges: readonly Exchange[];
  readonly notKept: MessageWire['notKept'];
}

/** One line per step: time left, between whom, what happened and what was sent and answered, what it cost right. */
export function StoryTimeline({ story, exchanges, notKept }: StoryTimelineProps) {
  const { t } = useTexts();
  const { byEvent, others } = placeExchanges(story.events, exchanges);
  return (
    <>
      <div className={styles.heads}>
        <LaneHeads />
      </div>
      <ol className={styles.line} aria-label={t('story.timeline')}>
        {story.events.map((event, index) => (
          <EventLine
            key={`${event.at}-${index}`}
            event={event}
            before={story.events[index - 1]?.at ?? null}
            direction={story.row.direction}
            exchanges={byEvent.get(index) ?? []}
          />
        ))}
      </ol>
      {others.length > 0 && (
        <div className={styles.others}>
          <p className={styles.note}>{t('storyWire.others')}</p>
          {others.map((exchange, index) => (
            <ExchangeView key={`${exchange.at}-${index}`} exchange={exchange} />
          ))}
        </div>
      )}
      {notKept > 0 && <p className={styles.note}>{t('storyWire.notKept', { count: notKept })}</p>}
    </>
  );
}
